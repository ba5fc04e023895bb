"""What Accord says in a thread, in the channel, or to one person."""
