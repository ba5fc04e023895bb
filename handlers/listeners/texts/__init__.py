"""What is put to the partners, and read."""
