"""How Slack is called, and by which token."""
