"""Settings, the founding file, and what must be in place before the bot serves."""
