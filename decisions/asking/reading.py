"""Who may read what an alliance writes? Whoever speaks or manages in it, and whoever is in its channel; nobody else."""

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


class MayNotRead(Refusal):
    """Somebody whom the alliance does not know; whoever is seen in its `channel` may read all the same."""

    def __init__(self, channel: str) -> None:
        super().__init__(
            "Only people who are in the alliance's channel can read or do this, and Slack does not show you there."
        )
        self.channel = channel


def refuse_unless_may_read(alliance: Alliance, person: str, *, seen_in: str) -> None:
    """`seen_in` is the channel in which Slack says that the person is, "" where it says nothing."""
    if person not in alliance.people and seen_in != alliance.channel:
        raise MayNotRead(alliance.channel)
