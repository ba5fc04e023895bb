"""The channel's front desk: one message, which is kept true, and posted anew when somebody deleted it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.courier.calls.meanings import CARD_IS_GONE
from handlers.courier.calls.slack import Refused, Slack
from handlers.courier.once import Once, fingerprint
from handlers.gathering.front_desk import desk_now
from handlers.gathering.proposal_view import next_midnight
from handlers.views.blocks.kit import Message
from storage.engine.database import Database
from storage.outbox import attempts, outbox
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane

# Cards tell the managers what is wrong with a channel; the desk just looks again.
LOOK_AGAIN = timedelta(hours=1)

logger = logging.getLogger(__name__)


class DeskRound:
    """One pass over an alliance's front desk. Once a day it is written anew, and so it is found out that it is gone."""

    def __init__(self, database: Database, slack: Slack, once: Once, now: Callable[[], datetime], lane: Lane) -> None:
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, lane.channel
        self.next_change_at: datetime | None = None

    def run(self) -> str:
        """Return the digest of what Slack shows, "" when that is not known."""
        try:
            return self._show()
        except Refused as refused:
            logger.warning("what is kept true in %s can't be shown: %s", self._channel, refused)
            self.next_change_at = self._now() + LOOK_AGAIN
            return ""

    def _show(self) -> str:
        said, wanted = self._read()
        with self._database.snapshot() as connection:
            unsaid = attempts.unsaid(connection, self._lane.id)
        if not unsaid and wanted == self._lane.shown:
            return wanted
        if not unsaid:
            try:
                self._update(self._lane.card_ts, said)
            except Refused as refused:
                # One that may not be edited any more still has its buttons.
                if refused.error not in CARD_IS_GONE:
                    raise
                unsaid = self._put_down_anew()
        for message in unsaid:
            self._post(message, said)
        return wanted

    def _post(self, message: OutboxMessage, said: Message) -> None:
        written: list[Message] = []

        def write() -> Message:
            written.append(said)
            return said

        place = self._once.post(message, self._channel, write).ts
        with self._database.transaction() as connection:
            outbox.card_is_posted(connection, self._lane.id, place)
            attempts.end(connection, message.id, ended_as="said", message_ts=place, now=self._now())
        self._pin(place)
        # What an earlier attempt posted may show an earlier state.
        if not written:
            self._update(place, said)

    def _pin(self, place: str) -> None:
        self._slack.pin(self._channel, place)

    def _put_down_anew(self) -> list[OutboxMessage]:
        with self._database.transaction() as connection:
            outbox.open_desk_anew(connection, self._lane.alliance_id, self._lane.id, self._lane.card_ts, self._now())
            return attempts.unsaid(connection, self._lane.id)

    def _update(self, place: str, said: Message) -> None:
        self._slack.await_turn("chat.update")
        self._slack.update(self._channel, place, said)

    def _read(self) -> tuple[Message, str]:
        with self._database.snapshot() as connection:
            said, zone = desk_now(connection, self._lane.alliance_id, self._now())
        tomorrow = self.next_change_at = next_midnight(self._now(), zone)
        return said, fingerprint(f"{tomorrow.date()} {said.text}", said.blocks)
