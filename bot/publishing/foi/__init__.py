"""The FOI pack: what a request for information asked for, with what is withheld marked and the chain whole."""
