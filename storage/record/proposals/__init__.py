"""Proposals and the facts about them."""
