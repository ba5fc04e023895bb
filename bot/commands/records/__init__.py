"""The commands that read, publish and clean the record."""
