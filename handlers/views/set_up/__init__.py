"""What is seen of an alliance's beginning and settings."""
