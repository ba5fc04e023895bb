"""Are the agreed steps proposed once, in their time, to those concerned, and gently again, but not endlessly?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, Digest, Holidays, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.alliance.ladder import Step
from decisions.asking.climb import climb, days_field, step_field
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Proposal
from decisions.words.refusal import Refusal
from decisions.words.working_days import SATURDAY
from handlers.clock import clock
from handlers.incoming.payloads import Act
from handlers.listeners.afterwards import steps
from handlers.listeners.answers import responses
from handlers.listeners.people import partners
from handlers.listeners.texts import proposals, raising
from handlers.recording.afterwards.steps import propose_due_steps, propose_step
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record import decision_log
from storage.record.checks import comparison
from storage.record.proposals import proposals as kept
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, OUTSIDER, typed
from tests.databases import on_both_databases, with_tables

FILE = AllianceFile(
    "Alliance",
    CHANNEL,
    "Europe/London",
    (KARA,),
    (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,))),
    Digest("monday", "09:00"),
    Holidays("GB", "SCT"),
)
# A Thursday; the Monday after the next weekend but one is St Andrew's Day.
THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
WORDS = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
STEPS = [("We talk", 2), ("The leads meet", 3), ("", 5), ("", 5), ("We try it", 1)]


class Room:
    """Harbour and Clyde decide; each act is a minute after the one before."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self._acts = database, THURSDAY, count(1)
        found_or_compare(database, FILE, THURSDAY - timedelta(days=9))

    def does(self, what: Any, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> Any:
        self.now += timedelta(minutes=1)
        return what(
            Act(person, self.now, f"act:{next(self._acts)}", person, value, words or {}, CHANNEL), self.database
        )

    def consent(self, number: int, *who: str, **value: Any) -> None:
        for person in who:
            told = {"proposal": number, "revision": 1, "decides": True, "for": person, **value}
            self.does(responses.consent_after_all, person, told, {"settled_by": "words", "settled": "A nurse"})

    def agrees_on(self, *these: tuple[str, int]) -> None:
        """All decide that these are the steps, in the next proposal."""
        fields = {step_field(place): what for place, (what, _) in enumerate(these)}
        fields |= {days_field(place): str(days) for place, (_, days) in enumerate(these)}
        self.does(partners.propose_ladder, ANN, {"alliance": 1}, {**WORDS, **fields})
        ((number,),) = self.rows("SELECT max(number) FROM proposals")
        self.consent(number, ANN, DEV)

    def holds(self) -> int:
        """Kara raises something, and Clyde objects."""
        self.does(raising.raise_proposal, KARA, {"alliance": 1}, WORDS)
        ((number,),) = self.rows("SELECT max(number) FROM proposals")
        self.does(responses.object_to, DEV, {"proposal": number, "revision": 1}, {"reason": "Cold"})
        return int(number)

    def records(self, number: int, place: int, came: str = "done", by: str = BEN) -> None:
        told = {"came_of_it": came, "note": "We talked."}
        self.does(steps.record, by, {"proposal": number, "revision": 1, "place": place}, told)

    def looks(self, until: date) -> None:
        """The clock looks by night and at noon, each working day up to that one."""
        while self.now.date() < until:
            day = self.now.replace(hour=3, minute=0) + timedelta(days=1)
            for self.now in (day, day + timedelta(hours=9)) if day.weekday() < SATURDAY else (day,):
                propose_due_steps(self.database, self.now)
                clock.send_due_reminders(self.database, self.now)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.snapshot() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def said(self, kind: str) -> list[str]:
        """Return the keys of such messages."""
        query = f"SELECT key FROM messages WHERE kind = '{kind}' ORDER BY id"  # noqa: S608 (our own kinds)
        return [key.removeprefix(f"{kind}:") for (key,) in self.rows(query)]

    def matter(self, number: int) -> Proposal:
        with self.database.snapshot() as connection:
            return kept.load(connection, number)

    def differences(self) -> list[str]:
        with self.database.snapshot() as connection:
            assert decision_log.first_broken_entry(connection, 1) is None
            return list(comparison.differences(connection, 1))


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    made = Room(with_tables(database_url))
    yield made
    made.database.close()


@on_both_databases
def test_the_steps_count_from_the_moment_at_which_all_agree(room: Room) -> None:
    fields = {
        f"{name}.{place}": words
        for place, pair in enumerate(STEPS)
        for name, words in zip(("step", "after"), map(str, pair), strict=True)
    }
    room.does(partners.propose_ladder, ANN, {"alliance": 1}, {**WORDS, **fields})
    room.consent(1, ANN)
    with room.database.snapshot() as connection:
        assert alliances.load(connection, 1).ladder == ()

    room.consent(1, DEV)

    with room.database.snapshot() as connection:
        ladder = alliances.load(connection, 1).ladder
    assert ladder == (Step("We talk", 2), Step("The leads meet", 3), Step("We try it", 1, tries=True))
    assert room.differences() == []
    room.agrees_on()
    with room.database.snapshot() as connection:
        assert alliances.load(connection, 1).ladder == ()
    assert room.differences() == []


@on_both_databases
def test_each_is_proposed_in_its_time_and_again_twice_to_those_concerned(room: Room) -> None:
    room.agrees_on(*STEPS)
    held = room.holds()

    room.looks(date(2026, 11, 20))
    assert room.said("step_proposed") == room.said("step_notice") == []
    # Two working days after Thursday is Monday.
    room.looks(date(2026, 11, 23))
    assert [(each.step, each.at.date()) for each in room.matter(held).steps_proposed] == [(1, date(2026, 11, 23))]
    assert room.rows("SELECT key FROM messages WHERE kind = 'step_proposed'") == [("step:2:1",)]
    assert room.said("step_notice") == [f"2:1:1:{who}" for who in (KARA, DEV)]
    room.looks(date(2026, 12, 4))
    assert room.said("step_notice") == [f"2:1:{time}:{who}" for time in (1, 2, 3) for who in (KARA, DEV)]

    room.records(held, 1)
    room.looks(date(2026, 12, 9))
    assert [each.what for each in room.matter(held).steps_proposed] == ["We talk", "The leads meet"]
    assert room.differences() == []


@on_both_databases
def test_two_processes_propose_a_step_once(room: Room) -> None:
    room.agrees_on(*STEPS)
    held, later = room.holds(), THURSDAY + timedelta(days=4)

    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: propose_step(room.database, 1, held, later), range(2)))
    propose_due_steps(room.database, later)

    assert len(room.matter(held).steps_proposed) == 1
    assert room.rows("SELECT count(*) FROM messages WHERE kind = 'step_proposed'") == [(1,)]


