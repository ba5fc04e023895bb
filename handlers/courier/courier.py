"""The courier keeps Slack equal to the database: nobody else posts, updates or whispers.

It is called after every commit, and looks by itself for what became due. Each lane (a proposal's card and
thread, or what one person is told) is worked on by one thread of one process at a time, under a claim.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from handlers.courier import troubles
from handlers.courier.bundle import BundleRound
from handlers.courier.calls.slack import NotNow, Refused, Slack, Unclear
from handlers.courier.calls.tokens import NoToken, Tokens
from handlers.courier.calls.workspaces import Workspaces
from handlers.courier.card import ProposalRound
from handlers.courier.channel import ChannelRound
from handlers.courier.fetching.files import Files
from handlers.courier.fetching.papers import GoOn, PapersRound
from handlers.courier.front_desk import DeskRound
from handlers.courier.living_log import LogRound
from handlers.courier.once import Once
from handlers.courier.person import PersonRound
from handlers.courier.precedence import Precedence
from handlers.metrics import Metrics
from storage.engine.busy import is_busy
from storage.engine.database import Database
from storage.outbox import bundles, claims, outbox
from storage.outbox.claims import Lane

# Most of the time each waits for Slack; on SQLite also for a turn to write, which presses need. Half of them do cards
# before all else, so that a press is shown at once while ten thousand digests go out; the others do what waits longest.
THREADS, WHERE_ONE_WRITES = 8, 4
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
        go_on: GoOn | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        """Call Slack by this token, or with `tokens` by that of the install through which an alliance was founded."""
        self._database, self._now, self._keeps_log = database, now, keeps_log
        self._stopping = threading.Event()
        self.precedence = Precedence()
        self._count = WHERE_ONE_WRITES if database.has_one_writer else THREADS
        # One call for each thread is enough: whoever found something looks again.
        self._calls: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.workspaces = Workspaces(token, tokens, base_url, self._stopping, metrics)
        files = Files(self._slack_of, base_url, self._stopping)
        self._papers = PapersRound(database, files, now, go_on) if go_on else None
        self._threads = [threading.Thread(target=self._look, name="courier-looks", daemon=True)]
        self._threads += [
            threading.Thread(target=self._serve, args=(number % 2 == 0,), name=f"courier-{number}", daemon=True)
            for number in range(self._count)
        ]
        self._broken_off: deque[Lane] = deque()

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was committed: have a thread look. A surplus wake-up costs one query."""
        if self._calls.qsize() < self._count:
            self._calls.put(None)

    def call_no_more(self) -> None:
        """Let the calls of Slack that are under way be the last; what is left is done after the next start."""
        self._stopping.set()
        for _ in range(self._count):
            self.wake()

    def stop(self) -> None:
        self.call_no_more()
        for thread in self._threads:
            thread.join()

    def _look(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_SECONDS):
            try:
                self._give_back_broken_off()
                with self._database.snapshot() as connection:
                    is_due = claims.is_due(connection, self._now())
            except SQLAlchemyError:
                logger.exception("the courier can't reach the database; it tries again")
                continue
            if is_due:
                self.wake()

    def _serve(self, cards_first: bool) -> None:  # noqa: FBT001 (as a thread is given it)
        while not self._stopping.is_set():
            self.precedence.let_pass()
            lane = self._next_lane(cards_first=cards_first)
            if lane:
                self._deliver(lane)
            else:
                self._calls.get()

    def _next_lane(self, *, cards_first: bool) -> Lane | None:
        try:
            with self._database.transaction() as connection:
                return claims.claim_next(connection, self._now(), cards_first=cards_first)
        except SQLAlchemyError as error:
            _log("the claim of what is due", error)
            return None

    def _deliver(self, lane: Lane) -> None:
        """Work on a lane for one round."""
        try:
            self._round(lane)
        except Exception as error:  # noqa: BLE001 (one lane's trouble, whatever it is, must not stop the others)
            _log(f"lane {lane.id}", error)
            self._broken_off.append(lane)

    def _round(self, lane: Lane) -> None:
        try:
            slack = self._slack_of(lane.installed_in)
            self._round_of(lane)(lane, slack)
        except NotNow as later:
            pause = _pause(lane) if later.seconds is None else timedelta(seconds=later.seconds)
            self._postpone(lane, pause, is_failure=later.is_failure)
        except Unclear as unclear:
            logger.warning("lane %s: %s; looking again soon", lane.id, unclear)
            self._postpone(lane, _pause(lane), is_failure=True)
        except Refused as refused:
            troubles.report(self._database, lane, refused, self._now())
            self.wake()
            self._postpone(lane, _pause(lane), is_failure=True)

    def _round_of(self, lane: Lane) -> Callable[[Lane, Slack], None]:
        if lane.proposal_id is not None:
            return self._proposal_round
        whose = lane.slack_user_id or outbox.WHOLE_CHANNEL
        kept: dict[str, Callable[[Lane, Slack], None]] = {
            outbox.WHOLE_CHANNEL: self._channel_round,
            outbox.LIVING_LOG: self._log_round,
            outbox.FRONT_DESK: partial(self._kept_round, DeskRound),
        }
        if whose.startswith(bundles.BUNDLE):
            return partial(self._kept_round, BundleRound)
        return kept.get(whose, self._person_round)

    def _slack_of(self, install: str) -> Slack:
        try:
            return self.workspaces.of(install)
        except NoToken as without:
            raise NotNow(str(without), None, is_failure=True) from without

    def _once(self, slack: Slack) -> Once:
        return Once(self._database, slack, self._now)

    def _give_back_broken_off(self) -> None:
        """Give lanes back whose round broke off, as soon as the database takes it."""
        while self._broken_off:
            self._postpone(self._broken_off[0], _pause(self._broken_off[0]), is_failure=True)
            self._broken_off.popleft()

    def _channel_round(self, lane: Lane, slack: Slack) -> None:
        ChannelRound(self._database, self._once(slack), self._now, lane).run()
        self._release(lane, shown="")

    def _log_round(self, lane: Lane, slack: Slack) -> None:
        """Where the setting was taken back, what stands there is left as it is."""
        this = LogRound(self._database, slack, self._once(slack), self._now, lane)
        shown = this.run() if self._keeps_log else lane.shown
        self._release(lane, shown=shown, next_due_at=this.next_change_at)

    def _kept_round(self, which: type[DeskRound], lane: Lane, slack: Slack) -> None:
        this = which(self._database, slack, self._once(slack), self._now, lane)
        shown = this.run()
        self._release(lane, shown=shown, next_due_at=this.next_change_at)

    def _person_round(self, lane: Lane, slack: Slack) -> None:
        this = PersonRound(self._database, slack, self._once(slack), self._now, lane, self._papers)
        shown = this.run()
        if this.refused:
            raise this.refused[0]
        self._release(lane, shown=shown, next_due_at=this.next_change_at)

    def _proposal_round(self, lane: Lane, slack: Slack) -> None:
        this = ProposalRound(self._database, slack, self._once(slack), self._now, lane)
        shown = this.run()
        if this.refused:
            raise this.refused[0]
        self._release(lane, shown=shown, next_due_at=this.next_change_at)

    def _release(self, lane: Lane, *, shown: str, next_due_at: datetime | None = None) -> None:
        now = self._now()
        if next_due_at:
            next_due_at = min(next_due_at, now + claims.LONGEST_WAIT)
        with self._database.transaction() as connection:
            if lane.failures > 0:
                troubles.is_well_again(connection, lane)
            claims.release(connection, lane, shown=shown, next_due_at=next_due_at, now=now)

    def _postpone(self, lane: Lane, pause: timedelta, *, is_failure: bool) -> None:
        with self._database.transaction() as connection:
            claims.postpone(connection, lane, until=self._now() + pause, is_failure=is_failure, now=self._now())


def _log(what: str, error: Exception) -> None:
    """Where others only wrote for too long, a line is enough."""
    if is_busy(error):
        logger.warning("%s: the database is busy; it is tried again", what)
    else:
        logger.error("%s stopped; it is tried again", what, exc_info=error)


def _pause(lane: Lane) -> timedelta:
    """Pauses grow: 2, 4, 8 … seconds, up to five minutes."""
    return min(timedelta(seconds=2 ** min(lane.failures + 1, 10)), LONGEST_PAUSE)
