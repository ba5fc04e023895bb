"""May all decide that not all decide something, and does nobody go beyond that?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import Decider, DelegatedDecision, MatterClass, Matters, MatterSet
from decisions.alliance.membership import change_fields, change_from_fields, title
from decisions.alliance.pounds import pounds, say_pounds
from decisions.proposal.part import needs_all
from decisions.set_up.whose_matter import delegated_decision, matter_set, what_is_wrong
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, COUNCIL, KARA, MONDAY, proposal
from tests.decisions.refused import declined

TODAY = MONDAY.date()
UNTIL = date(2027, 6, 30)
REPAIRS = MatterClass("Small repairs", Decider.MANAGER, 7, each=5_000, in_all=20_000, until=UNTIL)
DELEGATING = replace(ALLIANCE, matters=Matters((REPAIRS,)))
ASKED: dict[str, Any] = {
    "name": "Small repairs",
    "decider": "manager",
    "partner_id": None,
    "each": "5,000",
    "in_all": "£20,000",
    "until": UNTIL,
}
DECIDES: dict[str, Any] = {
    "by": KARA,
    "at": MONDAY,
    "matter": "Small repairs",
    "what": "A boiler",
    "why": "It broke.",
    "amount": "1,200",
}


def wanted(alliance: Alliance = ALLIANCE, **more: Any) -> MatterSet:
    return matter_set(alliance, [], TODAY, **{**ASKED, **more})


def decided(alliance: Alliance = DELEGATING, **more: Any) -> DelegatedDecision:
    return delegated_decision(alliance, **{**DECIDES, **more})


def with_made(*sums: int, under: int = 7) -> Alliance:
    made = tuple(
        DelegatedDecision(place, "Small repairs", under, "A boiler", "It broke.", one, KARA, MONDAY)
        for place, one in enumerate(sums, 1)
    )
    return replace(ALLIANCE, matters=Matters((REPAIRS,), made))


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
    refusal = declined(lambda: pounds("sum", words))

    assert (refusal.field, refusal.words) == ("sum", "Please write a sum in whole pounds and figures, such as 50,000.")


@given(st.integers(1, 999_999_999))
def test_a_sum_is_read_as_it_is_written(amount: int) -> None:
    assert pounds("sum", say_pounds(amount)) == amount


def test_what_is_proposed_of_a_class_is_kept_to_the_letter() -> None:
    change = wanted()

    assert change == MatterSet("Small repairs", "manager", each=5_000, in_all=20_000, until="2027-06-30")
    assert change_from_fields(change_fields(change)) == change
    assert title(change) == "Who decides: Small repairs"


def test_a_class_is_reserved_to_one_partner() -> None:
    limits: dict[str, Any] = {"each": "", "in_all": "", "until": None}

    change = wanted(decider="partner", partner_id=COUNCIL.id, **limits)

    assert (change.partner_id, change.partner) == (COUNCIL.id, COUNCIL.name)


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"name": " "}, "name", "Please write what the matters are called"),
        ({"name": "x" * 61}, "name", "at most 60"),
        ({"decider": ""}, "decider", "choose who decides"),
        ({"decider": "all", "each": "", "in_all": "", "until": None}, "decider", "all partners decide it already"),
        ({"partner_id": COUNCIL.id}, "partner", "Please leave this empty."),
        ({"decider": "partner", "each": "", "in_all": "", "until": None}, "partner", "whose matter it is by law"),
        ({"each": ""}, "each", "a sum in whole pounds"),
        ({"in_all": "much"}, "in_all", "a sum in whole pounds"),
        ({"until": None}, "until", "choose the last day"),
        ({"until": TODAY - timedelta(days=1)}, "until", "in the past"),
        ({"each": "30,000"}, "in_all", "more than all of them"),
        ({"decider": "partner", "partner_id": COUNCIL.id}, None, "Only what is delegated"),
    ],
)
def test_what_can_not_be_is_refused(more: dict[str, Any], field: str | None, words: str) -> None:
    refusal = declined(lambda: wanted(**more))

    assert words in refusal.words
    assert field in (None, refusal.field)


def test_two_open_proposals_about_a_class_would_contradict_each_other() -> None:
    refusal = declined(lambda: matter_set(ALLIANCE, [(9, wanted())], TODAY, **{**ASKED, "name": "small REPAIRS"}))

    assert (refusal.field, refusal.words[:5]) == ("name", "No. 9")


def test_nobody_steps_back_from_saying_who_decides() -> None:
    assert needs_all(proposal(change=wanted()), ALLIANCE)


def test_a_manager_decides_what_is_delegated() -> None:
    assert decided() == DelegatedDecision(1, "Small repairs", 7, "A boiler", "It broke.", 1_200, KARA, MONDAY)


@pytest.mark.parametrize(
    ("alliance", "more", "field", "words"),
    [
        (DELEGATING, {"by": ANN}, None, "decided by operations managers"),
        (ALLIANCE, {}, "matter", "Nothing is delegated now."),
        (DELEGATING, {"matter": "Rents"}, "matter", "no such class"),
        (DELEGATING, {"what": ""}, "what", "what was decided"),
        (DELEGATING, {"why": " "}, "why", "why it was decided so"),
        (DELEGATING, {"amount": ""}, "sum", "a sum in whole pounds"),
        (DELEGATING, {"amount": "5,001"}, "sum", "One decision may be about £5,000 at most."),
        (with_made(5_000, 5_000, 5_000, 4_000), {"amount": "1,001"}, "sum", "£1,000 is left of £20,000."),
        (DELEGATING, {"at": MONDAY + timedelta(days=300)}, "matter", "was delegated until 30 June 2027"),
    ],
)
def test_nothing_goes_beyond_what_is_delegated(
    alliance: Alliance, more: dict[str, Any], field: str | None, words: str
) -> None:
    refusal = declined(lambda: decided(alliance, **more))

    assert refusal.field == field
    assert words in refusal.words


@given(st.lists(st.tuples(st.integers(1, 7_000), st.integers(0, 400)), max_size=30))
def test_whatever_is_tried_the_limits_hold_and_the_log_says_the_same(tries: list[tuple[int, int]]) -> None:
    alliance = DELEGATING
    for amount, days in tries:
        at = MONDAY + timedelta(days=days)
        matters = alliance.matters
        forged = DelegatedDecision(len(matters.made) + 1, "Small repairs", 7, "It", "So", amount, KARA, at)
        try:
            made = decided(alliance, amount=str(amount), at=at)
        except Refusal:
            assert what_is_wrong(alliance, forged)
            continue
        assert not what_is_wrong(alliance, made)
        alliance = replace(alliance, matters=replace(matters, made=(*matters.made, made)))

    spent = [each.sum for each in alliance.matters.made]
    assert sum(spent) + alliance.matters.left(REPAIRS) == 20_000
    assert alliance.matters.left(REPAIRS) >= 0
    assert all(each.sum <= 5_000 and each.at.date() <= UNTIL for each in alliance.matters.made)


def test_another_decision_about_the_class_begins_anew() -> None:
    alliance = with_made(5_000, 5_000, under=6)

    assert alliance.matters.left(REPAIRS) == 20_000
