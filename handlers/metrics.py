"""What is counted while Accord works. Only `accord serve` has a page on which it is read: bot/lines/measures.py."""

from contextlib import AbstractContextManager, nullcontext


class Metrics:
    """What nobody reads is not counted; whoever reads it gives a class of this shape that counts."""

    def taking_in(self, _way: str) -> AbstractContextManager[None]:
        """Last from Slack's delivery to its acknowledgement."""
        return nullcontext()

    def not_stored(self) -> None:
        """Note an act that the database did not take; the person was told."""

    def unsigned(self) -> None:
        """Note a request that Slack had not signed; it was turned away."""

    def slack_call(self, _method: str, _outcome: str) -> None:
        """Note a call of Slack's Web API."""
