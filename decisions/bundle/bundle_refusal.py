"""Why did a rule about bundles say no? Its sentences stand on this page."""

from collections.abc import Mapping, Sequence

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import AsksAgain, Refusal

FIELD = "bundled.0"


class BundleChanged(Refusal):
    """Something of it was taken out, changed or ended since the person saw it: nothing was counted."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(
            f"Nothing was counted, for the bundle has changed since you saw it: {_named(numbers)}. "
            "Here is how it stands now."
        )


class BundleDecides(AsksAgain):
    """All others have consented to some of it: the person is asked once more. `proposals` are those, by their ids."""

    def __init__(self, proposals: Mapping[int, int], partner: str) -> None:
        to, they_are = ("it", "it is") if len(proposals) == 1 else ("them", "they are")
        super().__init__(
            f"This decides {_named([*proposals.values()])}: every other partner consents to {to}. "
            f"With {partner}'s consent {they_are} decided, and that is final.",
            decides=True,
        )
        self.proposals = tuple(proposals)


def may_not_bundle(alliance: Alliance) -> Refusal:
    return Refusal("Nothing was changed. Operations managers bundle proposals.", people=alliance.operations_managers)


def too_few_or_too_many(fewest: int, most: int) -> Refusal:
    return Refusal(f"Please choose at least {fewest} proposals, and {most} at most.", field=FIELD)


def too_few_there() -> Refusal:
    return Refusal(
        "There are not two open proposals that could be bundled. What somebody objected to or took out, and what is "
        "about the partners themselves, is decided on its own."
    )


def is_on_its_own(number: int) -> Refusal:
    return Refusal(
        f"No. {number} is decided on its own: it has changed, ended or was bundled since you saw it, or somebody "
        "objected to it.",
        field=FIELD,
    )


def bundle_too_long(longest: int) -> Refusal:
    return Refusal(
        "These are too long to be read whole in one message, so they can't be bundled. Please leave some out: "
        f"No. {longest} is the longest.",
        field=FIELD,
    )


def is_out_already(number: int) -> Refusal:
    return Refusal(
        f"Nothing more is needed: No. {number} is not in this bundle any more. Its card shows where it stands."
    )


def asks_by_itself(number: int) -> Refusal:
    return Refusal(
        f"Nothing was counted yet: your organisation needs somebody's word before it consents to No. {number}. Please "
        "answer that one on its card, then one press does for the others."
    )


def nothing_waits(partner: str) -> Refusal:
    return Refusal(f"Nothing more is needed: {partner} has answered all that stands in this bundle. Thank you!")


def _named(numbers: Sequence[int]) -> str:
    *most, last = [f"No. {number}" for number in sorted(numbers)]
    return f"{', '.join(most)} and {last}" if most else last
