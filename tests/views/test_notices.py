"""Does anybody take a text for decided to which all consent, and which is not to be decided yet?"""

from dataclasses import replace
from datetime import UTC, date, datetime

from decisions.proposal.proposal import Proposal
from handlers.views.blocks.proposal.brief import brief
from handlers.views.card.proposal_card import card
from handlers.views.windows.texts.history_window import history_window
from tests.cast import LEADS, proposal, revision
from tests.reading import read_message, read_window
from tests.views.views import consent, view_of

FIRST = date(2026, 11, 16)
LATER = datetime(2026, 11, 16, 9, tzinfo=UTC)


def told(count: int, earliest: date | None = FIRST) -> Proposal:
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS[:count], start=1))
    return proposal(responses=answers, revisions=(revision(earliest_on=earliest),))


def test_the_card_says_what_it_waits_for() -> None:
    seven, everybody = view_of(told(7)), view_of(told(8))

    assert "not to be decided before 16 November 2026" in read_message(card(seven))
    assert "if all still consent" not in read_message(card(seven))
    assert "8 of 8 partners consent · decided on 16 November if all still consent" in read_message(card(everybody))
    assert "· not to be decided before 16 November 2026" in brief(everybody)
    assert "Not to be decided before 16 November 2026" in read_window(history_window(everybody))


def test_when_the_day_has_begun_or_is_not_named_nothing_is_said_of_it() -> None:
    for shown in (view_of(told(7), now=LATER), view_of(told(7, None))):
        assert "before" not in read_message(card(shown)) + brief(shown)
    assert "before" not in read_window(history_window(replace(view_of(told(7, None)))))
