"""How an alliance begins, and where Accord is."""
