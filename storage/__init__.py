"""Where are the facts kept? All SQL is on this floor."""
