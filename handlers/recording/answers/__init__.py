"""What happens, in one transaction, when a partner answers."""
