"""Learns from Slack what people are called and when they can be reached; no answer waits for it."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

from handlers.courier.calls.profile import AboutPerson
from handlers.courier.calls.slack import NotNow, Refused, Unclear
from handlers.courier.calls.tokens import NoToken
from handlers.courier.calls.workspaces import Workspaces
from storage.alliance import alliances
from storage.alliance.installed import awake_install_of
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record.changes.moves import NotMoved, move_person

ASK_AGAIN_AFTER = timedelta(days=1)
# Slack bears about a hundred such questions a minute.
MOST_AT_ONCE = 100

logger = logging.getLogger(__name__)


def learn_names(database: Database, workspaces: Workspaces, now: Callable[[], datetime]) -> None:
    """Ask for the names of those who speak or manage, and mark open cards as old when something is new."""
    with database.snapshot() as connection:
        unknown = people.not_asked_since(connection, now() - ASK_AGAIN_AFTER, MOST_AT_ONCE)
        asking = {person: awake_install_of(connection, person) for person in unknown}
    concerned: set[int] = set()
    for person, told in _told(workspaces, asking):
        if told is None or told.id not in (person, ""):
            with database.transaction() as connection:
                people.note_asked(connection, person, now())
            if told:
                _go_on_with(database, person, told.id, now())
            continue
        with database.transaction() as connection:
            zone, teams = _known_zone(told.zone), " ".join(sorted(told.teams))
            if people.keep(connection, person, now(), told.name, zone, teams, is_gone=told.is_gone):
                concerned |= {alliance_id for alliance_id, _ in alliances.of_person(connection, person)}
    for alliance_id in sorted(concerned):
        with database.transaction() as connection:
            alliances.load(connection, alliance_id, for_writing=True)
            outbox.mark_open_cards(connection, now(), alliance_id)


def _told(workspaces: Workspaces, asking: Mapping[str, str | None]) -> Iterator[tuple[str, AboutPerson | None]]:
    """Yield what Slack tells this install of each person; None where it tells nothing, or nobody can ask."""
    # Where Slack does not answer just now, it is not asked about others either.
    silent: set[str] = set()
    for person, install in asking.items():
        if install is None:
            yield person, None
        elif install not in silent:
            try:
                yield person, workspaces.of(install).about_person(person)
            except Refused as refused:
                logger.warning("Slack tells nothing of %s: %s", person, refused)
                yield person, None
            except (NotNow, Unclear, NoToken) as later:
                logger.info("names are asked for again later: %s", later)
                silent.add(install)


def _go_on_with(database: Database, person: str, other: str, now: datetime) -> None:
    """Slack answers for another id: it keeps the same person under that one now."""
    try:
        with database.transaction() as connection:
            move_person(connection, person, other, now)
    except NotMoved as why:
        logger.warning("Slack calls %s by the id %s: %s", person, other, why)


def _known_zone(zone: str) -> str:
    return zone if zone in _zones() else ""


@cache
def _zones() -> set[str]:
    # Each time it is asked, Python walks through some six hundred files.
    return available_timezones()
