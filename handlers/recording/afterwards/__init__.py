"""What happens, in one transaction, when something follows from a decision."""
