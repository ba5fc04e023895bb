"""Does Slack take every window, however many there are to choose from and however long they are called?"""

from dataclasses import replace

import pytest

from decisions.alliance.alliance import Partner
from decisions.alliance.matter import Decider, MatterClass, Matters
from handlers.views.answers import report
from handlers.views.blocks.kit import View
from handlers.views.windows.answers.interest_windows import Typed, declaration_window
from handlers.views.windows.people import partner_windows
from handlers.views.windows.set_up import delegation_window, matter_windows
from handlers.views.windows.texts import proposal_window
from handlers.views.windows.texts.paper_fields import PaperChoice
from handlers.views.windows.texts.prefilled import Prefilled
from sandbox.block_kit import check_view
from tests.cast import ALLIANCE, HARBOUR, KARA
from tests.views.card_texts import held_proposal
from tests.views.matter_texts import TODAY, UNTIL
from tests.views.views import view_of
from tests.views.window_texts import windows

MANY = range(1, 121)
PARTNERS = tuple(Partner(number, f"{number} {'Housing ' * 9}Trust", (KARA,)) for number in MANY)
CLASSES = tuple(
    MatterClass(f"Repairs {number}".ljust(60, "s"), Decider.MANAGER, number, each=5, in_all=20, until=UNTIL)
    for number in MANY
)
LARGE = replace(ALLIANCE, partners=PARTNERS, matters=Matters(CLASSES))


LONG = "Ten winter beds " * 9


def crowded() -> dict[str, View]:
    matters = {str(number): f"No. {number} · {LONG}" for number in MANY}
    papers = PaperChoice(choices=[("F1", f"{LONG}.pdf")], ticked=["F1"], takes_more=True)
    typed = Prefilled(papers=papers, matters=LARGE.matters, supersedes=(7, LONG))
    return {
        "report": report.report_window(view_of(held_proposal()), PARTNERS),
        "leaves": partner_windows.leaves_window(LARGE),
        "matter": matter_windows.matter_window(LARGE),
        "delegated": delegation_window.delegated_window(LARGE, TODAY),
        "declaration": declaration_window(LARGE, HARBOUR, matters, Typed()),
        "raise": proposal_window.raise_window(1, LARGE.name, typed),
    }


@pytest.mark.parametrize("name", [*windows()])
def test_slack_takes_every_window(name: str) -> None:
    check_view(windows()[name])


@pytest.mark.parametrize("name", [*crowded()])
def test_slack_takes_long_lists_of_long_names(name: str) -> None:
    check_view(crowded()[name])
