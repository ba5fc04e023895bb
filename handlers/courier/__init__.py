"""The only room that tells Slack anything: it makes Slack show what is stored."""
