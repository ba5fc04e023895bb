"""Brings a person what only they see: private messages, and their Home tab."""

import logging
from collections.abc import Callable
from datetime import datetime

from handlers.courier.calls.meanings import Meaning
from handlers.courier.calls.slack import NotNow, Refused, Slack
from handlers.courier.fetching.papers import WAITS, PapersRound
from handlers.courier.kept_true import KeptTrueRound, mentioning
from handlers.courier.messages import KINDS, Place, written, written_to
from handlers.courier.once import Once, fingerprint
from handlers.gathering.home import home_contents
from handlers.gathering.proposal_view import next_midnight
from handlers.views.blocks.kit import Message
from handlers.views.desk.home import home
from storage.engine.database import Database
from storage.outbox import attempts, outbox, told_of
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane
from storage.personal import people

logger = logging.getLogger(__name__)


class PersonRound:
    """One pass over a person's lane, in order. What can't reach the person in any way is given up, and logged.

    What was answered is marked so; their Home tab, once they have opened it, is made true at the end.
    """

    def __init__(
        self,
        database: Database,
        slack: Slack,
        once: Once,
        now: Callable[[], datetime],
        lane: Lane,
        papers: PapersRound | None = None,
    ) -> None:
        self._papers = papers
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, lane.channel
        with database.snapshot() as connection:
            # Facts name people by the ids that they had.
            self._person = people.id_now(connection, lane.slack_user_id or "")
            self._unsaid = attempts.unsaid(connection, lane.id)
        self._kept_true = KeptTrueRound(database, slack, now, lane, self._person)
        self._has_written = False
        # What somebody has to mend; the rest went on.
        self.refused: list[Refused] = []
        self.next_change_at: datetime | None = None

    def run(self) -> str:
        """Return the digest of the Home that Slack shows, "" when it shows none."""
        for message in self._unsaid:
            if message.kind == WAITS:
                if self._papers is None:
                    raise NotNow("nobody here fetches papers", None, is_failure=False)
                self._papers.fetch(message, self._lane)
                continue
            try:
                self._say_and_end(message)
            except Refused as refused:
                if refused.meaning is not Meaning.FINAL:
                    self.refused.append(refused)
                    continue
                logger.warning("%s did not reach %s: %s", message.kind, self._person, refused)
                self._kept_true.leave(message)
                self._once.end(message, f"given up: {refused}")
        self._kept_true.make_true()
        return self._show_home() if self._lane.has_home else ""

    def _show_home(self) -> str:
        with self._database.snapshot() as connection:
            if outbox.home_of(connection, self._person) != self._lane.alliance_id:
                return ""
            seen = home_contents(connection, self._lane.alliance_id, self._person, self._now())
        view, self.next_change_at = home(seen), next_midnight(seen.now, seen.alliance.timezone)
        wanted = fingerprint("", view["blocks"])
        if wanted == self._lane.shown:
            return wanted
        self._slack.await_turn("views.publish")
        try:
            self._slack.publish_home(self._person, view)
        except Refused as refused:
            logger.warning("the Home of %s can't be shown: %s", self._person, refused)
            return ""
        return wanted if self._is_still_shown() else ""

    def _is_still_shown(self) -> bool:
        """Whoever chose another alliance meanwhile may see this one after that one: have that one shown again."""
        with self._database.transaction() as connection:
            chosen = outbox.home_of(connection, self._person)
            if chosen is not None and chosen != self._lane.alliance_id:
                outbox.open_home(connection, chosen, self._person, self._now(), is_empty=True)
        return chosen == self._lane.alliance_id

    def _say_and_end(self, message: OutboxMessage) -> None:
        if self._kept_true.is_needless(message):
            self._kept_true.leave(message)
            self._once.end(message, "given up: it was answered meanwhile")
            return
        states, self._has_written = self._kept_true.states(message), False
        ts, place = self._say(message)
        with self._database.transaction() as connection:
            attempts.end(connection, message.id, ended_as="said", message_ts=ts, now=self._now())
            # What an earlier attempt posted may show an earlier state.
            if not place:
                told_of.leave(connection, message.id)
            told_of.stands(connection, message.id, place, states if self._has_written else dict.fromkeys(states, ""))

    def _say(self, message: OutboxMessage) -> tuple[str, str]:
        """Say it in the first way in which Slack takes it; return its ts and where it stands, both "" for a whisper."""
        refusals: list[Refused] = []
        for way in self._ways(message):
            try:
                return way(message)
            except Refused as refused:
                logger.info("%s can't be said to %s so: %s", message.kind, self._person, refused)
                refusals.append(refused)
        raise next((refused for refused in refusals if refused.meaning is not Meaning.FINAL), refusals[-1])

    def _ways(self, message: OutboxMessage) -> tuple[Callable[[OutboxMessage], tuple[str, str]], ...]:
        place = KINDS[message.kind].place
        if place is Place.OFFER:
            return (self._whisper,)
        if place is Place.WHISPER and not message.about.get("is_direct") and not message.attempted_at:
            return self._whisper, self._say_directly
        if place is Place.DIRECT_OR_THREAD:
            return self._say_directly, self._mention
        # Also what was whispered and may not have been seen: in direct messages it can be looked for.
        return self._say_directly, self._whisper

    def _whisper(self, message: OutboxMessage) -> tuple[str, str]:
        if message.attempted_at:
            raise Refused("an earlier attempt may have been seen", Meaning.FINAL)
        thread_ts = message.about["thread_ts"] or None if KINDS[message.kind].place is Place.OFFER else None
        self._once.whisper(message, self._channel, self._person, self._write(message), thread_ts)
        return "", ""

    def _say_directly(self, message: OutboxMessage) -> tuple[str, str]:
        direct = self._slack.direct_channel(self._person)
        return self._once.post(message, direct, lambda: self._write(message, directly=True)).ts, direct

    def _mention(self, message: OutboxMessage) -> tuple[str, str]:
        with self._database.snapshot() as connection:
            card = outbox.place_of_card(connection, message.about["proposal"])
        if card and not card.ts:
            raise NotNow("the card is not posted yet", 1, is_failure=False)
        thread_ts = card.ts if card and not card.is_lost else None
        posted = self._once.post(
            message, self._channel, lambda: mentioning(self._person, self._write(message)), thread_ts
        )
        return posted.ts, self._channel

    def _write(self, message: OutboxMessage, *, directly: bool = False) -> Message:
        self._has_written = True
        if directly:
            return written_to(self._database, self._lane.alliance_id, message, self._person, self._now())
        return written(self._database, self._lane.alliance_id, message, self._now())
