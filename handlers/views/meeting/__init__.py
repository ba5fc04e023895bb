"""What is seen of meetings."""
