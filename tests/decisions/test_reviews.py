"""Who may say what came of a decision, and does it change nothing about the decision itself?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.afterwards import review_refusal
from decisions.afterwards.review import (
    is_looked_at_for_its_end,
    is_near,
    refuse_if_it_changed_the_alliance,
    refuse_while_it_is_changed,
    review,
    review_due_on,
)
from decisions.alliance.membership import AllianceCloses
from decisions.proposal import proposal_refusal
from decisions.proposal.outcome import status
from decisions.proposal.proposal import Agreement, Proposal, Review
from decisions.texts import change_refusal, text_refusal
from decisions.texts.topics import LONGEST_TOPIC, MOST_TOPICS, refuse_unless_topics_fit, topics
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.refused import refused

AGREED = Agreement(1, MONDAY, tuple(partner.id for partner in ALLIANCE.partners))
NEXT = date(2027, 5, 3)


def decision() -> Proposal:
    return proposal(agreement=AGREED, revisions=(revision(review_on=date(2026, 12, 1)),))


def looks(told: Proposal, by: str = KARA, newer: int | None = None, review_on: date | None = NEXT) -> Review:
    return review(told, ALLIANCE, newer, by=by, at=MONDAY, note=" It went well. ", review_on=review_on)


def test_managers_and_representatives_keep_a_decision() -> None:
    for by in (KARA, ANN):
        assert looks(decision(), by) == Review(by, MONDAY, "It went well.", NEXT)


def test_a_review_changes_nothing_but_when_it_is_looked_at_next() -> None:
    told = decision()
    assert review_due_on(told) == date(2026, 12, 1)

    kept = replace(told, reviews=(looks(told), looks(told, review_on=None)))

    assert review_due_on(kept) is None
    assert status(kept, ALLIANCE) == status(told, ALLIANCE)
    assert kept.current == told.current


@pytest.mark.parametrize(
    ("told", "by", "newer", "review_on", "because"),
    [
        (decision(), OUTSIDER, None, NEXT, "not named as one yet"),
        (proposal(), KARA, None, NEXT, "is not a decision"),
        (decision(), KARA, 14, NEXT, "superseded by No. 14"),
        (decision(), KARA, None, MONDAY.date(), "has come already"),
        (decision(), KARA, None, MONDAY.date() - timedelta(days=1), "has come already"),
    ],
)
def test_what_can_not_be_reviewed_is_told(
    told: Proposal, by: str, newer: int | None, review_on: date, because: str
) -> None:
    with pytest.raises(Refusal, match=because):
        looks(told, by, newer, review_on)


@given(st.lists(st.text(alphabet="aAbB #", max_size=6), max_size=8))
def test_a_topic_counts_once_however_it_is_written(typed: list[str]) -> None:
    found = topics(", ".join(typed))

    assert len({topic.casefold() for topic in found}) == len(found)
    assert all(topic == " ".join(topic.split()) and topic for topic in found)
    assert topics(", ".join(found)) == found


def test_too_many_or_too_long_topics_are_told() -> None:
    refuse_unless_topics_fit(tuple("abcdefgh"))
    for named in (tuple("abcdefghi"), ("x" * (LONGEST_TOPIC + 1),)):
        with pytest.raises(Refusal, match=f"at most {MOST_TOPICS} topics"):
            refuse_unless_topics_fit(named)


def test_a_decision_is_looked_at_next_as_the_newest_review_says() -> None:
    days = [date(2027, 5, 3), date(2027, 11, 1), date(2028, 5, 1)]
    kept = replace(decision(), reviews=tuple(looks(decision(), review_on=day) for day in days))

    assert review_due_on(kept) == days[-1]
    assert review_due_on(proposal(agreement=AGREED)) is None


def test_a_decision_is_looked_at_again_on_a_later_day_of_the_alliance() -> None:
    # Thursday already in Glasgow.
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    next_day = review(decision(), ALLIANCE, None, by=ANN, at=at, note="", review_on=date(2026, 7, 3))

    assert next_day == Review(ANN, at, "", date(2026, 7, 3))
    with refused(review_refusal.review_must_be_later()):
        review(decision(), ALLIANCE, None, by=ANN, at=at, note="", review_on=date(2026, 7, 2))


@pytest.mark.parametrize(
    ("beds", "note", "newer", "because"),
    [
        (decision(), "x" * 3001, None, refusal.too_long("note", 3000, 3001)),
        (decision(), "", 14, proposal_refusal.superseded_already("", 12, 14)),
        (proposal(), "", None, review_refusal.nothing_to_review(12)),
    ],
)
def test_why_a_decision_is_not_reviewed_is_told(beds: Proposal, note: str, newer: int | None, because: Refusal) -> None:
    with refused(because):
        review(beds, ALLIANCE, newer, by=ANN, at=MONDAY, note=note, review_on=None)


def test_a_review_may_have_3000_characters() -> None:
    kept = review(decision(), ALLIANCE, None, by=ANN, at=MONDAY, note="x" * 3000, review_on=None)

    assert kept.note == "x" * 3000


def test_topics_are_typed_with_commas_semicolons_or_on_lines() -> None:
    assert topics("Winter; emergency   beds\n# Harbour, #XL tents#,, WINTER, straße,STRASSE") == (
        "Winter",
        "emergency beds",
        "Harbour",
        "XL tents#",
        "straße",
    )


def test_a_topic_has_at_most_40_characters() -> None:
    refuse_unless_topics_fit(("x" * 40,))
    with refused(text_refusal.topics_do_not_fit(8, 40)):
        refuse_unless_topics_fit(("x" * 41,))


def test_a_review_is_near_from_two_weeks_before_its_day() -> None:
    assert [is_near(NEXT, NEXT - timedelta(days=days)) for days in (15, 14, 0, -1)] == [False, True, True, True]


def test_what_changed_the_alliance_is_changed_in_a_window_of_its_own() -> None:
    refuse_if_it_changed_the_alliance(decision())

    with refused(change_refusal.proposed_in_its_window("", 12)):
        refuse_if_it_changed_the_alliance(replace(decision(), change=AllianceCloses()))


@pytest.mark.parametrize(
    ("review_on", "tried_until", "today", "for_its_end"),
    [
        # With no other day it is listed for its end, however far that is.
        (None, NEXT, date(2026, 12, 1), True),
        (date(2027, 1, 5), NEXT, date(2026, 12, 1), False),
        (date(2027, 1, 5), NEXT, NEXT - timedelta(days=15), False),
        (date(2027, 1, 5), NEXT, NEXT - timedelta(days=14), True),
        (date(2027, 1, 5), NEXT, NEXT, True),
        (None, None, NEXT, False),
    ],
)
def test_a_trial_is_looked_at_for_its_end(
    review_on: date | None, tried_until: date | None, today: date, *, for_its_end: bool
) -> None:
    tried = proposal(agreement=AGREED, revisions=(revision(review_on=review_on, tried_until=tried_until),))

    assert is_looked_at_for_its_end(tried, today) == for_its_end


def test_one_text_at_a_time_is_put_in_the_place_of_a_decision() -> None:
    refuse_while_it_is_changed(decision(), None)

    with refused(change_refusal.changed_already_by(12, 14)):
        refuse_while_it_is_changed(decision(), 14)
