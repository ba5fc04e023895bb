"""Does storage keep every fact as it is declared?"""

from dataclasses import fields, replace
from datetime import date
from typing import get_args

import pytest

from decisions.alliance.ladder import CameOfIt, StepProposed, StepRecorded
from decisions.log.log_kinds import LOG_KINDS
from decisions.proposal.facts import FACTS, Fact, facts_of, people_of
from decisions.proposal.proposal import (
    Agreement,
    AnswerBeforehand,
    Interest,
    Kind,
    Nature,
    Part,
    Proposal,
    Question,
    Report,
    Response,
    Review,
    Revision,
    Settlement,
    Suggestion,
    Withdrawal,
)
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.bundled import Bundled, Unbundled
from decisions.said.correction import Correction
from decisions.said.opinion import Opinion
from decisions.said.paper import Paper
from decisions.said.report_facts import RefusalOfReport
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from storage.alliance import alliances
from storage.engine.columns import metadata
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.proposals import facts, proposals
from storage.tables import APPEND_ONLY
from tests.cast import ANN, DEV, KARA, MONDAY, revision
from tests.databases import on_both_databases

pytestmark = on_both_databases

SHA = "a" * 64
CONSENT = Response(
    2,
    1,
    Kind.CONSENT,
    ANN,
    MONDAY,
    "Noise",
    "",
    "",
    Settlement.WORDS,
    "A nurse is there.",
    text_sha256=SHA,
    said_at=MONDAY,
    salt=SHA,
)
OBJECTION = Response(2, 1, Kind.OBJECTION, ANN, MONDAY, reason="Nurses", acceptable_if="Two", salt=SHA)
BEFOREHAND = AnswerBeforehand(
    3, 1, Kind.CONSENT, DEV, MONDAY, "Noise", settled_by=Settlement.CONCERN, settled="No", text_sha256=SHA
)
ANSWERS: tuple[Fact, ...] = (
    CONSENT,
    Response(2, 1, Kind.UNDO, ANN, MONDAY),
    BEFOREHAND,
    AnswerBeforehand(3, 1, Kind.UNDO, DEV, MONDAY, text_sha256=SHA),
    StepProposed(1, 1, 1, MONDAY, "We talk"),
    StepRecorded(1, ANN, MONDAY, CameOfIt.NOT_POSSIBLE, "Snow", MONDAY.date()),
    Question(3, 1, DEV, MONDAY, "Who pays?", date(2026, 11, 9), "our board"),
    Report(3, 1, KARA, MONDAY, "By phone", 1),
    Opinion(2, 1, ANN, MONDAY, "Too dear"),
    Interest(2, 1, Part.STEPS_BACK, ANN, MONDAY, 2, Nature.ROLE, "We run it"),
    Interest(3, 1, Part.LET, DEV, MONDAY, 2),
    Interest(2, 1, Part.LET_BY_ALL, "", MONDAY, 2),
    Interest(2, 1, Part.STEPS_BACK, ANN, MONDAY, 2, Nature.MONEY, "We are paid for it"),
    Interest(2, 1, Part.TAKES_PART, ANN, MONDAY, 2, words="We are not paid any more"),
    Interest(2, 1, Part.STEPS_BACK, ANN, MONDAY, 2, Nature.OTHER, "It is next door"),
    Bundled(1, 1, KARA, MONDAY),
    Unbundled(1, 1, ANN, MONDAY),
    SealedAnswer(3, 1, DEV, MONDAY, SHA),
    SealedAnswer(3, 1, DEV, MONDAY, ""),
    Opening(1, DEV, MONDAY, Why.ASKED),
)
DECIDED: tuple[Fact, ...] = (
    Agreement(2, MONDAY, (3,), date(2026, 11, 16), reserved_to=3),
    Review(KARA, MONDAY, "Full", None),
    Action(1, KARA, MONDAY, "Ask three sites", DEV, date(2026, 11, 9)),
    Action(2, ANN, MONDAY, "Buy ten beds", ANN, date(2026, 11, 30)),
    ActionDone(1, DEV, MONDAY, "The east wing has room."),
    ActionTakenBack(2, ANN, MONDAY, "The council lends us beds."),
    Correction(2, ANN, MONDAY, "We were eleven."),
)
WITHDRAWN: tuple[Fact, ...] = (Withdrawal(KARA, MONDAY, "No"),)


