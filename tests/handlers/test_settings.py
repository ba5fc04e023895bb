"""Are settings that somebody changed in Slack stored, logged and told, and kept when a file says otherwise?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.set_up.settings import mark
from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.listeners.people import partners
from handlers.listeners.set_up import settings
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.checks import comparison
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, KARA, MONDAY, typed
from tests.databases import with_tables

PARTNERS = (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,)))
FILE = AllianceFile("Together", CHANNEL, "Europe/London", (KARA,), PARTNERS)
WORDS = {
    "name": "Together",
    "timezone": "Europe/London",
    "operations_managers": [KARA],
    "digest_day": "monday",
    "digest_time": "09:00",
    "country": "",
    "region": "",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = with_tables(f"sqlite:///{tmp_path}/accord.db")
    found_or_compare(made, FILE, MONDAY)
    yield made
    made.close()


def changes(database: Database, person: str = KARA, **typed: Any) -> None:
    with database.snapshot() as connection:
        seen = mark(alliances.load(connection, 1), alliances.settings(connection, 1))
    act = Act(person, MONDAY, "window:1", "Kara", {"alliance": 1, "seen": seen}, {**WORDS, **typed}, CHANNEL)
    settings.change(act, database)


def said(database: Database) -> tuple[str, str, list[str]]:
    """Return the alliance's name and zone, and its partners' names."""
    with database.snapshot() as connection:
        here = alliances.load(connection, 1)
        assert not list(comparison.differences(connection, 1))
    return here.name, here.timezone, [partner.name for partner in here.partners]


def test_what_a_manager_changes_is_logged_with_who_did_it(database: Database) -> None:
    changes(database, timezone="Europe/Dublin", digest_day="friday", **{"partner.1": "Harbour House"})

    assert said(database) == ("Together", "Europe/Dublin", ["Harbour House", "Clyde"])
    with database.snapshot() as connection:
        *_, changed, renamed = decision_log.entries(connection, 1)
    assert changed.kind == "settings_changed"
    assert changed.fields == {"actor": KARA, "partner": "", "timezone": "Europe/Dublin", "digest_day": "friday"}
    assert renamed.fields == {"actor": KARA, "partner": "Harbour House", "before": "Harbour"}


def test_whoever_speaks_for_a_partner_changes_no_settings(database: Database) -> None:
    with pytest.raises(Refusal, match="Operations managers change the settings"):
        changes(database, person=ANN, timezone="UTC")

    assert said(database)[1] == "Europe/London"


def test_a_file_does_not_undo_what_was_changed_in_slack(database: Database) -> None:
    changes(database, timezone="Europe/Dublin", **{"partner.1": "Harbour House"})

    differences = found_or_compare(database, FILE, MONDAY)

    assert said(database) == ("Together", "Europe/Dublin", ["Harbour House", "Clyde"])
    assert [each.split(" since ")[0] for each in differences] == [
        "Time zone is Europe/Dublin",
        "a partner's name is Harbour House",
    ]


def test_a_file_is_applied_after_all_when_whoever_runs_accord_says_so(database: Database) -> None:
    changes(database, timezone="Europe/Dublin", **{"partner.1": "Harbour House"})

    assert found_or_compare(database, FILE, MONDAY, may_undo_slack=True) == []

    assert said(database) == ("Together", "Europe/London", ["Harbour", "Clyde"])
    assert found_or_compare(database, FILE, MONDAY) == []


def test_where_nobody_changed_settings_in_slack_a_file_goes_on_changing_them(database: Database) -> None:
    assert found_or_compare(database, replace(FILE, timezone="UTC"), MONDAY) == []
    assert found_or_compare(database, replace(FILE, timezone="Europe/Dublin"), MONDAY) == []

    assert said(database)[1] == "Europe/Dublin"


def test_a_file_calls_no_partner_as_one_that_asks_to_join(database: Database) -> None:
    joins = {"title": "Ferry joins", "text": typed("Ferry."), "benefit": "Boats.", "name": "Ferry", "people": [CAT]}
    partners.propose_joining(Act(KARA, MONDAY, "window:2", "Kara", {"alliance": 1}, joins, CHANNEL), database)
    entries = (PartnerEntry("ferry", (ANN, BEN)), PartnerEntry("Clydeside", (DEV,)))

    differences = found_or_compare(database, replace(FILE, partners=entries), MONDAY)

    assert said(database)[2] == ["Harbour", "Clydeside"]
    assert differences == [
        (
            "Harbour is not called ferry, as the file says: No. 1, which is still open, is about the same partner or "
            "person. Please let it end first."
        )
    ]
