"""What is seen of partners and their people."""
