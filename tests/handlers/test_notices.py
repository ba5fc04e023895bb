"""What becomes of a text that all consent to before the first day on which it can be decided?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.setup.founding import found_or_compare
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.replay.replay import replay
from handlers.recording.notices import agree_what_may_be_agreed
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.proposals import facts, proposals
from tests.cast import ANN, DEV, KARA, MONDAY, revision
from tests.databases import on_both_databases, with_tables
from tests.handlers.test_clock import FILE, FOUNDED

pytestmark = on_both_databases
FIRST = date(2027, 7, 1)
# It is summer in Glasgow.
BEGINS = datetime(2027, 6, 30, 23, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    found_or_compare(made, FILE, FOUNDED)
    yield made
    made.close()


def raised(database: Database, *answers: Kind) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        text = replace(revision(), earliest_on=FIRST, decide_by=None, by=KARA)
        told = facts.add_proposal(connection, alliance, text)
        for partner, kind in enumerate(answers, start=1):
            by, sha = (ANN, DEV)[partner - 1], text.text_sha256 if kind is Kind.CONSENT else ""
            told = facts.add(connection, alliance, told, Response(partner, 1, kind, by, MONDAY, text_sha256=sha))


def read(database: Database) -> Proposal:
    with database.snapshot() as connection:
        return proposals.load(connection, 1)


def test_it_is_agreed_once_when_the_day_begins_whoever_looks_at_the_clock(database: Database) -> None:
    raised(database, Kind.CONSENT, Kind.CONSENT)

    agree_what_may_be_agreed(database, BEGINS - timedelta(seconds=1))
    early = read(database).agreement
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: agree_what_may_be_agreed(database, BEGINS), range(2)))

    agreed = read(database).agreement
    assert early is None
    assert agreed is not None
    assert agreed.at == BEGINS
    with database.snapshot() as connection:
        log = list(decision_log.entries(connection, 1))
    assert [entry.kind for entry in log].count("decision_agreed") == 1
    assert not replay(log).doubts


@pytest.mark.parametrize("answers", [(Kind.CONSENT,), (Kind.CONSENT, Kind.OBJECTION), ()])
def test_the_day_alone_agrees_nothing(database: Database, answers: tuple[Kind, ...]) -> None:
    raised(database, *answers)

    agree_what_may_be_agreed(database, BEGINS + timedelta(days=30))

    assert read(database).agreement is None
