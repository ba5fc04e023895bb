"""The commands about an alliance and its people."""
