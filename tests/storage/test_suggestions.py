"""Are suggestions, and what is said to them beforehand, read back as they were stored, and logged?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import AnswerBeforehand, Kind, Proposal, Response, Settlement
from decisions.texts import suggestion
from decisions.texts.suggestion import Cure
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.proposals import facts, proposals
from tests.cast import ANN, CAT, KARA, MONDAY, revision, typed
from tests.databases import on_both_databases

pytestmark = on_both_databases
CURE = "Ten beds and a nurse."


def with_a_suggestion(connection: Connection, alliance: Alliance, told: Proposal) -> Proposal:
    """Ann of Harbour objects, suggests a text and would consent to it; Cat of the Council would, and would not."""
    against = Response(2, 1, Kind.OBJECTION, ANN, MONDAY, reason="No nurse")
    told = facts.add(connection, alliance, told, against)
    cure = suggestion.suggestion(told, told.responses[-1], Cure(CURE, typed(CURE), consents=False))
    told = facts.add(connection, alliance, told, cure)
    anns, cats, taken_back = (
        AnswerBeforehand(partner, 1, kind, by, MONDAY, settled_by=ends, text_sha256=cure.text_sha256)
        for partner, kind, by, ends in (
            (2, Kind.CONSENT, ANN, Settlement.TEXT),
            (1, Kind.CONSENT, CAT, None),
            (1, Kind.UNDO, CAT, None),
        )
    )
    for said in (anns, cats, taken_back):
        told = facts.add(connection, alliance, told, said)
    return told


def named_as_the_document_says(fields: Mapping[str, Any]) -> str:
    """Name a text from nothing but its entry (docs/decision-log.md)."""
    parts = (
        "title",
        "text",
        "rich_text",
        "benefit",
        "decide_by",
        "in_force_on",
        "tried_until",
        "earliest_on",
        "review_on",
        "supersedes",
        "owner",
        "topics",
        "template",
        "filled",
    )
    named = {part: fields[part] for part in parts if fields.get(part)}
    written = json.dumps(named, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def read(connection: Connection, told: Proposal) -> Proposal:
    return proposals.load(connection, told.id)


def test_they_are_read_back_in_the_order_of_saying(database: Database) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        told = with_a_suggestion(connection, alliance, facts.add_proposal(connection, alliance, revision()))

    with database.snapshot() as connection:
        found = read(connection, told)
        broken = decision_log.first_broken_entry(connection, 1)

    assert found == told
    assert [said.kind for said in found.beforehand] == [Kind.CONSENT, Kind.CONSENT, Kind.UNDO]
    assert suggestion.would_consent(found, told.suggestions[0].text_sha256).keys() == {2}
    assert broken is None


def test_what_was_taken_names_it_and_what_counts_tells_when_it_was_said(database: Database) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        told = with_a_suggestion(connection, alliance, facts.add_proposal(connection, alliance, revision()))
        amended = suggestion.taking(told, alliance, None, told.suggestions[0], by=KARA, at=MONDAY)
        (counted,) = suggestion.that_count(told, alliance, amended)
        told = facts.add(connection, alliance, told, amended)
        told = facts.add(connection, alliance, told, counted)

    with database.snapshot() as connection:
        found = read(connection, told)
        *_, taken, consent = decision_log.entries(connection, 1)

    assert found == told
    assert found.current.suggestion == told.suggestions[0].id
    assert taken.fields["suggested_by"] == "Harbour Shelter"
    assert taken.fields["text_sha256"] == consent.fields["text_sha256"] == found.current.text_sha256
    assert taken.fields["text_sha256"] == named_as_the_document_says(taken.fields)
    assert consent.fields["said_at"] == "2026-11-02T09:00:00.000000+00:00"
    assert replace(found.responses[-1], id=0) == counted
