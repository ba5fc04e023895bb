"""How fast Accord is, against a floor of the same run. `make bench` writes benchmarks/RESULTS.md."""
