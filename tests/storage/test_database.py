"""Does the database keep what it promises, on a real file with the real migrations?"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from decisions.alliance.ladder import CameOfIt, StepProposed, StepRecorded
from decisions.proposal.proposal import (
    Agreement,
    Interest,
    Kind,
    Nature,
    Part,
    Question,
    Report,
    Response,
    Review,
    Withdrawal,
)
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.bundled import Bundled, Unbundled
from decisions.said.correction import Correction
from decisions.said.opinion import Opinion
from decisions.said.report_facts import RefusalOfReport
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from storage.alliance import alliances
from storage.engine import database as engine
from storage.engine.columns import metadata
from storage.engine.database import AlreadyServed, Database
from storage.engine.schema import NewerSchema, upgrade
from storage.personal import personal_data
from storage.record import decision_log
from storage.record.proposals import facts, papers, proposals
from storage.tables import APPEND_ONLY
from tests.cast import KARA, MONDAY, PARTNERS, revision
from tests.databases import on_both_databases, only_sqlite, tampering
from tests.storage.test_suggestions import with_a_suggestion

pytestmark = on_both_databases


def a_decision(database: Database) -> int:
    """Store one of every fact, and a paper; return the proposal's id."""
    with database.transaction() as connection:
        papers.keep(connection, 1, "5a" * 32, b"A budget", "")
        alliance = alliances.load(connection, 1, for_writing=True)
        withdrawn = facts.add_proposal(connection, alliance, revision())
        withdrawn = with_a_suggestion(connection, alliance, withdrawn)
        facts.add(connection, alliance, withdrawn, Withdrawal(KARA, MONDAY, "No"))
        decided = facts.add_proposal(connection, alliance, revision())
        decided = facts.add(connection, alliance, decided, SealedAnswer(2, 1, "U0ANN", MONDAY, "d" * 64))
        decided = facts.add(connection, alliance, decided, Opening(1, "U0ANN", MONDAY, Why.ASKED))
        given = Response(2, 1, Kind.CONSENT, "U0ANN", MONDAY, concern="Noise")
        decided = facts.add(connection, alliance, decided, given)
        asked = Question(3, 1, "U0DEV", MONDAY, "Who pays?", date(2026, 11, 9))
        decided = facts.add(connection, alliance, decided, asked)
        decided = facts.add(connection, alliance, decided, Report(3, 1, KARA, MONDAY, "By phone", 1))
        refused = RefusalOfReport(3, 1, "U0DEV", MONDAY, decided.reports[0].id)
        decided = facts.add(connection, alliance, decided, refused)
        decided = facts.add(
            connection, alliance, decided, Interest(3, 1, Part.STEPS_BACK, "U0DEV", MONDAY, 3, Nature.MONEY, "Ours")
        )
        decided = facts.add(connection, alliance, decided, Opinion(2, 1, "U0ANN", MONDAY, "Too dear"))
        decided = facts.add(connection, alliance, decided, Bundled(1, 1, KARA, MONDAY))
        decided = facts.add(connection, alliance, decided, Unbundled(1, 1, "U0ANN", MONDAY))
        decided = facts.add(connection, alliance, decided, StepProposed(1, 1, 1, MONDAY, "We talk"))
        talked = StepRecorded(1, KARA, MONDAY, CameOfIt.DONE, "They agree", MONDAY.date())
        decided = facts.add(connection, alliance, decided, talked)
        decided = facts.add(connection, alliance, decided, Opinion(3, 1, "U0DEV", MONDAY, "It is good"))
        decided = facts.add(connection, alliance, decided, Agreement(1, MONDAY, (2,)))
        for place in (1, 2):
            to_do = Action(place, KARA, MONDAY, "Ask them", "U0ANN", date(2026, 11, 16))
            decided = facts.add(connection, alliance, decided, to_do)
        decided = facts.add(connection, alliance, decided, ActionDone(1, KARA, MONDAY, "They agree"))
        decided = facts.add(connection, alliance, decided, ActionTakenBack(2, KARA, MONDAY, "No need"))
        decided = facts.add(connection, alliance, decided, Review(KARA, MONDAY, "Full", date(2027, 5, 3)))
        decided = facts.add(connection, alliance, decided, Correction(2, "U0ANN", MONDAY, "Eleven beds"))
    return decided.id


def test_the_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    # The index of words is made in each database's own way, and storage/record/proposals/search.py alone knows it.
    options = {"include_name": lambda name, kind, _parents: kind != "table" or not name.startswith("proposal_words")}

    with database.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerSchema):
        upgrade(database)


def test_facts_can_not_be_changed_or_deleted_in_the_database_either(database: Database) -> None:
    a_decision(database)

    for table, act in product(APPEND_ONLY, ("UPDATE {} SET {} = {}", "DELETE FROM {}")):
        column = metadata.tables[table].columns.keys()[-1]
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), database.transaction() as connection:
            connection.execute(text(act.format(table, column, column)))