def test_lifting_the_objection_ends_the_climb(room: Room) -> None:
    room.agrees_on(*STEPS)
    held = room.holds()
    room.looks(date(2026, 11, 23))
    before = standing_responses(room.matter(held))

    room.records(held, 1, "not_possible")
    assert standing_responses(room.matter(held)) == before
    room.consent(held, DEV)
    room.looks(date(2026, 12, 1))

    assert len(room.matter(held).steps_proposed) == 1
    with pytest.raises(Refusal, match="was recorded on 23 November"):
        room.records(held, 1)
    room.consent(held, ANN)
    assert room.matter(held).agreement
    assert room.differences() == []


def test_the_last_step_offers_its_author_to_try_it_for_a_quarter(room: Room) -> None:
    room.agrees_on(("", 5), ("", 5), ("", 5), ("", 5), ("We try it", 1))
    held = room.holds()
    room.looks(date(2026, 11, 20))
    assert room.matter(held).steps_proposed[0].what == "We try it"

    window = room.does(proposals.ask_to_amend, KARA, {"proposal": held, "revision": 1, "try": True})

    fields = {block["block_id"]: block["element"] for block in window["blocks"] if block["type"] == "input"}
    assert fields["tried_until"]["initial_date"] == "2027-02-19"


def test_whoever_is_away_is_told_when_they_are_back(room: Room) -> None:
    room.agrees_on(*STEPS)
    room.holds()
    with room.database.transaction() as connection:
        people.introduce(connection, DEV, "Dev Shah")
        people.set_away(connection, DEV, date(2026, 11, 23))

    room.looks(date(2026, 11, 23))
    assert room.said("step_notice") == [f"2:1:1:{KARA}"]
    room.looks(date(2026, 11, 24))
    assert room.said("step_notice") == [f"2:1:1:{KARA}", f"2:1:1:{DEV}"]


def test_without_steps_nothing_is_proposed(room: Room) -> None:
    held = room.holds()

    room.looks(date(2026, 12, 1))

    assert room.matter(held).steps_proposed == ()
    assert room.said("step_notice") == []
    with pytest.raises(Refusal):
        room.records(held, 1)


def test_an_outsider_records_nothing(room: Room) -> None:
    room.agrees_on(*STEPS)
    held = room.holds()
    room.looks(date(2026, 11, 23))

    with pytest.raises(Refusal, match="Nothing was recorded"):
        room.records(held, 1, by=OUTSIDER)

    with room.database.snapshot() as connection:
        found = climb(kept.load(connection, held), alliances.load(connection, 1))
    assert found
    assert found.pending
