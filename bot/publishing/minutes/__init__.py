"""The minutes of a period: what was decided, held, withdrawn and reviewed, what is to be done, and the log's events."""
