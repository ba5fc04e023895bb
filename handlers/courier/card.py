"""Makes a proposal's card and thread show what is stored."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.courier import troubles
from handlers.courier.calls.meanings import CARD_IS_FROZEN, CARD_IS_GONE, THREAD_IS_CLOSED, Meaning
from handlers.courier.calls.slack import Refused, Slack
from handlers.courier.messages import KINDS, NO_LONGER_SAID, Place
from handlers.courier.once import Once, fingerprint, said_or_plainer
from handlers.gathering.proposal_view import next_change, view_of
from handlers.views.blocks.kit import Message
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.card.proposal_card import card
from storage.engine.database import Database
from storage.outbox import attempts, outbox
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane

# It is not this message that is refused: the rest of the lane waits too.
WHOLE_LANE = (Meaning.APP, Meaning.CHANNEL)
ASK_FOR_ADDRESS_AGAIN = timedelta(minutes=1)


class ProposalRound:
    """One pass over a proposal's lane: the card is posted or made true, then its thread gets what it lacks."""

    def __init__(self, database: Database, slack: Slack, once: Once, now: Callable[[], datetime], lane: Lane) -> None:
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, lane.channel
        self._card_ts = "" if lane.is_card_lost else lane.card_ts
        self._shown, self._lacks_address = lane.shown, not lane.permalink
        # What Slack refused while the rest went on.
        self.refused: list[Refused] = []
        self.next_change_at: datetime | None = None

    def run(self) -> str:
        """Return the digest of the card that Slack shows, "" when it shows none.

        Raises Refused for what stops the whole lane; what stops one message is kept in `refused`.
        """
        with self._database.snapshot() as connection:
            put_down = attempts.unsaid(connection, self._lane.id)
            shown = self._gathered(connection) if self._card_ts else None
        unsaid = self._without_what_is_no_longer_said(put_down)
        cards = [message for message in unsaid if KINDS[message.kind].place is Place.CHANNEL]
        for message in cards:
            self._post_card(message)
        if shown and not cards:
            self._update_card(shown)
        if self._card_ts and self._lacks_address:
            self._ask_for_address()
        for message in unsaid:
            if message not in cards:
                self._say_in_thread(message)
        if self._card_ts and self._lacks_address:
            self.next_change_at = self._now() + ASK_FOR_ADDRESS_AGAIN
        return self._shown

    def _without_what_is_no_longer_said(self, put_down: list[OutboxMessage]) -> list[OutboxMessage]:
        for message in put_down:
            if message.kind in NO_LONGER_SAID:
                self._once.end(message, "given up: no longer said")
        return [message for message in put_down if message.kind not in NO_LONGER_SAID]

    def _post_card(self, message: OutboxMessage) -> None:
        said: list[Message] = []

        def write() -> Message:
            said.append(card(self._picture()))
            return said[-1]

        ts = self._once.post(message, self._channel, write).ts
        with self._database.transaction() as connection:
            outbox.card_is_posted(connection, self._lane.id, ts)
            attempts.end(connection, message.id, ended_as="said", message_ts=ts, now=self._now())
        self._card_ts, self._lacks_address = ts, True
        # A card that an earlier attempt posted shows an earlier state.
        self._shown = fingerprint(said[-1].text, said[-1].blocks) if said else ""
        if not said:
            self._update_card(self._picture())

    def _update_card(self, shown: ProposalView) -> None:
        if self._slack.await_turn("chat.update"):
            shown = self._picture()
        said = card(shown)
        if fingerprint(said.text, said.blocks) == self._shown:
            return
        try:
            said_or_plainer(said, lambda written: self._slack.update(self._channel, self._card_ts, written))
        except Refused as refused:
            if refused.meaning in WHOLE_LANE:
                raise
            self._note_refused_card(refused)
        else:
            self._shown = fingerprint(said.text, said.blocks)

    def _ask_for_address(self) -> None:
        """Ask for the card's address until Slack tells it, or says that it won't: nothing waits for it."""
        address = self._slack.permalink(self._channel, self._card_ts)
        self._lacks_address = address is None
        if address:
            with self._database.transaction() as connection:
                outbox.keep_address(connection, self._lane.id, address)

    def _note_refused_card(self, refused: Refused) -> None:
        self._shown = ""
        if refused.error in CARD_IS_FROZEN:
            troubles.card_is_frozen(self._database, self._lane, refused.error, self._now())
        elif refused.error in CARD_IS_GONE:
            troubles.card_is_lost(self._database, self._lane, self._now())
            self._card_ts = ""
        else:
            self.refused.append(refused)

    def _say_in_thread(self, message: OutboxMessage) -> None:
        kind = KINDS[message.kind]

        def write() -> Message:
            return kind.write(self._picture(), message.about)

        broadcast = kind.place is Place.THREAD_AND_CHANNEL
        try:
            ts = self._post_in_thread(message, write, broadcast=broadcast)
        except Refused as refused:
            if refused.meaning in WHOLE_LANE:
                raise
            self.refused.append(refused)
        else:
            self._once.end(message, "said", ts)

    def _post_in_thread(self, message: OutboxMessage, write: Callable[[], Message], *, broadcast: bool) -> str:
        if self._card_ts:
            try:
                posted = self._once.post(message, self._channel, write, self._card_ts, broadcast=broadcast)
            except Refused as refused:
                if refused.error not in THREAD_IS_CLOSED:
                    raise
            else:
                if not posted.is_in_thread:
                    self._look_for_card()
                return posted.ts
        return self._once.post(message, self._channel, write).ts

    def _look_for_card(self) -> None:
        """What should be a reply stands in the channel, as when the card was deleted. Changing it tells."""
        self._shown = ""
        self._update_card(self._picture())

    def _picture(self) -> ProposalView:
        with self._database.snapshot() as connection:
            return self._gathered(connection)

    def _gathered(self, connection: Connection) -> ProposalView:
        if self._lane.proposal_id is None:
            raise ValueError(f"lane {self._lane.id} is not a proposal's")
        shown = view_of(connection, self._lane.alliance_id, self._lane.proposal_id, self._now())
        self.next_change_at = next_change(shown)
        return shown
