"""What is shown of what partners said."""
