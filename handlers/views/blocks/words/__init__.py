"""How words are read, written and compared."""
