"""How do a proposal's card and thread come to show what is stored?"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from handlers.courier.messages import KINDS, NO_LONGER_SAID, Place
from handlers.courier.once import Once, digest, said_or_plainer
from handlers.courier.slack import Refused, Slack
from handlers.gathering.proposal_view import next_midnight, picture
from handlers.views.blocks.kit import Said
from handlers.views.blocks.proposal_view import Picture
from handlers.views.proposal_card import card
from storage.engine.database import Database
from storage.outbox import outbox
from storage.outbox.claims import Lane
from storage.outbox.outbox import Message

# What Slack answers when a message can't be edited any more, because somebody deleted it.
CARD_IS_GONE = ("message_not_found", "cant_update_message", "edit_window_closed")
THREAD_IS_GONE = ("thread_not_found", "cannot_reply_to_message", "message_not_found")

# What Slack answers when it is the channel, and not the message, that is wrong.
CHANNEL_TROUBLE = ("not_in_channel", "channel_not_found", "is_archived", "restricted_action", "access_denied")


class ProposalRound:
    """One pass over a proposal's lane: the card is posted or made true, then its thread gets what it lacks."""

    def __init__(self, database: Database, slack: Slack, once: Once, now: Callable[[], datetime], lane: Lane) -> None:
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, lane.channel
        self._card_ts = "" if lane.is_card_lost else lane.card_ts
        self._shown = lane.shown
        # What Slack refused while the rest went on, in Slack's words.
        self.refused: list[str] = []
        self.is_card_gone = False
        self.next_change_at: datetime | None = None

    def run(self) -> str:
        """Return the digest of the card that Slack shows, "" when it shows none.

        Raises Refused for what stops the whole lane; what stops one message is kept in `refused`.
        """
        with self._database.snapshot() as connection:
            put_down = outbox.unsaid(connection, self._lane.id)
            shown = self._gathered(connection) if self._card_ts else None
        for message in put_down:
            if message.kind in NO_LONGER_SAID:
                self._once.end(message, "given up: no longer said")
        unsaid = [message for message in put_down if message.kind not in NO_LONGER_SAID]
        cards = [message for message in unsaid if KINDS[message.kind].place is Place.CHANNEL]
        for message in cards:
            self._post_card(message)
        if shown and not cards:
            self._update_card(shown)
        for message in unsaid:
            if message not in cards:
                self._say_in_thread(message)
        return self._shown

    def _post_card(self, message: Message) -> None:
        said: list[Said] = []

        def write() -> Said:
            said.append(card(self._picture()))
            return said[-1]

        ts = self._once.post(message, self._channel, write)
        permalink = self._slack.permalink(self._channel, ts)
        with self._database.transaction() as connection:
            outbox.card_is_posted(connection, self._lane.id, ts, permalink)
            outbox.end(connection, message.id, ended_as="said", message_ts=ts, now=self._now())
        self._card_ts = ts
        # A card that an earlier attempt posted shows an earlier state.
        self._shown = digest(said[-1].text, said[-1].blocks) if said else ""
        if not said:
            self._update_card(self._picture())

    def _update_card(self, shown: Picture) -> None:
        if self._slack.await_turn("chat.update"):
            shown = self._picture()
        said = card(shown)
        if digest(said.text, said.blocks) == self._shown:
            return
        try:
            said_or_plainer(said, lambda written: self._slack.update(self._channel, self._card_ts, written))
        except Refused as refused:
            if refused.error in CHANNEL_TROUBLE:
                raise
            self._note_refused_card(refused)
        else:
            self._shown = digest(said.text, said.blocks)

    def _note_refused_card(self, refused: Refused) -> None:
        self._shown = ""
        if refused.error not in CARD_IS_GONE:
            self.refused.append(refused.error)
            return
        self.is_card_gone = True
        self._card_ts = ""
        with self._database.transaction() as connection:
            outbox.card_is_lost(connection, self._lane.id)

    def _say_in_thread(self, message: Message) -> None:
        kind = KINDS[message.kind]

        def write() -> Said:
            return kind.write(self._picture(), message.about)

        broadcast = kind.place is Place.THREAD_AND_CHANNEL
        try:
            ts = self._post_in_thread(message, write, broadcast=broadcast)
        except Refused as refused:
            if refused.error in CHANNEL_TROUBLE:
                raise
            self.refused.append(refused.error)
        else:
            self._once.end(message, "said", ts)

    def _post_in_thread(self, message: Message, write: Callable[[], Said], *, broadcast: bool) -> str:
        if self._card_ts:
            try:
                return self._once.post(message, self._channel, write, self._card_ts, broadcast=broadcast)
            except Refused as refused:
                if refused.error not in THREAD_IS_GONE:
                    raise
        return self._once.post(message, self._channel, write)

    def _picture(self) -> Picture:
        with self._database.snapshot() as connection:
            return self._gathered(connection)

    def _gathered(self, connection: Connection) -> Picture:
        if self._lane.proposal_id is None:
            raise ValueError(f"lane {self._lane.id} is not a proposal's")
        shown = picture(connection, self._lane.alliance_id, self._lane.proposal_id, self._now())
        self.next_change_at = None if shown.proposal.is_final else next_midnight(shown.now, shown.zone)
        return shown
