"""What was decided: facts, proposals, and the decision log."""
