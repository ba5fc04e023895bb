"""The workspaces in which Accord is installed, and how their tokens are kept."""
