"""Is everything that is wrong in a window said at once?"""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from decisions.afterwards import review
from decisions.answers import question, report, response
from decisions.proposal.proposal import Agreement
from decisions.texts import revision
from decisions.words import refusal
from decisions.words.at_once import Several, at_once, by_field
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, KARA, MONDAY, proposal
from tests.decisions.refused import declined, refused

YESTERDAY = MONDAY.date() - timedelta(days=1)
LONG = "x" * 3001
DRAFT = revision.Draft(" ", "", {}, "", YESTERDAY, None, YESTERDAY, "", tuple("abcdefghi"))
MANAGED_BY_ANN = replace(ALLIANCE, operations_managers=(ANN,))
AGREED = proposal(agreement=Agreement(1, MONDAY, (1,)))


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (
            partial(revision.first_revision, ALLIANCE, DRAFT, None, by=KARA, at=MONDAY),
            ["title", "text", "benefit", "decide_by", "review_on", "topics"],
        ),
        (
            partial(
                response.objection, proposal(), ALLIANCE, by=ANN, revision=1, at=MONDAY, reason="", acceptable_if=LONG
            ),
            ["reason", "acceptable_if"],
        ),
        (
            partial(
                question.question, proposal(), ALLIANCE, by=ANN, revision=1, at=MONDAY, words=LONG, answer_by=YESTERDAY
            ),
            ["question", "answer_by"],
        ),
        (
            partial(report.report, proposal(), ALLIANCE, by=KARA, partner_id=99, revision=1, at=MONDAY, note=" "),
            ["partner", "note"],
        ),
        (
            partial(report.report, proposal(), MANAGED_BY_ANN, by=ANN, partner_id=2, revision=1, at=MONDAY, note=" "),
            ["partner", "note"],
        ),
        (
            partial(review.review, AGREED, ALLIANCE, None, by=KARA, at=MONDAY, note=LONG, review_on=date(2026, 1, 1)),
            ["note", "review_on"],
        ),
    ],
)
def test_every_field_that_can_not_stay_is_named(act: partial[object], fields: list[str]) -> None:
    several = declined(act)

    assert isinstance(several, Several)
    assert [each.field for each in by_field(several)] == fields


def declines(field: str | None) -> None:
    raise Refusal("No.", field=field)


def test_one_that_is_wrong_is_declined_as_it_is() -> None:
    with refused(Refusal("No.", field="title")):
        at_once(partial(declines, "title"), lambda: None)


def test_what_is_about_no_field_is_declined_by_itself() -> None:
    with refused(refusal.Refusal("No.")):
        at_once(partial(declines, "title"), partial(declines, None))


def test_what_is_wrong_reads_as_one_sentence_after_another() -> None:
    assert declined(lambda: at_once(partial(declines, "title"), partial(declines, "text"))).words == "No. No."


def test_what_passes_is_returned() -> None:
    assert at_once(lambda: 1, lambda: 2) == [1, 2]
