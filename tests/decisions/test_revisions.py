"""What may be raised, amended and withdrawn, and by whom?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import rights_refusal
from decisions.answers import answer_refusal
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Agreement, Proposal, Revision, Withdrawal
from decisions.texts import change_refusal, text_refusal
from decisions.texts.revision import Draft, Superseded, amendment, first_revision, withdrawal
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, BENEFIT, CAT, KARA, LEADS, MONDAY, OUTSIDER, TEXT, proposal, revision, typed
from tests.decisions.refused import refused

TODAY = MONDAY.date()
YESTERDAY = TODAY - timedelta(days=1)
LATER = MONDAY + timedelta(days=1)
IN_FORCE = Superseded(is_agreed=True)
WHOLE: dict[str, Any] = {
    "text": TEXT,
    "rich_text": typed(TEXT),
    "benefit": BENEFIT,
    "decide_by": date(2026, 11, 20),
    "review_on": date(2027, 5, 3),
    "supersedes": 3,
    "owner": ANN,
    "topics": ("winter", "beds"),
}
RAISED_BY_ANN = proposal(
    author=ANN, revisions=(Revision(number=1, title="Ten winter beds", by=ANN, at=MONDAY, **WHOLE),)
)


def typing(field: str, value: object) -> dict[str, Any]:
    return {field: value}


def draft(**more: Any) -> Draft:
    return Draft(**{"title": "Ten winter beds", **WHOLE, **more})


def raises(by: str = ANN, at: datetime = MONDAY, superseded: Superseded | None = IN_FORCE, **more: Any) -> Revision:
    return first_revision(ALLIANCE, draft(**more), superseded, by=by, at=at)


def amends(beds: Proposal = RAISED_BY_ANN, by: str = ANN, seen: int = 1, **more: Any) -> Revision:
    return amendment(beds, ALLIANCE, draft(**more), IN_FORCE, by=by, revision=seen, at=LATER)


def withdraws(beds: Proposal = RAISED_BY_ANN, by: str = ANN, reason: str = " We found another way. ") -> Withdrawal:
    return withdrawal(beds, ALLIANCE, by=by, reason=reason, at=LATER)


def test_what_is_raised_is_what_was_typed_but_for_blanks() -> None:
    put = raises(title="  Ten \n winter  beds ", text=f" {TEXT}\n", benefit=f"\n{BENEFIT} ")

    assert put == RAISED_BY_ANN.current


def test_managers_and_every_representative_may_raise() -> None:
    assert [raises(by).by for by in (KARA, ANN, BEN)] == [KARA, ANN, BEN]
    with refused(rights_refusal.may_not_raise(ALLIANCE)):
        raises(OUTSIDER)


@pytest.mark.parametrize(
    ("field", "limit", "what"),
    [
        ("title", 150, "a title, so that people can tell it from the others"),
        ("text", 12000, "what you propose"),
        ("benefit", 3000, "why this is best for people"),
    ],
)
def test_every_text_is_needed_and_has_a_limit(field: str, limit: int, what: str) -> None:
    assert getattr(raises(**typing(field, "x" * limit)), field) == "x" * limit
    with refused(refusal.too_long(field, limit, limit + 1)):
        raises(**typing(field, "x" * (limit + 1)))
    with refused(refusal.missing(field, what)):
        raises(**typing(field, " \n"))


@pytest.mark.parametrize("field", ["decide_by", "review_on"])
def test_a_wished_day_is_today_or_later(field: str) -> None:
    assert getattr(raises(**typing(field, TODAY)), field) == TODAY
    with refused(refusal.date_in_the_past(field)):
        raises(**typing(field, YESTERDAY))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 23))
def test_today_is_the_alliances_day(day: date, hour: int) -> None:
    at = datetime(2026, 7, 2, hour, 30, tzinfo=UTC)
    # In summer Glasgow's day begins an hour before that of UTC.
    here = date(2026, 7, 3) if hour == 23 else date(2026, 7, 2)

    if day >= here:
        assert raises(at=at, decide_by=day).decide_by == day
    else:
        with refused(refusal.date_in_the_past("decide_by")):
            raises(at=at, decide_by=day)


def test_a_proposal_needs_no_day_and_supersedes_nothing_by_itself() -> None:
    put = raises(superseded=None, decide_by=None, review_on=None, supersedes=None)

    assert (put.decide_by, put.review_on, put.supersedes) == (None, None, None)


@pytest.mark.parametrize(
    ("known", "because"),
    [
        (None, proposal_refusal.not_a_decision("supersedes", 3)),
        (Superseded(is_agreed=False), proposal_refusal.not_a_decision("supersedes", 3)),
        (Superseded(is_agreed=True, by=7), proposal_refusal.superseded_already("supersedes", 3, 7)),
        (Superseded(is_agreed=True, is_change=True), change_refusal.proposed_in_its_window("supersedes", 3)),
    ],
)
def test_only_a_decision_in_force_is_superseded(known: Superseded | None, because: Refusal) -> None:
    with refused(because):
        raises(superseded=known)
    with refused(because):
        amendment(RAISED_BY_ANN, ALLIANCE, draft(title="Other"), known, by=ANN, revision=1, at=LATER)


def test_topics_have_to_fit() -> None:
    with refused(text_refusal.topics_do_not_fit(8, 40)):
        raises(topics=tuple("abcdefghi"))


def test_the_author_and_managers_amend_each_time_with_the_next_number() -> None:
    first = amends(text="New")
    beds = replace(RAISED_BY_ANN, revisions=(*RAISED_BY_ANN.revisions, first))

    second = amends(beds, by=KARA, seen=2)

    assert first == replace(RAISED_BY_ANN.current, number=2, text="New", at=LATER)
    assert second == replace(RAISED_BY_ANN.current, number=3, by=KARA, at=LATER)


def test_an_amendment_changes_something_whoever_sends_it_and_when() -> None:
    for by in (ANN, KARA):
        with refused(refusal.nothing_changed("text")):
            amends(by=by)


@pytest.mark.parametrize("field", ["title", "text", "benefit", "owner"])
def test_any_field_may_be_amended(field: str) -> None:
    assert getattr(amends(**typing(field, "New")), field) == "New"


def test_an_amendment_of_an_outdated_text_asks_again() -> None:
    beds = replace(RAISED_BY_ANN, revisions=(*RAISED_BY_ANN.revisions, revision(2)))

    with refused(answer_refusal.outdated_text(12)):
        amends(beds, seen=1)


@pytest.mark.parametrize("field", ["decide_by", "review_on", "earliest_on"])
def test_a_day_that_passed_meanwhile_may_stay_and_no_other_may_come(field: str) -> None:
    beds = replace(RAISED_BY_ANN, revisions=(replace(RAISED_BY_ANN.current, **typing(field, YESTERDAY)),))

    assert getattr(amends(beds, text="New", **typing(field, YESTERDAY)), field) == YESTERDAY
    with refused(refusal.date_in_the_past(field)):
        amends(beds, text="New", **typing(field, YESTERDAY - timedelta(days=1)))
    with refused(refusal.date_in_the_past(field)):
        amends(text="New", **typing(field, TODAY))


def test_only_the_author_and_managers_amend_and_withdraw() -> None:
    for by in (BEN, CAT, OUTSIDER):
        with refused(rights_refusal.may_not_steer(12, "amend", ANN, ALLIANCE)):
            amends(by=by, text="New")
        with refused(rights_refusal.may_not_steer(12, "withdraw", ANN, ALLIANCE)):
            withdraws(by=by)


def test_a_withdrawal_keeps_who_when_and_why() -> None:
    assert [withdraws(by=by) for by in (ANN, KARA)] == [
        Withdrawal(by, LATER, "We found another way.") for by in (ANN, KARA)
    ]
    assert withdraws(reason="x" * 3000).reason == "x" * 3000


@pytest.mark.parametrize(
    ("reason", "because"),
    [
        (" ", refusal.missing("reason", "why it is withdrawn; everybody will see it")),
        ("x" * 3001, refusal.too_long("reason", 3000, 3001)),
    ],
)
def test_a_withdrawal_needs_a_reason_that_fits(reason: str, because: Refusal) -> None:
    with refused(because):
        withdraws(reason=reason)


def test_final_is_final() -> None:
    agreed = replace(RAISED_BY_ANN, agreement=Agreement(1, LATER, tuple(range(1, len(LEADS) + 1))))
    withdrawn = replace(RAISED_BY_ANN, withdrawal=Withdrawal(ANN, LATER, "No"))

    for beds, because in (
        (agreed, proposal_refusal.already_agreed(12, LATER.date())),
        (withdrawn, proposal_refusal.already_withdrawn(12, LATER.date())),
    ):
        with refused(because):
            amends(beds, text="New")
        with refused(because):
            withdraws(beds)
