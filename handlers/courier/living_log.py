"""Keeps a true list of all decisions in the channel: as its canvas, or else as a pinned message."""

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.courier.calls.meanings import Meaning
from handlers.courier.calls.slack import Refused, Slack
from handlers.courier.once import Once, fingerprint
from handlers.gathering.proposal_view import next_midnight
from handlers.views.desk.living_log import Listed, LivingLog, counts_from, log_canvas, log_message
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import attempts, outbox
from storage.outbox.claims import Lane
from storage.record.proposals import proposals

# A canvas has room for more than anybody scrolls through.
NEWEST = 500

logger = logging.getLogger(__name__)


class LogRound:
    """One pass over an alliance's living log: it is begun, once, and made true.

    A list that somebody deleted is not begun again. A canvas that people made is left alone.
    """

    def __init__(self, database: Database, slack: Slack, once: Once, now: Callable[[], datetime], lane: Lane) -> None:
        self._database, self._slack, self._once, self._now = database, slack, once, now
        self._lane, self._channel = lane, lane.channel
        self._place = lane.card_ts
        # A trial is over at a midnight.
        self.next_change_at: datetime | None = None

    def run(self) -> str:
        """Return the digest of what Slack shows, "" when it shows none."""
        try:
            return self._show()
        except Refused as refused:
            if refused.meaning in (Meaning.APP, Meaning.CHANNEL):
                raise
            logger.warning("the living log of %s can't be shown: %s", self._channel, refused)
            return ""

    def _show(self) -> str:
        log = self._read()
        wanted = fingerprint(log_canvas(log), [])
        if self._place and wanted == self._lane.shown:
            return wanted
        if not self._place:
            self._begin(log)
        if not self._place:
            return ""
        if self._is_canvas:
            self._slack.await_turn("canvases.edit")
            self._slack.write_canvas(self._place, log_canvas(log))
        else:
            self._slack.await_turn("chat.update")
            self._slack.update(self._channel, self._place, log_message(log))
        return wanted

    def _begin(self, log: LivingLog) -> None:
        with self._database.snapshot() as connection:
            unsaid = attempts.unsaid(connection, self._lane.id)
        for message in unsaid:
            # Empty, so that nobody reads an old list in a canvas whose id was lost on the way.
            place = "" if message.attempted_at else self._canvas()
            if not place:
                place = self._once.post(message, self._channel, lambda: log_message(log)).ts
                self._slack.pin(self._channel, place)
            with self._database.transaction() as connection:
                outbox.card_is_posted(connection, self._lane.id, place)
                attempts.end(connection, message.id, ended_as="said", message_ts=place, now=self._now())
            self._place = place

    def _canvas(self) -> str:
        try:
            return self._slack.create_canvas(self._channel)
        except Refused as refused:
            logger.info("no canvas for the living log of %s: %s", self._channel, refused)
            return ""

    @property
    def _is_canvas(self) -> bool:
        # Slack's ids of files begin with F; a message's ts has digits and a point.
        return self._place.startswith("F")

    def _read(self) -> LivingLog:
        with self._database.snapshot() as connection:
            alliance = alliances.load(connection, self._lane.alliance_id)
            count = proposals.count_decisions(connection, alliance.id)
            rows = proposals.newest_decisions(connection, alliance.id, NEWEST)
            has_stepped_back = proposals.was_stepped_back_from(connection, alliance.id)
            superseded = proposals.superseding(connection, alliance.id)
        zone, now = ZoneInfo(alliance.timezone), self._now()
        today = now.astimezone(zone).date()
        newest = [
            Listed(
                row.number,
                row.title,
                row.at.astimezone(zone).date(),
                row.review_on,
                superseded.get(row.id),
                row.permalink or "",
                row.in_force_on,
                row.tried_until,
                decided_by=alliance.partners_ever[row.reserved_to].name if row.reserved_to else "",
                is_over=row.tried_until is not None and row.tried_until < today,
            )
            for row in rows
        ]
        if any(each.tried_until and not (each.is_over or each.superseded_by) for each in newest):
            self.next_change_at = next_midnight(now, alliance.timezone)
        return LivingLog(alliance.name, count, sorted(newest, key=counts_from, reverse=True), has_stepped_back)
