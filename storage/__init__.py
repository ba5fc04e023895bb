"""Where the facts are kept. All SQL is on this floor."""
