"""The windows in which an alliance begins and is changed."""
