"""What is seen of all proposals together."""
