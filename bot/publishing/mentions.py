"""How a mention in plain text reads outside Slack: as Slack itself shows it (views/blocks/mentions.py)."""

from handlers.views.blocks.mentions import Who, mentions_named

__all__ = ["Who", "mentions_named"]
