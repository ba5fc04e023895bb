"""What happens, in one transaction, with what is put to the partners."""
