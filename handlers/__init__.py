"""What Slack and the clock bring in, and what people see."""
