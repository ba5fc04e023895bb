"""How does a person get what only they see?"""

import logging
from collections.abc import Callable
from datetime import datetime

from handlers.messages import KINDS, Place, written
from handlers.once import Once
from handlers.slack import Refused, Slack, Unclear
from handlers.views.kit import Said, paragraph
from storage import outbox
from storage.database import Database
from storage.outbox import Lane, Message

logger = logging.getLogger(__name__)


class PersonRound:
    """One pass over a person's lane, in order. What can't reach the person at all is given up, and logged."""

    def __init__(
        self, database: Database, slack: Slack, once: Once, now: Callable[[], datetime], lane: Lane, channel: str
    ) -> None:
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, channel
        self._person = lane.slack_user_id or ""

    def run(self) -> None:
        with self._database.snapshot() as connection:
            unsaid = outbox.unsaid(connection, self._lane.id)
        for message in unsaid:
            try:
                ts = self._say(message)
            except (Refused, Unclear) as reason:
                if isinstance(reason, Unclear) and KINDS[message.kind].place is not Place.WHISPER:
                    raise
                logger.warning("%s did not reach %s: %s", message.kind, self._person, reason)
                self._once.end(message, f"given up: {reason}")
            else:
                self._once.end(message, "said", ts)

    def _say(self, message: Message) -> str:
        if KINDS[message.kind].place is Place.WHISPER and not message.about.get("is_direct"):
            try:
                self._once.whisper(message, self._channel, self._person, self._write(message))
            except Refused:
                return self._say_directly(message)
            return ""
        try:
            return self._say_directly(message)
        except Refused as refused:
            logger.info("%s can't be written to directly: %s", self._person, refused)
            return self._say_otherwise(message)

    def _say_directly(self, message: Message) -> str:
        direct = self._slack.direct_channel(self._person)
        return self._once.post(message, direct, lambda: self._write(message))

    def _say_otherwise(self, message: Message) -> str:
        if KINDS[message.kind].place is not Place.DIRECT_OR_THREAD:
            self._once.whisper(message, self._channel, self._person, self._write(message))
            return ""
        with self._database.snapshot() as connection:
            lane = outbox.lane_of(connection, message.about["proposal"])
        thread_ts = lane.card_ts if lane and lane.card_ts else None
        return self._once.post(message, self._channel, lambda: self._mentioning(message), thread_ts)

    def _mentioning(self, message: Message) -> Said:
        said, mention = self._write(message), f"<@{self._person}>"
        return Said(f"{mention} {said.text}", [paragraph(mention), *said.blocks])

    def _write(self, message: Message) -> Said:
        return written(self._database, self._lane.alliance_id, message, self._now())
