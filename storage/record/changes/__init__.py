"""What is logged about an alliance besides its proposals."""
