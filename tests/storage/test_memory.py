"""Is only that remembered which is still true?"""

from contextlib import closing

import pytest
from sqlalchemy import Connection

from decisions.proposal import Kind, Response
from storage.alliance import alliances
from storage.engine import memory
from storage.engine.database import Database
from storage.record import facts, proposals
from tests import doubting
from tests.cast import ANN, MONDAY, revision
from tests.statements import statements


def raised(connection: Connection) -> int:
    return facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), revision()).id


def consented(connection: Connection, proposal_id: int) -> None:
    alliance = alliances.load(connection, 1, for_writing=True)
    proposal = proposals.load(connection, alliance, proposal_id)
    facts.add_response(connection, alliance, proposal, Response(2, 1, Kind.CONSENT, ANN, MONDAY))


def answers(database: Database, proposal_id: int) -> int:
    with database.snapshot() as connection:
        return len(proposals.load(connection, alliances.load(connection, 1), proposal_id).responses)


def test_what_was_just_stored_is_not_read_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "recall", doubting.trusting)
    with database.transaction() as connection:
        proposal_id = raised(connection)

    with statements(database) as asked:
        assert answers(database, proposal_id) == 0

    assert asked
    assert not [query for query in asked if "revisions" in query or "representatives" in query]


def test_what_was_not_committed_is_not_remembered(database: Database) -> None:
    with database.transaction() as connection:
        proposal_id = raised(connection)

    def fail() -> None:
        with database.transaction() as connection:
            consented(connection, proposal_id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert answers(database, proposal_id) == 0


def test_what_another_process_wrote_is_seen(database: Database, database_url: str) -> None:
    with database.transaction() as connection:
        proposal_id = raised(connection)
    assert answers(database, proposal_id) == 0
    kept = dict(memory._kept)

    with closing(Database(database_url)) as other, other.transaction() as connection:
        consented(connection, proposal_id)
    memory._kept.clear()
    memory._kept.update(kept)

    assert answers(database, proposal_id) == 1


def test_an_earlier_moment_stays_as_it_was(database: Database) -> None:
    with database.transaction() as connection:
        proposal_id = raised(connection)

    with database.snapshot() as before:
        alliance = alliances.load(before, 1)
        with database.transaction() as connection:
            consented(connection, proposal_id)

        assert not proposals.load(before, alliance, proposal_id).responses
    assert answers(database, proposal_id) == 1


def test_memory_does_not_grow_for_ever() -> None:
    for number in range(2 * memory.MOST):
        memory.keep(f"{number:064}", "alliance", number)

    assert len(memory._kept) == memory.MOST
