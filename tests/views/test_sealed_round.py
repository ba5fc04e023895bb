"""Do lists of proposals tell of a sealed round who has answered, and nothing of what?"""

from handlers.views.blocks.proposal.brief import brief
from tests.views.every_sealed import OPENED, SEALED
from tests.views.views import view_of


def test_a_list_counts_sealed_answers_and_no_consents() -> None:
    line = brief(view_of(SEALED)).splitlines()[1]

    assert line == "🔒 Waits for 6 partners (for 3 days) · 2 of 8 have answered"


def test_a_list_counts_consents_from_the_opening_on() -> None:
    assert brief(view_of(OPENED)).endswith("1 of 8 consent")
