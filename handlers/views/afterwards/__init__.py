"""What is seen of what follows from a decision."""
