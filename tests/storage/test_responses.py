"""Are responses stored in the order of saying, and is everybody told?"""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Kind, Proposal, Response
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.outbox.outbox import SaidAlready
from storage.record.news import News
from storage.record.proposals import facts, proposals
from tests.cast import ANN, BEN, CAT, MONDAY, revision
from tests.databases import on_both_databases, only_postgresql, waiting_for_locks

pytestmark = on_both_databases

CONSENT = Response(2, 1, Kind.CONSENT, ANN, MONDAY)


@pytest.fixture
def proposal(database: Database) -> Proposal:
    with database.transaction() as connection:
        return facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), revision())


def held(connection: Connection, proposal: Proposal) -> tuple[Alliance, Proposal]:
    alliance = alliances.load(connection, 1, for_writing=True)
    return alliance, proposals.load(connection, proposal.id)


def consents(connection: Connection, proposal: Proposal, key: str) -> None:
    """As handlers/recording/answers/consents.py does it."""
    alliance, proposal = held(connection, proposal)
    proposal = facts.add(connection, alliance, proposal, CONSENT)
    news = News(alliance.id, MONDAY)
    news.card_is_old(proposal.id)
    news.privately(ANN, proposal.id, key, "response_receipt", {"response": proposal.responses[-1].id})
    news.privately(BEN, proposal.id, f"{key}:too", "two_voices_notice", {})
    news.put_down(connection)


def stored(database: Database) -> list[tuple[str | None, str, int]]:
    """List who is told under which key (None for a thread), and how often their lane was marked."""
    query = text("SELECT slack_user_id, key, wanted FROM messages JOIN lanes ON lanes.id = lane_id ORDER BY key")
    with database.snapshot() as connection:
        return [(row.slack_user_id, row.key, row.wanted) for row in connection.execute(query)]


def test_two_in_one_transaction_follow_each_other(database: Database, proposal: Proposal) -> None:
    with database.transaction() as connection:
        alliance, proposal = held(connection, proposal)
        proposal = facts.add(connection, alliance, proposal, CONSENT)
        proposal = facts.add(connection, alliance, proposal, CONSENT)

    first, second = proposal.responses
    assert 0 < first.id < second.id
    with database.snapshot() as connection:
        assert proposals.load(connection, proposal.id) == proposal


@only_postgresql
def test_whoever_waits_for_their_turn_gets_the_later_id(database: Database, proposal: Proposal) -> None:
    def later() -> int:
        with database.transaction() as connection:
            alliance, found = held(connection, proposal)
            return facts.add(connection, alliance, found, CONSENT).responses[-1].id

    with ThreadPoolExecutor(1) as other:
        with database.transaction() as connection:
            alliances.load(connection, 1, for_writing=True)
            waiting = other.submit(later)
            while not waiting_for_locks(database):
                time.sleep(0.01)
            alliance, found = held(connection, proposal)
            mine = facts.add(connection, alliance, found, CONSENT).responses[-1].id

        assert waiting.result() > mine


def test_everybody_is_told_whether_or_not_they_have_a_lane(database: Database, proposal: Proposal) -> None:
    with database.transaction() as connection:
        consents(connection, proposal, "first")
    with database.transaction() as connection:
        consents(connection, proposal, "second")

    marked = [("first", ANN), ("first:too", BEN), ("second", ANN), ("second:too", BEN)]
    assert stored(database) == [(person, key, 2) for key, person in marked]


def test_threads_homes_and_people_are_each_told_in_their_own_lane(database: Database, proposal: Proposal) -> None:
    with database.transaction() as connection:
        for person in (ANN, BEN):
            outbox.open_home(connection, 1, person, MONDAY, is_empty=False)
    with database.transaction() as connection:
        alliance, proposal = held(connection, proposal)
        proposal = facts.add(connection, alliance, proposal, CONSENT)
        news = News(1, MONDAY)
        news.in_thread(proposal.id, "thread", "concern", {})
        for person, key in ((ANN, "receipt"), (CAT, "notice"), (ANN, "more")):
            news.privately(person, proposal.id, key, "response_receipt", {})
        news.put_down(connection)
    with database.transaction() as connection:
        News(1, MONDAY).put_down(connection)

    # Each lane counts from 1; Homes are marked with every act.
    assert stored(database) == [(ANN, "more", 3), (CAT, "notice", 1), (ANN, "receipt", 3), (None, "thread", 1)]


def test_a_press_that_was_counted_stores_nothing(database: Database, proposal: Proposal) -> None:
    with database.transaction() as connection:
        consents(connection, proposal, "press")

    with pytest.raises(SaidAlready), database.transaction() as connection:
        consents(connection, proposal, "press")

    with database.snapshot() as connection:
        assert len(proposals.load(connection, proposal.id).responses) == 1


def test_what_fails_for_another_reason_is_not_taken_for_a_counted_press(database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.transaction() as connection:
        outbox.say_once(connection, 404, "strange", "notice", {}, MONDAY)
