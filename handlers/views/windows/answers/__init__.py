"""The windows in which partners answer."""
