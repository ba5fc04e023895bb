"""Says in the channel what is about no single proposal, such as the digest."""

from collections.abc import Callable
from datetime import datetime

from handlers.courier.messages import written
from handlers.courier.once import Once
from handlers.views.blocks.kit import Message
from storage.engine.database import Database
from storage.outbox import attempts
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane


class ChannelRound:
    """One pass over an alliance's own lane, in order. Raises Refused for what the channel does not take."""

    def __init__(self, database: Database, once: Once, now: Callable[[], datetime], lane: Lane) -> None:
        self._database, self._once, self._now = database, once, now
        self._lane, self._channel = lane, lane.channel

    def run(self) -> None:
        with self._database.snapshot() as connection:
            unsaid = attempts.unsaid(connection, self._lane.id)
        for message in unsaid:
            self._once.end(message, "said", self._post(message))

    def _post(self, message: OutboxMessage) -> str:
        def write() -> Message:
            return written(self._database, self._lane.alliance_id, message, self._now())

        return self._once.post(message, self._channel, write).ts
