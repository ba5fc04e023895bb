"""Of which bundles are the pictures of the tests made?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from decisions.bundle.bundle_refusal import BundleChanged, BundleDecides
from decisions.proposal.proposal import Agreement, Proposal, Withdrawal
from decisions.said.bundled import Unbundled
from handlers.views.card.bundle import AskedOfBundle, Bundle
from handlers.views.messages.reminder import Waiting
from handlers.views.windows.answers import bundle_windows
from tests.cast import ALLIANCE, ANN, BEN, DEV, HARBOUR, KARA, MONDAY, proposal, revision
from tests.views.views import consent, objection, view_of


def small(number: int, title: str = "Order paper", **more: Any) -> Proposal:
    text = revision(title=title, text=f"{title} before winter.", decide_by=None)
    return proposal(number, id=number, **{"revisions": (text,), **more})


THERE = [view_of(small(11)), view_of(small(12, "Paint the door", responses=(consent(2, ANN),)))]
OUT = [
    view_of(small(13, agreement=Agreement(1, MONDAY, tuple(partner.id for partner in ALLIANCE.partners)))),
    view_of(small(14, unbundled=(Unbundled(1, 1, DEV, MONDAY),))),
    view_of(small(15, responses=(objection(2, BEN, "Too dear"),))),
    view_of(small(16, revisions=(revision(), revision(2, "Two doors.")))),
    view_of(small(17, withdrawal=Withdrawal(KARA, MONDAY, "We found another way."))),
]
BUNDLE = Bundle(ALLIANCE, 1, THERE, OUT)


def bundle_samples() -> Mapping[str, tuple[Any, Mapping[str, Any]]]:
    """Return from what each kind of message about a bundle is made here, and what it is about."""
    return {
        "bundle": (BUNDLE, {}),
        "bundle_asked": (AskedOfBundle(BUNDLE, Waiting("Kelvin Advice", THERE, 6, "U0GUS")), {}),
        "bundle_outcomes": ([OUT[0], view_of(replace(OUT[0].proposal, number=18))], {}),
        "outcome_in_thread": (OUT[0], {}),
        "bundle_made_receipt": (THERE[0], {"numbers": [11, 12]}),
        "bundle_receipt": (Waiting(HARBOUR.name, THERE[1:], HARBOUR.id, ANN), {"proposals": [12]}),
        "unbundled": (THERE[0], {"by": DEV}),
        "unbundled_receipt": (THERE[0], {}),
    }


def bundle_views(change: Callable[[Any], Any] = lambda same: same) -> Mapping[str, Any]:
    changed = BundleChanged([13, 14]).words
    waiting = Waiting(HARBOUR.name, change(THERE[1:]), HARBOUR.id, ANN)
    return {
        "bundle_window": bundle_windows.bundle_window(1, change(THERE)),
        "bundle_consent_window": bundle_windows.bundle_consent_window(
            change(BUNDLE), BundleDecides({11: 11, 12: 12}, HARBOUR.name)
        ),
        "bundle_changed_window": bundle_windows.bundle_changed_window(change(BUNDLE), changed),
        "bundle_changed_window, over": bundle_windows.bundle_changed_window(Bundle(ALLIANCE, 1, (), OUT), changed),
        "bundle_recorded_window": bundle_windows.bundle_recorded_window(waiting),
    }
