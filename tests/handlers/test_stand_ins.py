"""Does somebody who stands in for a partner answer until their last day, and does it end by itself, once?"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.words.refusal import Refusal
from handlers.clock import clock
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.people import speakers
from handlers.listeners.texts import raising
from storage.engine.database import Database
from storage.record.changes import moves
from storage.record.checks import comparison
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, OUTSIDER, typed
from tests.databases import on_both_databases, with_tables

pytestmark = on_both_databases

START = datetime(2026, 12, 1, 12, tzinfo=UTC)
LAST_MOMENT = datetime(2026, 12, 5, 23, 59, 59, tzinfo=UTC)
AFTER = LAST_MOMENT + timedelta(seconds=1)
PARTNERS = (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,)))
# The alliance, and each partner.
FOUNDING = ("alliance_founded", *PARTNERS)
_ACTS = count(1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Harbour's lead is on leave; Olly stands in until 5 December, and a proposal is on the table."""
    made = with_tables(database_url)
    found_or_compare(made, AllianceFile("Alliance", CHANNEL, "Europe/London", (KARA,), PARTNERS), START)
    stands_in = {"people": ANN, "deputies": [BEN], "stand_ins": [OUTSIDER], "until": "2026-12-05"}
    speakers.say_who_speaks(act(ANN, START, {"alliance": 1, "partner": 1}, stands_in), made)
    words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
    raising.raise_proposal(act(KARA, START, {"alliance": 1}, words), made)
    yield made
    with made.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == [], "the tables say what follows from the log"
    made.close()


def act(person: str, now: datetime, value: dict[str, Any], words: dict[str, Any] | None = None) -> Act:
    return Act(person, now, f"act:{next(_ACTS)}", person, value, words or {}, CHANNEL)


def consents(database: Database, person: str, now: datetime) -> None:
    responses.consent(act(person, now, {"proposal": 1, "revision": 1}), database)


def answers(database: Database) -> list[str]:
    with database.snapshot() as connection:
        return list(connection.scalars(text('SELECT "by" FROM responses ORDER BY id')))


def said(database: Database) -> list[dict[str, Any]]:
    """List what the log tells of who speaks, with how many messages to the channel."""
    query = "SELECT actor, fields FROM log_entries WHERE kind = 'representatives_changed' ORDER BY sequence"
    with database.snapshot() as connection:
        rows = connection.execute(text(query)).all()
        told = connection.scalar(text("SELECT count(*) FROM messages WHERE kind = 'representatives_changed'"))
    assert told == len(rows)
    return [{"actor": row.actor, **json.loads(row.fields)} for row in rows]


def test_it_is_logged_with_its_last_day_and_the_moment_after(database: Database) -> None:
    assert said(database) == [
        {
            "actor": ANN,
            "number": None,
            "before": [ANN, BEN],
            "representatives": [ANN, BEN, OUTSIDER],
            "stand_ins": [OUTSIDER],
            "until": "2026-12-05",
            "ends_at": "2026-12-06T00:00:00.000000+00:00",
        }
    ]


def test_who_stands_in_answers_on_the_last_day(database: Database) -> None:
    consents(database, OUTSIDER, LAST_MOMENT)

    assert answers(database) == [OUTSIDER]


def test_a_press_after_the_last_day_counts_nothing_though_no_clock_looked(database: Database) -> None:
    with pytest.raises(Refusal, match="Only representatives of the partners answer"):
        consents(database, OUTSIDER, AFTER)

    assert answers(database) == []


def test_the_clock_records_the_end_once(database: Database) -> None:
    clock.look_after_alliances(database, LAST_MOMENT)
    assert len(said(database)) == 1

    for _ in range(2):
        clock.look_after_alliances(database, AFTER)

    _, end = said(database)
    before, now = [ANN, BEN, OUTSIDER], [ANN, BEN]
    expected = {"number": None, "before": before, "representatives": now, "stood_in_until": "2026-12-05"}
    assert end == {"actor": "", **expected}


def test_the_first_press_of_another_records_it_too(database: Database) -> None:
    consents(database, ANN, AFTER)
    clock.look_after_alliances(database, AFTER)

    assert [entry["actor"] for entry in said(database)] == [ANN, ""]
    assert answers(database) == [ANN]


def test_undone_it_is_as_before_and_nothing_is_left_to_end(database: Database) -> None:
    speakers.undo(act(BEN, START, {"alliance": 1, "entry": len(FOUNDING) + 1}), database)

    clock.look_after_alliances(database, AFTER)

    assert [(each["actor"], each["representatives"]) for each in said(database)] == [
        (ANN, [ANN, BEN, OUTSIDER]),
        (BEN, [ANN, BEN]),
    ]


def test_undoing_what_was_said_since_lets_them_stand_in_until_the_same_moment(database: Database) -> None:
    alone = {"people": ANN, "deputies": [BEN]}
    speakers.say_who_speaks(act(ANN, START, {"alliance": 1, "partner": 1}, alone), database)
    with pytest.raises(Refusal, match="Only representatives of the partners answer"):
        consents(database, OUTSIDER, START)

    speakers.undo(act(BEN, START, {"alliance": 1, "entry": len(FOUNDING) + 3}), database)

    consents(database, OUTSIDER, LAST_MOMENT)
    first, _, undone = said(database)
    names = ("representatives", "stand_ins", "until", "ends_at")
    assert [undone[name] for name in names] == [first[name] for name in names]


def test_somebody_whose_id_changes_stands_in_as_long(database: Database) -> None:
    with database.transaction() as connection:
        moves.move_person(connection, OUTSIDER, "U0MOVED", START)

    consents(database, "U0MOVED", LAST_MOMENT)
    clock.look_after_alliances(database, AFTER)

    assert said(database)[-1]["representatives"] == [ANN, BEN]


def test_who_stood_in_for_one_partner_may_speak_for_another_when_it_is_over(database: Database) -> None:
    named = {"people": DEV, "deputies": [OUTSIDER]}
    with pytest.raises(Refusal, match="speaks for Harbour already"):
        speakers.say_who_speaks(act(DEV, LAST_MOMENT, {"alliance": 1, "partner": 2}, named), database)

    speakers.say_who_speaks(act(DEV, AFTER, {"alliance": 1, "partner": 2}, named), database)

    assert [(entry["actor"], entry["representatives"]) for entry in said(database)[1:]] == [
        ("", [ANN, BEN]),
        (DEV, [DEV, OUTSIDER]),
    ]
