"""The windows that everybody can open."""
