"""What is withheld from whoever reads a pack or a register, and why; and a second look whether it is."""
