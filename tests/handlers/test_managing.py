"""Where nobody is left who manages: do the partners name others, from the moment of their decision on?"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.people import partners
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.changes.moves import move_person
from storage.record.checks import comparison
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, MONDAY, typed
from tests.databases import on_both_databases, with_tables
from tests.reading import read_window

pytestmark = on_both_databases
FILE = AllianceFile(
    "Together", CHANNEL, "Europe/London", (KARA,), (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,)))
)
WORDS = {"text": typed("Ben knows how."), "benefit": "Somebody reminds us.", "operations_managers": [BEN]}
ACTS = count(1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    found_or_compare(made, FILE, MONDAY)
    yield made
    made.close()


def act(person: str, words: dict[str, Any] | None = None, **value: Any) -> Act:
    return Act(person, MONDAY, f"act:{next(ACTS)}", person, {"alliance": 1, **value}, words or {}, CHANNEL)


def goes(database: Database, person: str) -> None:
    with database.transaction() as connection:
        people.keep(connection, person, MONDAY, is_gone=True)


def decide(database: Database) -> None:
    for person in (ANN, DEV):
        responses.consent_after_all(act(person, proposal=1, revision=1, decides=True), database)


def managers(database: Database) -> tuple[str, ...]:
    with database.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == []
        return alliances.load(connection, 1).operations_managers


def test_whoever_represents_a_partner_proposes_it_and_it_counts_when_all_consent(database: Database) -> None:
    goes(database, KARA)
    partners.propose_managers(act(DEV, WORDS), database)
    assert managers(database) == (KARA,)

    decide(database)

    assert managers(database) == (BEN,)


def test_it_is_offered_and_taken_only_when_nobody_is_left(database: Database) -> None:
    with pytest.raises(Refusal, match="Operations managers say who manages"):
        partners.propose_managers(act(ANN, WORDS), database)
    assert "[Who manages…]" not in read_window(partners.show_partners(act(ANN), database))

    goes(database, KARA)

    assert "[Who manages…]" in read_window(partners.show_partners(act(ANN), database))


def test_a_file_does_not_undo_what_the_partners_decided(database: Database) -> None:
    goes(database, KARA)
    partners.propose_managers(act(DEV, WORDS), database)
    decide(database)

    (difference,) = found_or_compare(database, FILE, MONDAY)

    assert difference.startswith("Operations managers is U0BEN since settings changed in Slack, the file says U0KARA")
    assert managers(database) == (BEN,)


def test_whoever_got_another_id_meanwhile_is_the_same_person(database: Database) -> None:
    goes(database, KARA)
    partners.propose_managers(act(ANN, WORDS), database)
    with database.transaction() as connection:
        move_person(connection, BEN, "U0BEN2", MONDAY)

    decide(database)

    assert managers(database) == ("U0BEN2",)
