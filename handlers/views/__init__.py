"""What do people see? One file a thing seen: facts in, blocks out; nothing is queried or sent from here."""