def test_a_proposal_is_read_back_as_it_was_stored(database: Database) -> None:
    proposal_id = a_decision(database)

    with database.snapshot() as connection:
        read = proposals.load(connection, proposal_id)

    assert read.current == revision()
    assert read.agreement == Agreement(1, MONDAY, (2,))
    (said,) = read.responses
    assert replace(said, id=0) == Response(2, 1, Kind.CONSENT, "U0ANN", MONDAY, concern="Noise")
    assert read.number == 2


def test_an_alliance_is_read_back_as_it_was_founded(database: Database) -> None:
    with database.snapshot() as connection:
        read = alliances.load(connection, 1)

    assert {partner.name: partner.representatives for partner in read.partners} == PARTNERS
    assert read.operations_managers == (KARA,)


def test_a_transaction_that_fails_leaves_nothing_not_even_a_number(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), revision())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    proposal_id = a_decision(database)
    with database.snapshot() as connection:
        assert proposals.load(connection, proposal_id).number == 2


def test_eight_writers_at_once_lose_no_number_and_no_entry(database: Database) -> None:
    def raise_ten() -> None:
        raised = 0
        while raised < 10:
            # On a slow disk a writer may wait for too long; it is told so, and tries again.
            with suppress(OperationalError, WaitedTooLong):
                with database.transaction() as connection:
                    facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), revision())
                raised += 1

    writers = [threading.Thread(target=raise_ten) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with database.snapshot() as connection:
        assert connection.execute(text("SELECT count(*), max(number) FROM proposals")).one() == (80, 80)
        assert decision_log.first_broken_entry(connection, 1) is None


COLUMNS = ("at", "kind", "actor", "partner", "fields", "salts", "previous_hash", "hash")


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_of_the_log_is_found(database: Database, column: str) -> None:
    a_decision(database)
    with tampering(database.engine) as connection:
        change = f"UPDATE log_entries SET {column} = substr({column}, 2) || 'x' WHERE sequence = 4"  # noqa: S608 (our own names)
        connection.execute(text(change))

    with database.snapshot() as read:
        assert decision_log.first_broken_entry(read, 1) == 4


def test_a_blank_put_into_the_stored_json_is_found(database: Database) -> None:
    a_decision(database)
    with tampering(database.engine) as connection:
        connection.execute(text("UPDATE log_entries SET fields = replace(fields, '{', '{ ') WHERE sequence = 2"))

    with database.snapshot() as read:
        assert decision_log.first_broken_entry(read, 1) == 2


@pytest.mark.parametrize("column", ["fields", "salts"])
def test_an_entry_whose_salts_and_fields_have_other_names_or_none_is_found(database: Database, column: str) -> None:
    a_decision(database)

    for other in ('{"actor":"0","partner":"0","other":"0"}', "{}", "[]", "null", "7", '"actor"'):
        with tampering(database.engine) as connection:
            change = f"UPDATE log_entries SET {column} = :other WHERE sequence = 4"  # noqa: S608 (our own names)
            connection.execute(text(change), {"other": other})

        with database.snapshot() as read:
            assert decision_log.first_broken_entry(read, 1) == 4, other


def test_entries_cut_off_at_the_end_are_found(database: Database) -> None:
    a_decision(database)
    with tampering(database.engine) as connection:
        connection.execute(text("DELETE FROM log_entries WHERE sequence = 5"))

    with database.snapshot() as read:
        assert decision_log.first_broken_entry(read, 1) == 5


def test_whoever_is_only_named_is_looked_for_too(database: Database) -> None:
    owned = replace(revision(), owner="U0OWNER")
    with database.transaction() as connection:
        facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), owned)

    with database.snapshot() as connection:
        assert personal_data.alliances_of(connection, "U0OWNER") == [1]
        assert personal_data.alliances_of(connection, "U0OWN") == []


@only_sqlite
def test_one_process_serves_a_file(database: Database) -> None:
    assert database.serve_alone()
    other = Database(str(database.engine.url))

    with pytest.raises(AlreadyServed):
        other.serve_alone()

    other.close()


@only_sqlite
def test_what_is_committed_survives_a_loss_of_power(database: Database) -> None:
    with ExitStack() as at_once:
        reading = at_once.enter_context(database.snapshot())
        writing = at_once.enter_context(database.transaction())

        # 2 is FULL: each commit waits for the disk.
        assert [each.execute(text("PRAGMA synchronous")).scalar_one() for each in (reading, writing)] == [2, 2]


@only_sqlite
def test_whoever_waits_too_long_for_another_thread_writes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TURN_SECONDS", 0.01)
    began: list[bool] = []

    def write() -> None:
        with database.transaction():
            began.append(True)

    with database.transaction(), ThreadPoolExecutor(1) as other, pytest.raises(WaitedTooLong):
        other.submit(write).result()

    assert not began
    write()
    assert began == [True]
