"""`accord demo`: Accord tried without Slack, with a made-up alliance in the sandbox, in a browser."""
