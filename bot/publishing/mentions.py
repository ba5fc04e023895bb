"""How does a mention in plain text read outside Slack? As in what Slack shows of it (views/blocks/mentions.py)."""

from handlers.views.blocks.mentions import Who, mentions_named

__all__ = ["Who", "mentions_named"]
