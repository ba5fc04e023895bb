"""What are the rules of an alliance? Plain Python: no Slack, no SQL, no clock, no I/O."""
