"""What people see, one file a thing: facts in, blocks out; nothing is queried or sent from here."""
