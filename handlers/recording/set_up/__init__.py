"""What happens, in one transaction, when an alliance begins or is changed."""
