"""Alliances, their partners and settings."""
