"""The card of a proposal."""
