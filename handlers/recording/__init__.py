"""What happens, in one transaction, when a fact is recorded."""
