"""How fast is Accord, against a floor of the same run? `make bench` writes benchmarks/RESULTS.md."""
