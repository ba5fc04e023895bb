"""What is shown of a proposal, in parts."""
