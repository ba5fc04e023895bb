"""Monday at nine: how long until every alliance has its digest, and until whoever presses meanwhile sees their card."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import func, select, update

from benchmarks.many import pressing
from benchmarks.many.served import PATIENCE_SECONDS
from benchmarks.many.slack_of_many import Call, SlackOfMany
from storage.engine.database import Database
from storage.tables import alliances, lanes, messages

# Seconds between presses in successive alliances.
APART_SECONDS = 0.5


@dataclass(frozen=True)
class Digests:
    """How many digests went out of how many; seconds from the tick that put them down until the last was posted, and
    from each press meanwhile until its card was changed.

    `twice` were posted more than once, `limited` are calls that Slack refused because there were too many.
    """

    due: int
    posted: int
    seconds: float
    twice: int
    limited: int
    cards: list[float]

    def lines(self) -> Iterator[tuple[str, str, str]]:
        yield f"Monday at nine: digests posted of {self.due}, twice", f"{self.posted}, {self.twice}", f"{self.due}, 0"
        yield "Monday at nine: from the tick until the last was posted", f"{self.seconds:.0f} s", "minutes"
        yield "Monday at nine: calls of Slack over its limits", f"{self.limited}", "0"
        middle = sorted(self.cards)[len(self.cards) // 2]
        yield "meanwhile: press → card changed, p50, worst", f"{middle:.1f}, {max(self.cards):.1f} s", "a few seconds"


def nine_o_clock(
    database: Database, ports: list[int], slack: SlackOfMany, alliances_pressing: int, rounds: int, workspaces: int
) -> Digests:
    """Make every alliance's digest due now; press once in each of some, on the proposal that nobody answered yet."""
    due, began = _make_due(database), time.time()
    _await_digest(database)
    presses = asyncio.run(_press_in_turn(ports, alliances_pressing, rounds, workspaces))
    end = time.monotonic() + PATIENCE_SECONDS
    calls: list[Call] = []
    posted: list[Call] = []
    while time.monotonic() < end and len({call.message for call in posted}) < due:
        time.sleep(2)
        calls = [call for call in slack.calls() if call.at >= began]
        posted = [call for call in calls if call.message.startswith("digest:") and not call.is_limited]
    with database.snapshot() as connection:
        this = messages.c.kind == "digest"
        first = connection.execute(select(func.min(messages.c.created_at)).where(this)).scalar_one()
    counted = Counter(call.message for call in posted)
    return Digests(
        due=due,
        posted=len(counted),
        seconds=max((call.at for call in posted), default=began) - first.timestamp(),
        twice=sum(count > 1 for count in counted.values()),
        limited=sum(call.is_limited for call in calls),
        cards=[_shown_after(calls, card_ts, at) for card_ts, at in _of_cards(database, presses)],
    )


def _make_due(database: Database) -> int:
    """Make every digest due at this minute of this day, counting from yesterday; return the number of alliances."""
    here = datetime.now(ZoneInfo("Europe/London"))
    timetable = {"digest_day": f"{here:%A}".lower(), "digest_time": f"{here:%H:%M}"}
    since = datetime.now(UTC) - timedelta(days=1)
    with database.transaction() as connection:
        return connection.execute(update(alliances), {**timetable, "digest_since": since}).rowcount


def _await_digest(database: Database) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with database.snapshot() as connection:
            if connection.scalar(select(messages.c.id).where(messages.c.kind == "digest").limit(1)):
                return
        time.sleep(0.2)


async def _press_in_turn(ports: list[int], alliances_pressing: int, rounds: int, workspaces: int) -> dict[int, float]:
    """Return when each proposal was consented to (seconds since the epoch), by its number."""
    pressed: dict[int, float] = {}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS)) as session:
        for alliance in range(2, 2 + alliances_pressing):
            this = pressing.proposal(alliance, rounds, rounds)
            pressed[this] = time.time()
            await pressing.send(session, ports[alliance % len(ports)], pressing.consent(alliance, 0, this, workspaces))
            await asyncio.sleep(APART_SECONDS)
    return pressed


def _of_cards(database: Database, presses: dict[int, float]) -> list[tuple[str, float]]:
    with database.snapshot() as connection:
        query = select(lanes.c.card_ts, lanes.c.proposal_id).where(lanes.c.proposal_id.in_(presses))
        return [(row.card_ts, presses[row.proposal_id]) for row in connection.execute(query)]


def _shown_after(calls: list[Call], card_ts: str, at: float) -> float:
    """Tell how long it took until the card was changed."""
    changes = (call.at for call in calls if call.message == card_ts and call.at >= at and not call.is_limited)
    return min(changes, default=float("inf")) - at
