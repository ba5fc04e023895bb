"""What can be said or done about a proposal? A kind of fact a file."""
