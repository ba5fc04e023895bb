"""How Slack and the bot are connected, and how that ends."""
