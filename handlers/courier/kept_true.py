"""Makes direct messages show that they are answered."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from decisions.proposal.proposal import Status
from handlers.courier.calls.meanings import Meaning
from handlers.courier.calls.slack import Refused, Slack
from handlers.courier.messages import written, written_to
from handlers.courier.once import said_or_plainer
from handlers.gathering.bundles import states_in_bundle
from handlers.gathering.waiting import ASKED, states
from handlers.views.blocks.kit import Message, paragraph
from storage.engine.database import Database
from storage.outbox import told_of
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane
from storage.outbox.told_of import Told

ENDED = (Status.AGREED.value, Status.WITHDRAWN.value)

logger = logging.getLogger(__name__)


class KeptTrueRound:
    """One pass over what a person was asked: each message is made to say what became of it.

    As with cards, that is compared with what Slack shows, so a change that was interrupted is made again, and one that
    another process made is not.
    """

    def __init__(self, database: Database, slack: Slack, now: Callable[[], datetime], lane: Lane, person: str) -> None:
        self._database, self._slack, self._now = database, slack, now
        self._lane, self._person = lane, person

    def states(self, message: OutboxMessage) -> dict[int, str]:
        """Tell what a message has to say of each proposal for which it is kept true."""
        with self._database.snapshot() as connection:
            ids = told_of.proposals_of(connection, message.id)
            return self._states(connection, message, ids) if ids else {}

    def is_needless(self, message: OutboxMessage) -> bool:
        """Whether what was to be asked was answered before anybody read it."""
        is_unread = message.kind == ASKED and not message.attempted_at
        asked = f"{message.about.get('revision')}:waits"
        return is_unread and any(state != asked for state in self.states(message).values())

    def leave(self, message: OutboxMessage) -> None:
        with self._database.transaction() as connection:
            told_of.leave(connection, message.id)

    def make_true(self) -> None:
        with self._database.snapshot() as connection:
            told = told_of.of_lane(connection, self._lane.id)
            wanted = {each.message.id: self._states(connection, each.message, each.shown) for each in told}
        for each in told:
            if wanted[each.message.id] != each.shown:
                self._change(each, wanted[each.message.id])

    def _change(self, told: Told, wanted: Mapping[int, str]) -> None:
        self._slack.await_turn("chat.update")
        alliance_id, now = self._lane.alliance_id, self._now()
        if told.place == self._lane.channel:
            said = mentioning(self._person, written(self._database, alliance_id, told.message, now))
        else:
            said = written_to(self._database, alliance_id, told.message, self._person, now)
        try:
            said_or_plainer(said, lambda plain: self._slack.update(told.place, told.message.message_ts, plain))
        except Refused as refused:
            if refused.meaning in (Meaning.APP, Meaning.CHANNEL):
                raise
            logger.info("what %s was told can't be changed: %s", self._person, refused)
            self.leave(told.message)
            return
        with self._database.transaction() as connection:
            told_of.stands(connection, told.message.id, told.place, wanted)
            told_of.leave(connection, told.message.id, [each for each, state in wanted.items() if state in ENDED])

    def _states(self, connection: Connection, message: OutboxMessage, ids: Iterable[int]) -> dict[int, str]:
        alliance_id, partner_id = self._lane.alliance_id, message.about["partner"]
        if bundle := message.about.get("bundle"):
            return states_in_bundle(connection, alliance_id, partner_id, bundle, ids)
        return states(connection, alliance_id, partner_id, ids)


def mentioning(person: str, said: Message) -> Message:
    """Say it where everybody reads it, and the person is to see it."""
    mention = f"<@{person}>"
    return Message(f"{mention} {said.headline}", [paragraph(mention), *said.blocks])
