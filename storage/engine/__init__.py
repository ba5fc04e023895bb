"""How SQL is run, the same way on SQLite and PostgreSQL."""
