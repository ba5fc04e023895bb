"""The windows in which texts are written and read."""
