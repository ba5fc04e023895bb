"""What is withheld from readers of a pack or a register, and why; and a second look to see that it is."""
