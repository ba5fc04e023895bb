"""What Slack is to show, and who is at work on it."""
