"""May all decide that not all decide something?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import LIMITED, SET, Decider, DeciderChange, MatterClass, Matters, OwnLimit
from decisions.alliance.membership import AllianceCloses, Change, change_fields, change_from_fields, title
from decisions.alliance.pounds import pounds, say_pounds
from decisions.proposal.part import needs_all
from decisions.set_up.matter_class import decider_change
from decisions.words import refusal
from decisions.words.at_once import Several, by_field
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, COUNCIL, HARBOUR, MONDAY, proposal
from tests.decisions.refused import declined, refused

TODAY = MONDAY.date()
UNTIL = date(2027, 6, 30)
ASKED: dict[str, Any] = {
    "name": "Small repairs",
    "decider": "manager",
    "partner_id": None,
    "each": "5,000",
    "in_all": "£20,000",
    "until": UNTIL,
}


def wanted(alliance: Alliance = ALLIANCE, **more: Any) -> DeciderChange:
    return decider_change(alliance, [], TODAY, **{**ASKED, **more})


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("50000", 50_000),
        ("50,000", 50_000),
        ("£50,000", 50_000),
        (" £ 7 ", 7),
        ("999,999,999", 999_999_999),
        ("", None),
    ],
)
def test_a_sum_is_read_as_people_write_it(words: str, amount: int | None) -> None:
    assert pounds("sum", words) == amount


@pytest.mark.parametrize(
    "words", ["fifty", "1.2m", "50,00", "0", "-5", "5,0000", "12.50", "1,000,000,000", "٣", "50 000"]
)
def test_what_is_no_sum_is_said_on_its_field(words: str) -> None:
    said = declined(lambda: pounds("sum", words))

    assert (said.field, said.words) == ("sum", "Please write a sum in whole pounds and figures, such as 50,000.")


@given(st.integers(1, 999_999_999))
def test_a_sum_is_read_as_it_is_written(amount: int) -> None:
    assert pounds("sum", say_pounds(amount)) == amount


def test_what_is_proposed_of_a_class_is_kept_to_the_letter() -> None:
    change = wanted()

    assert change == DeciderChange("Small repairs", "manager", each=5_000, in_all=20_000, until="2027-06-30")
    assert change_from_fields(change_fields(change)) == change
    assert title(change) == "Who decides: Small repairs"


def test_a_class_is_reserved_to_one_partner() -> None:
    limits: dict[str, Any] = {"each": "", "in_all": "", "until": None}

    change = wanted(decider="partner", partner_id=COUNCIL.id, **limits)

    assert (change.partner_id, change.partner) == (COUNCIL.id, COUNCIL.name)


NO_LIMITS: dict[str, Any] = {"each": "", "in_all": "", "until": None}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"name": " "}, refusal.missing("name", "what the matters are called, such as Small repairs")),
        ({"name": "x" * 61}, refusal.too_long("name", 60, 61)),
        ({"decider": "", **NO_LIMITS}, matter_refusal.nobody_chosen()),
        ({"decider": "all", **NO_LIMITS}, matter_refusal.decided_by_all_already("Small repairs")),
        ({"partner_id": COUNCIL.id}, matter_refusal.only_for_one_partner()),
        ({"decider": "partner", **NO_LIMITS}, matter_refusal.no_partner_chosen()),
        ({"each": ""}, refusal.missing("each", "a sum in whole pounds, such as 50,000")),
        ({"in_all": "much"}, matter_refusal.not_pounds("in_all")),
        ({"until": None}, matter_refusal.no_last_day()),
        ({"until": TODAY - timedelta(days=1)}, refusal.date_in_the_past("until")),
        ({"each": "30,000"}, matter_refusal.more_for_one_than_in_all()),
    ],
)
def test_what_can_not_be_is_refused(more: dict[str, Any], expected: Refusal) -> None:
    with refused(expected):
        wanted(**more)


def test_what_is_not_delegated_has_no_limits() -> None:
    several = by_field(declined(lambda: wanted(decider="partner", partner_id=COUNCIL.id)))

    assert [each.words for each in several] == [matter_refusal.only_for_delegation("each").words] * 3
    assert [each.field for each in several] == ["each", "in_all", "until"]


def test_a_name_may_have_60_characters_and_a_delegation_may_end_today() -> None:
    assert (wanted(name="x" * 60, until=TODAY).matter, wanted(until=TODAY).until) == ("x" * 60, TODAY.isoformat())


def test_two_open_proposals_about_a_class_would_contradict_each_other() -> None:
    said = declined(lambda: decider_change(ALLIANCE, [(9, wanted())], TODAY, **{**ASKED, "name": "small REPAIRS"}))

    assert (said.field, said.words[:5]) == ("name", "No. 9")
    others: list[tuple[int, Change]] = [(8, AllianceCloses()), (9, wanted(name="Rents"))]
    assert decider_change(ALLIANCE, others, TODAY, **ASKED) == wanted()


def test_nobody_steps_back_from_saying_who_decides() -> None:
    assert needs_all(proposal(change=wanted()), ALLIANCE)


def test_all_that_is_wrong_with_a_proposed_class_is_said_at_once() -> None:
    several = declined(lambda: wanted(name="", decider="", partner_id=COUNCIL.id, each="much", in_all="5", until=TODAY))

    assert isinstance(several, Several)
    assert [each.field for each in several.each] == ["name", "decider", "partner", "each", "in_all", "until"]
    nameless = by_field(declined(lambda: wanted(name="", decider="all", **NO_LIMITS)))
    assert nameless[1].words == matter_refusal.decided_by_all_already("This").words


def test_a_class_that_is_there_is_set_anew_but_not_to_what_stands() -> None:
    planning = MatterClass("Planning", Decider.PARTNER, 7, partner=COUNCIL.name)
    there = replace(ALLIANCE, matters=Matters((planning,)))
    none: dict[str, Any] = {"name": "planning", "each": "", "in_all": "", "until": None}

    with refused(matter_refusal.set_so_already("Planning")):
        wanted(there, decider="partner", partner_id=COUNCIL.id, **none)
    assert wanted(there, decider="partner", partner_id=HARBOUR.id, **none).matter == "Planning"
    assert wanted(there, decider="all", **none) == DeciderChange("Planning", "all")
    assert title(wanted(there, decider="all", **none)) == "Who decides again: Planning"
    assert wanted(there, name="planning").decider == "manager"


# What the log says of all of it, entry by entry.

PLANNING = {"matter": "Planning", "decider": "partner", "number": 3, "partner": COUNCIL.name}
REPAIRS = {"matter": "Repairs", "decider": "manager", "number": 4, "partner": "", "each": 5, "in_all": 6}
BOARD = {"partner": HARBOUR.name, "limit": 50_000, "who": "our board"}
CHAIR = {"partner": COUNCIL.name, "limit": 9, "who": "our chair"}
DELEGATED = MatterClass("Repairs", Decider.MANAGER, 4, "", 5, 6, UNTIL, MONDAY)
RESERVED = MatterClass("Planning", Decider.PARTNER, 3, COUNCIL.name, since=MONDAY)


def after(*events: tuple[str, dict[str, Any]]) -> Matters:
    matters = Matters()
    for kind, fields in events:
        matters = matters.after(kind, MONDAY.isoformat(), fields)
    return matters


def test_a_class_is_set_anew_or_given_back_to_all_beside_the_others() -> None:
    both = (SET, PLANNING), (SET, {**REPAIRS, "until": "2027-06-30"})

    assert after(*both).classes == (RESERVED, DELEGATED)
    assert after(*both, (SET, {**PLANNING, "number": 5, "partner": HARBOUR.name})).classes == (
        DELEGATED,
        replace(RESERVED, number=5, partner=HARBOUR.name),
    )
    assert after(*both, (SET, {**PLANNING, "decider": "all"})).classes == (DELEGATED,)


def test_a_limit_is_set_anew_or_taken_away_beside_the_others() -> None:
    both, chairs = ((LIMITED, BOARD), (LIMITED, CHAIR)), OwnLimit(COUNCIL.name, 9, "our chair")

    assert after(*both, (LIMITED, {**BOARD, "limit": 5})).limits == (chairs, OwnLimit(HARBOUR.name, 5, "our board"))
    assert after(*both, (LIMITED, {**BOARD, "limit": None, "who": ""})).limits == (chairs,)


def test_a_partner_keeps_its_matters_and_its_limit_under_another_name() -> None:
    renamed = "partner_renamed", {"before": COUNCIL.name, "partner": "The Council"}

    named = after(
        (SET, PLANNING), (SET, {**REPAIRS, "until": "2027-06-30"}), (LIMITED, BOARD), (LIMITED, CHAIR), renamed
    )

    assert named.classes == (replace(RESERVED, partner="The Council"), DELEGATED)
    assert named.limits == (OwnLimit(HARBOUR.name, 50_000, "our board"), OwnLimit("The Council", 9, "our chair"))
