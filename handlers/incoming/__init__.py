"""What Slack brings in: payloads become acts, acts find whose they are, and nothing ends in silence."""
