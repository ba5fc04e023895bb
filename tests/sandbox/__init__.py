"""Does the stand-in answer as strictly as Slack does? Asked with Slack's own clients, over real sockets."""
