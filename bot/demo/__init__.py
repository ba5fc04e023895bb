"""How can Accord be tried without Slack? `accord demo`: a made-up alliance in the sandbox, in a browser."""
