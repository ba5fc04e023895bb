"""How the bytes of files are fetched from Slack, kept and read."""
