"""The windows that Accord opens."""
