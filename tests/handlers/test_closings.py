"""Is an alliance closed in the database at one moment, and does nothing happen in it afterwards?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.words.refusal import Refusal
from handlers import routes
from handlers.clock.clock import look_after_alliances
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.people import absences, partners, speakers
from handlers.listeners.set_up import channel
from handlers.listeners.texts import papers, proposals, raising, reminders
from storage.engine.database import Database
from storage.outbox import attempts, claims
from storage.record import decision_log
from storage.record.checks import comparison
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, MONDAY, OUTSIDER, typed
from tests.databases import on_both_databases, only_sqlite, with_tables

pytestmark = on_both_databases
FILE = AllianceFile(
    "Together", CHANNEL, "Europe/London", (KARA,), (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,)))
)
WORDS = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
PLAN = {"id": "F1", "name": "Plan.txt", "size": 8, "mimetype": "text/plain"}
Do = Callable[[Act, Database], object]


class Room:
    """An alliance with one decision, one proposal that is open and one that is held; No. 4 closes it."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self._acts = database, MONDAY, count(1)
        found_or_compare(database, FILE, MONDAY)
        for _ in range(3):
            self.does(raising.raise_proposal, KARA, {"alliance": 1}, WORDS)
        self.consent(1, ANN, DEV)
        self.does(responses.object_to, DEV, {"proposal": 3, "revision": 1}, {"reason": "Cold"})
        self.does(partners.propose_closing, ANN, {"alliance": 1}, WORDS)

    def does(self, what: Do, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> None:
        self.now += timedelta(minutes=1)
        what(Act(person, self.now, f"act:{next(self._acts)}", person, value, words or {}, CHANNEL), self.database)

    def consent(self, number: int, *people: str) -> None:
        for person in people:
            self.does(
                responses.consent_after_all, person, {"proposal": number, "revision": 1, "decides": True, "for": person}
            )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.snapshot() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def differences(self) -> list[str]:
        with self.database.snapshot() as connection:
            assert decision_log.first_broken_entry(connection, 1) is None
            return list(comparison.differences(connection, 1))


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    made = Room(with_tables(database_url))
    yield made
    made.database.close()


@pytest.fixture
def closed(room: Room) -> Room:
    room.consent(4, ANN, DEV)
    return room


def test_the_cards_of_what_was_decided_are_written_anew(room: Room) -> None:
    with room.database.transaction() as connection:
        connection.execute(text("UPDATE lanes SET due_at = NULL"))

    room.consent(4, ANN, DEV)

    assert (1,) in room.rows("SELECT proposal_id FROM lanes WHERE due_at IS NOT NULL")


def test_it_goes_on_while_one_partner_is_silent(room: Room) -> None:
    room.consent(4, ANN)

    room.consent(2, ANN, DEV)

    assert room.rows("SELECT count(*) FROM agreements") == [(2,)]
    assert room.rows("SELECT closed_at FROM alliances") == [(None,)]


def test_all_of_it_happens_with_the_last_consent(closed: Room) -> None:
    kinds = closed.rows("SELECT kind, actor FROM log_entries ORDER BY sequence DESC LIMIT 4")

    assert kinds[::-1] == [
        ("decision_agreed", ""),
        ("alliance_closed", ""),
        ("proposal_withdrawn", ""),
        ("proposal_withdrawn", ""),
    ]
    assert closed.rows("SELECT count(*) FROM proposals WHERE ended_at IS NULL") == [(0,)]
    assert closed.differences() == []


ANYTHING: dict[str, tuple[Do, str, dict[str, Any], dict[str, Any]]] = {
    "raise": (raising.raise_proposal, ANN, {"alliance": 1}, WORDS),
    "raise with papers": (raising.raise_proposal, ANN, {"alliance": 1}, {**WORDS, "papers": [PLAN]}),
    "amend with papers": (proposals.amend, KARA, {"proposal": 3, "revision": 1}, {**WORDS, "papers": [PLAN]}),
    "raise again by window": (raising.propose_by_button, ANN, {"alliance": 1}, {}),
    "join": (partners.propose_joining, KARA, {"alliance": 1}, {**WORDS, "name": "New", "people": OUTSIDER}),
    "leave": (partners.propose_leaving, KARA, {"alliance": 1}, {**WORDS, "partner": "1"}),
    "close": (partners.propose_closing, KARA, {"alliance": 1}, WORDS),
    "consent": (responses.consent, ANN, {"proposal": 2, "revision": 1}, {}),
    "object": (responses.object_to, DEV, {"proposal": 2, "revision": 1}, {"reason": "No"}),
    "amend": (proposals.amend, KARA, {"proposal": 3, "revision": 1}, WORDS),
    "withdraw": (proposals.withdraw, KARA, {"proposal": 2, "revision": 1}, {"reason": "No"}),
    "remind": (reminders.remind, KARA, {"proposal": 2, "revision": 1}, {}),
    "speak": (speakers.say_who_speaks, ANN, {"alliance": 1, "partner": 1}, {"people": BEN}),
    "away": (absences.be_away, ANN, {"alliance": 1}, {"until": "2026-12-01"}),
}


@only_sqlite
@pytest.mark.parametrize("act", ANYTHING.values(), ids=ANYTHING)
def test_nothing_is_done_in_it_any_more(closed: Room, act: tuple[Do, str, dict[str, Any], dict[str, Any]]) -> None:
    before = closed.rows("SELECT log_length, last_number FROM alliances")
    messages = closed.rows("SELECT count(*) FROM messages")

    with pytest.raises(Refusal, match="The partners of Together closed it for good"):
        closed.does(*act)

    assert closed.rows("SELECT log_length, last_number FROM alliances") == before
    assert closed.rows("SELECT count(*) FROM messages") == messages


def test_what_waited_for_its_papers_is_given_back_with_the_reason(room: Room) -> None:
    room.does(raising.raise_proposal, KARA, {"alliance": 1}, {**WORDS, "papers": [PLAN]})
    room.consent(4, ANN, DEV)
    ((lane_id,),) = room.rows("SELECT lane_id FROM messages WHERE kind = 'papers'")
    with room.database.transaction() as connection:
        lane = next(it for it in iter(lambda: claims.claim_next(connection, room.now), None) if it.id == lane_id)
        waiting = next(each for each in attempts.unsaid(connection, lane.id) if each.kind == "papers")

    papers.going_on(room.database, lambda: room.now, routes.WITH_PAPERS)(waiting, lane, [])

    assert room.rows("SELECT count(*) FROM proposals") == [(4,)]
    ((told,),) = room.rows("SELECT about FROM messages WHERE kind = 'papers_refused'")
    assert "The partners of Together closed it for good" in str(told)


def test_no_clock_and_no_event_tells_anybody_anything(closed: Room) -> None:
    messages = closed.rows("SELECT count(*) FROM messages")
    closed.does(channel.channel_closes, "", {})
    closed.does(channel.somebody_leaves, ANN, {})

    for days in range(1, 30):
        look_after_alliances(closed.database, closed.now + timedelta(days=days))

    assert closed.rows("SELECT count(*) FROM messages") == messages
    assert closed.differences() == []


def test_a_file_changes_nothing_about_it(closed: Room) -> None:
    other = AllianceFile("Another name", CHANNEL, "UTC", (DEV,), FILE.partners)

    told = found_or_compare(closed.database, other, closed.now)

    assert told == ["its partners closed this alliance for good, and the file changes nothing about it"]
    assert closed.rows("SELECT name FROM alliances") == [("Together",)]


def test_the_same_partners_may_found_another_one_elsewhere(closed: Room) -> None:
    elsewhere = AllianceFile("Together anew", "C0ELSEWHERE", "UTC", (KARA,), FILE.partners)

    assert found_or_compare(closed.database, elsewhere, closed.now) == []
    assert closed.rows("SELECT count(*) FROM alliances WHERE closed_at IS NULL") == [(1,)]
