"""Who keeps Slack equal to the database? The courier: nobody else posts, updates or whispers.

It is woken after every commit, and looks by itself for what became due. Each lane (a proposal's card and
thread, or what one person is told) is worked on by one thread of one process at a time, under a claim.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from handlers.channel_round import ChannelRound
from handlers.log_round import LogRound
from handlers.metrics import Metrics
from handlers.once import Once
from handlers.person_round import PersonRound
from handlers.proposal_round import CHANNEL_TROUBLE, ProposalRound
from handlers.slack import NotNow, Refused, Slack, Unclear
from storage import alliances, outbox
from storage.database import Database
from storage.outbox import Lane

THREADS = 4
# How soon lanes are seen that another process marked, or that are due again after a pause.
LOOK_EVERY_SECONDS = 0.5
LONGEST_PAUSE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


class Courier:
    def __init__(
        self,
        database: Database,
        token: str,
        base_url: str,
        now: Callable[[], datetime],
        metrics: Metrics,
        *,
        keeps_log: bool = False,
    ) -> None:
        self._database, self._now, self._keeps_log = database, now, keeps_log
        self._stopping, self._awake = threading.Event(), threading.Event()
        self.slack = Slack(token, base_url, self._stopping, metrics)
        self._once = Once(database, self.slack, now)
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="courier")
        self._looking = threading.Thread(target=self._look, name="courier-looks", daemon=True)
        self._busy: set[int] = set()
        self._stranded: deque[Lane] = deque()

    def start(self) -> None:
        self._looking.start()

    def wake(self) -> None:
        """Something was committed."""
        self._awake.set()

    def call_no_more(self) -> None:
        """Let the calls that are under way be the last; what is left is done after the next start."""
        self._stopping.set()
        self._awake.set()

    def stop(self) -> None:
        self.call_no_more()
        self._looking.join()
        self._workers.shutdown(cancel_futures=True)

    def _look(self) -> None:
        while not self._stopping.is_set():
            try:
                self._let_go_of_stranded()
                with self._database.snapshot() as connection:
                    due = outbox.due(connection, self._now(), limit=THREADS * 8)
            except SQLAlchemyError:
                logger.exception("the courier can't reach the database; it tries again")
                due = []
            for lane_id in due:
                if lane_id not in self._busy:
                    self._busy.add(lane_id)
                    self._workers.submit(self._work, lane_id)
            self._awake.wait(LOOK_EVERY_SECONDS)
            self._awake.clear()

    def _work(self, lane_id: int) -> None:
        try:
            self.deliver(lane_id)
        except SQLAlchemyError:
            logger.exception("lane %s can't be looked at; the courier tries again", lane_id)
        finally:
            self._busy.discard(lane_id)
            self._awake.set()

    def deliver(self, lane_id: int) -> None:
        """Work on one lane for one round, if nobody else does."""
        with self._database.transaction() as connection:
            lane = outbox.claim(connection, lane_id, self._now())
            channel = alliances.channel(connection, lane.alliance_id) if lane else ""
        if lane is None:
            return
        try:
            self._round(lane, channel)
        # One lane's trouble, whatever it is, must not stop the others.
        except Exception:
            logger.exception("lane %s stopped; it is tried again", lane_id)
            self._stranded.append(lane)

    def _round(self, lane: Lane, channel: str) -> None:
        try:
            if lane.proposal_id is not None:
                self._proposal_round(lane, channel)
            elif lane.slack_user_id == outbox.WHOLE_CHANNEL:
                self._channel_round(lane, channel)
            elif lane.slack_user_id == outbox.LIVING_LOG:
                self._log_round(lane, channel)
            else:
                self._person_round(lane, channel)
        except NotNow as later:
            self._postpone(lane, timedelta(seconds=later.seconds), is_failure=later.is_failure)
        except Unclear as unclear:
            logger.warning("lane %s: %s; looking again soon", lane.id, unclear)
            self._postpone(lane, _pause(lane), is_failure=True)
        except Refused as refused:
            self._report(lane, refused.error)
            self._postpone(lane, _pause(lane), is_failure=True)

    def _let_go_of_stranded(self) -> None:
        """Give lanes back whose round broke off, as soon as the database takes it."""
        while self._stranded:
            self._postpone(self._stranded[0], _pause(self._stranded[0]), is_failure=True)
            self._stranded.popleft()

    def _channel_round(self, lane: Lane, channel: str) -> None:
        ChannelRound(self._database, self._once, self._now, lane, channel).run()
        with self._database.transaction() as connection:
            outbox.release(connection, lane, shown="", next_due_at=None, now=self._now())

    def _log_round(self, lane: Lane, channel: str) -> None:
        """Where the setting was taken back, what stands there is left as it is."""
        shown = lane.shown
        if self._keeps_log:
            shown = LogRound(self._database, self.slack, self._once, self._now, lane, channel).run()
        with self._database.transaction() as connection:
            outbox.release(connection, lane, shown=shown, next_due_at=None, now=self._now())

    def _person_round(self, lane: Lane, channel: str) -> None:
        this = PersonRound(self._database, self.slack, self._once, self._now, lane, channel)
        shown = this.run()
        with self._database.transaction() as connection:
            outbox.release(connection, lane, shown=shown, next_due_at=this.next_change_at, now=self._now())

    def _proposal_round(self, lane: Lane, channel: str) -> None:
        this = ProposalRound(self._database, self.slack, self._once, self._now, lane, channel)
        shown = this.run()
        if this.is_card_gone:
            self._tell_managers(lane, "card_lost_notice", f"card_lost:{lane.card_ts}", {})
        if this.refused:
            raise Refused(this.refused[0])
        with self._database.transaction() as connection:
            if lane.failures and shown:
                alliances.note_channel_trouble(connection, lane.alliance_id, None)
            outbox.release(connection, lane, shown=shown, next_due_at=this.next_change_at, now=self._now())

    def _postpone(self, lane: Lane, pause: timedelta, *, is_failure: bool) -> None:
        with self._database.transaction() as connection:
            outbox.postpone(connection, lane, until=self._now() + pause, is_failure=is_failure)

    def _report(self, lane: Lane, error: str) -> None:
        """Tell the managers once what Slack refuses."""
        logger.error("Slack refuses lane %s: %s", lane.id, error)
        if error not in CHANNEL_TROUBLE:
            kind = "stuck_notice" if lane.proposal_id else "stuck_digest_notice"
            self._tell_managers(lane, kind, f"stuck:{lane.id}:{error}", {"error": error})
            return
        now = self._now()
        with self._database.transaction() as connection:
            if alliances.note_channel_trouble(connection, lane.alliance_id, now):
                key = f"channel_trouble:{lane.alliance_id}:{now.timestamp()}"
                self._queue_for_managers(connection, lane, "channel_trouble_notice", key, {"error": error})
        self.wake()

    def _tell_managers(self, lane: Lane, kind: str, key: str, about: dict[str, str]) -> None:
        with self._database.transaction() as connection:
            self._queue_for_managers(connection, lane, kind, key, about)
        self.wake()

    def _queue_for_managers(
        self, connection: Connection, lane: Lane, kind: str, key: str, about: dict[str, str]
    ) -> None:
        for manager in alliances.load(connection, lane.alliance_id, for_writing=True).operations_managers:
            if not outbox.was_said(connection, f"{key}:{manager}"):
                theirs = outbox.person_lane(connection, lane.alliance_id, manager, self._now())
                told = {"proposal": lane.proposal_id, **about}
                outbox.say_once(connection, theirs, f"{key}:{manager}", kind, told, self._now())


def _pause(lane: Lane) -> timedelta:
    """Pauses grow: 2, 4, 8 … seconds, up to five minutes."""
    return min(timedelta(seconds=2 ** min(lane.failures + 1, 10)), LONGEST_PAUSE)
