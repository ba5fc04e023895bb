"""What does Accord say about whose matter something is? For the page of all texts."""

from dataclasses import replace
from datetime import date
from typing import Any

from decisions.alliance.matter import (
    Decider,
    DeciderChange,
    DecisionTakenBack,
    DelegatedDecision,
    MatterClass,
    Matters,
    OwnLimit,
)
from decisions.proposal.proposal import Agreement, Proposal
from decisions.said.opinion import Opinion
from handlers.views.blocks.kit import View
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.set_up.matters import Told
from handlers.views.set_up.taking_back import taking_back_window
from handlers.views.windows.set_up import delegation_window, matter_windows
from tests.cast import ALLIANCE, ANN, COUNCIL, HARBOUR, KARA, MONDAY, NAMES, proposal, revision
from tests.views.views import view_of

UNTIL = date(2027, 6, 30)
TODAY = MONDAY.date()
CLASSES = (
    MatterClass("Planning", Decider.PARTNER, 5, COUNCIL.name),
    MatterClass("Small repairs", Decider.MANAGER, 7, each=5_000, in_all=20_000, until=UNTIL),
)
MADE = (DelegatedDecision(1, "Small repairs", 7, "A new boiler", "The old one broke.", 1_200, KARA, MONDAY),)
BACK = DecisionTakenBack(1, KARA, MONDAY, "The guarantee pays for it.")
TAKEN_BACK = replace(ALLIANCE, matters=Matters(CLASSES, (replace(MADE[0], taken_back=BACK),)))
WITH_MATTERS = replace(ALLIANCE, matters=Matters(CLASSES, MADE))
LIMITED = {"partner": HARBOUR.name, "by": ANN, "limit": 50_000, "who": "our board"}
LIMIT = OwnLimit(HARBOUR.name, 50_000, "our board")
SETS = (
    DeciderChange("Small repairs", "manager", each=5_000, in_all=20_000, until="2027-06-30"),
    DeciderChange("Planning", "partner", COUNCIL.id, COUNCIL.name),
    DeciderChange("Planning", "all"),
)


PLAN = proposal(
    revisions=(revision(matter="Planning"),),
    statements=(Opinion(HARBOUR.id, 1, ANN, MONDAY, "The ground is wet in winter."),),
)
DECIDED_ALONE = replace(PLAN, agreement=Agreement(1, MONDAY, (COUNCIL.id,), reserved_to=COUNCIL.id))


def reserved(told: Proposal = PLAN) -> ProposalView:
    """Put a plan that is Council's own matter, of which Harbour has given its view."""
    names = {partner.id: partner.name for partner in ALLIANCE.partners}
    return replace(
        view_of(told, WITH_MATTERS), alliance=replace(WITH_MATTERS, partners=(COUNCIL,)), partner_names=names
    )


def messages() -> dict[str, tuple[Any, dict[str, Any]]]:
    return {
        "delegated_decision_made": (Told(WITH_MATTERS, NAMES), {"decision": 1, "by": KARA}),
        "delegated_decision_taken_back": (Told(TAKEN_BACK, NAMES), {"decision": 1, "by": KARA}),
        "own_limit_set": (Told(WITH_MATTERS, NAMES), LIMITED),
        "view": (reserved(), {"view": 0}),
        "view_receipt": (reserved(), {"view": 0}),
    }


def windows() -> dict[str, View]:
    return {
        "matters_window": matter_windows.matters_window(ALLIANCE, TODAY, is_manager=False),
        "matters_window, for a manager": matter_windows.matters_window(WITH_MATTERS, TODAY, is_manager=True),
        "matter_window": matter_windows.matter_window(ALLIANCE),
        "opinion_window": matter_windows.opinion_window(reserved()),
        "limit_window": matter_windows.limit_window(1, HARBOUR, LIMIT),
        "taking_back_window": taking_back_window(WITH_MATTERS, MADE[0]),
        "delegated_window": delegation_window.delegated_window(WITH_MATTERS, TODAY),
    }
