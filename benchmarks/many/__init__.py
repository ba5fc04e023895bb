"""Many alliances in many workspaces at once."""
