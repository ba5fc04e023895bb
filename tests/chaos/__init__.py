"""A fault campaign that anyone can repeat: `make chaos SEED=1 RUNS=3 DATABASE=sqlite`."""
