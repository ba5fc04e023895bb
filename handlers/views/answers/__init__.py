"""What is seen of answers."""
