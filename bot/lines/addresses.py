"""Where `accord serve` listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """For Slack, and for whoever watches the machine: host:port each."""

    slack: str
    watch: str
