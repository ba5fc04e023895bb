"""What is published from the records: exports, minutes, the register, packs for requests."""
