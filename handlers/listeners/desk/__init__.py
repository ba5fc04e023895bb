"""What everybody can ask, from wherever they are."""
