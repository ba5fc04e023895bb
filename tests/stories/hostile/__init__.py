"""Payloads that Slack would not send: gathered where a story is played, changed at random, and delivered."""