def added(database: Database, *these: Fact, first: Revision | None = None) -> Proposal:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        proposal = facts.add_proposal(connection, alliance, first or revision())
        for fact in these:
            proposal = facts.add(connection, alliance, proposal, fact)
    return proposal


def everything(database: Database) -> Proposal:
    """Add one of every fact, but a withdrawal; the second text is a suggestion that was taken."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        proposal = facts.add_proposal(connection, alliance, revision())
        proposal = facts.add(connection, alliance, proposal, OBJECTION)
        rich_text = revision().rich_text
        cure = Suggestion(2, 1, ANN, MONDAY, "Two nurses", rich_text, SHA, proposal.responses[0].id)
        proposal = facts.add(connection, alliance, proposal, cure)
        taken = replace(
            revision(),
            number=2,
            topics=("Winter", "Money"),
            in_force_on=MONDAY.date(),
            papers=(Paper("Budget.pdf", 3, "application/pdf", SHA), Paper("Plan.txt", 5, "text/plain", "b" * 64)),
            tried_until=MONDAY.date(),
            earliest_on=MONDAY.date(),
            matter="Planning",
            sum=60_000,
            sealed=True,
            template="Spending",
            filled=(("Budget", "£200"), ("Risk", "None")),
            suggestion=proposal.suggestions[0].id,
        )
        for fact in (*ANSWERS, taken, *DECIDED):
            proposal = facts.add(connection, alliance, proposal, fact)
        refusal = RefusalOfReport(3, 1, DEV, MONDAY, proposal.reports[0].id)
        return facts.add(connection, alliance, proposal, refusal)


def test_a_proposal_is_read_as_its_facts_were_added(database: Database) -> None:
    decided, withdrawn = everything(database), added(database, *WITHDRAWN)

    with database.snapshot() as connection:
        assert proposals.load(connection, decided.id) == decided
        assert proposals.load(connection, withdrawn.id) == withdrawn
    assert {type(fact) for fact in (*facts_of(decided), *facts_of(withdrawn))} == set(FACTS) - {RefusalOfReport}
    assert decided.reports[0].refused_by == DEV


def test_each_fact_is_an_entry_of_its_kind_with_all_its_fields(database: Database) -> None:
    everything(database)
    added(database, *WITHDRAWN)

    with database.snapshot() as connection:
        entries = list(decision_log.entries(connection, 1))
    assert {entry.kind for entry in entries} == {kind for kind in LOG_KINDS if "revision" in LOG_KINDS[kind].fields}
    for entry in entries:
        kind = LOG_KINDS[entry.kind]
        if_any = {} if entry.kind == "proposal_raised" else kind.if_any
        assert set(entry.fields) == {"actor", "partner", *kind.fields, *if_any}


@pytest.mark.parametrize("fact", FACTS)
def test_a_table_has_a_column_for_each_field_of_its_facts(fact: type[Fact]) -> None:
    declared = FACTS[fact]
    table = metadata.tables[declared.table]

    columns = {column.name.replace("supersedes_id", "supersedes") for column in table.c} - {"id", "proposal_id"}

    assert columns == {field.name for field in fields(fact)} - {"id", *declared.beside}
    assert declared.table in APPEND_ONLY


def test_every_kind_of_fact_is_declared() -> None:
    assert set(get_args(Fact)) == set(FACTS)


def test_everybody_whom_a_fact_names_is_known(database: Database) -> None:
    assert people_of(everything(database)) == {KARA, ANN, DEV}
    assert people_of(added(database, first=replace(revision(), owner="U0OWNER"))) == {KARA, "U0OWNER"}
