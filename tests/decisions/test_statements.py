"""Is each statement of a partner declared once, and does a replay know when it could be made?"""

from dataclasses import fields
from typing import Any

import pytest

from decisions.log.log_kinds import LOG_KINDS
from decisions.proposal.facts import FACTS, with_fact
from decisions.proposal.statements import counted, of_the_decision, of_the_matter
from decisions.replay.replay import KNOWN_KINDS
from decisions.said.correction import Correction
from decisions.said.opinion import Opinion
from decisions.said.statements import STATEMENTS, Statement, does, how_many_stand
from tests import outside
from tests.cast import ANN, DEV, KARA, MONDAY, proposal
from tests.decisions.logs import AGREED, CONSENTS, FOUNDING, HARBOUR, RAISED, Event, doubts, entries, said, said_of

every_kind = pytest.mark.parametrize("which", STATEMENTS)
TEN: Event = ("settings_changed", {"actor": KARA, "correction_days": 10})
DECIDED = (TEN, RAISED, *CONSENTS, (AGREED[0], {**AGREED[1], "correct_by": "2026-11-16"}))


def stated(which: type[Statement], by: str = ANN) -> Event:
    kind = STATEMENTS[which].logged_as
    more: dict[str, Any] = dict.fromkeys(LOG_KINDS[kind].fields.keys() - {"number", "revision"}, "Wet")
    return said(kind, HARBOUR, by, **more)


@every_kind
def test_it_is_a_fact_with_words_in_the_log(which: type[Statement]) -> None:
    declared = STATEMENTS[which]

    assert FACTS[which].kind_of(None) == declared.logged_as
    assert LOG_KINDS[declared.logged_as].fields.keys() >= {"number", "revision", "words"}
    assert {each.name for each in fields(which)} >= {"partner_id", "by", "at", "words"}


def test_a_statement_says_what_its_partner_does() -> None:
    corrects, views = Correction(2, ANN, MONDAY, "Wet"), Opinion(2, 1, ANN, MONDAY, "Wet")

    assert (does(corrects), does(views)) == ("corrects the record", "gave its view of it")
    assert does(corrects, record="the record of No. 12") == "corrects the record of No. 12"
    assert does(views, matter="No. 12") == "gave its view of No. 12"


def test_a_replay_knows_every_kind_of_entry() -> None:
    """What a replay passes over could be anything; nothing follows from what was only seen."""
    assert LOG_KINDS.keys() - KNOWN_KINDS == {"recorded_word_seen"}


@every_kind
def test_the_log_of_one_is_doubted_at_another_time_or_of_another_partner(which: type[Statement]) -> None:
    at_its_time, at_another = (DECIDED, (RAISED,)) if STATEMENTS[which].is_of_decision else ((RAISED,), DECIDED)
    sound, late, by_another = (
        (*at_its_time, stated(which)),
        (*at_another, stated(which)),
        (*at_its_time, stated(which, DEV)),
    )

    assert [len(doubts(*events)) for events in (sound, late, by_another)] == [0, 1, 1]
    assert "does not speak for Harbour" in doubts(*by_another)[0]
    too_late = "corrects the record of No. 1, when nobody could", "is about No. 1, which had ended"
    assert said_of(doubts(*late))[0] in too_late
    assert [holds(*events) for events in (sound, late, by_another)] == [True, False, False]


def holds(*events: Event) -> bool:
    """Ask the script for people without our code."""
    return outside.verdict(outside.export(entries(*FOUNDING, *events)))[0]


@pytest.mark.parametrize("before", [(RAISED,), DECIDED])
def test_the_outside_script_takes_a_partners_words_of_any_kind_for_its_own_only(before: tuple[Event, ...]) -> None:
    assert holds(*before, said("partner_thanked", HARBOUR, ANN, words="Wet"))
    assert not holds(*before, said("partner_thanked", HARBOUR, DEV, words="Wet"))


def test_the_outside_script_lets_nothing_pass_for_mere_words() -> None:
    taken_back = said("consent_taken_back", HARBOUR, ANN, words="Wet")
    events = (RAISED, *CONSENTS, taken_back, AGREED)

    holds, why = outside.verdict(outside.export(entries(*FOUNDING, *events)))

    assert not holds
    assert "without the consent of Harbour" in why


def test_of_a_matter_the_newest_of_each_partner_stands_and_of_a_decision_all() -> None:
    told = proposal()
    for each in (Correction(2, ANN, MONDAY, "A"), Opinion(2, 1, ANN, MONDAY, "B"), Opinion(3, 1, DEV, MONDAY, "C")):
        told = with_fact(told, each)
    for each in (Opinion(2, 1, ANN, MONDAY, "D"), Correction(2, ANN, MONDAY, "E")):
        told = with_fact(told, each)

    assert [each.words for each in of_the_matter(told)] == ["D", "C"]
    assert [each.words for each in of_the_decision(told)] == ["A", "E"]
    assert [(kind.name, count) for kind, count in counted(told.statements)] == [("view", 3), ("correction", 2)]
    assert how_many_stand(STATEMENTS[Correction], 1) == "1 correction stands"
    assert how_many_stand(STATEMENTS[Correction], 2) == "2 corrections stand"
