"""The windows about partners and their people."""
