"""Who may not do this, and who may? The sentences are for the person who tried."""

from collections.abc import Sequence

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def not_a_representative(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Only representatives of the partners answer proposals, and you are not "
        "named as one yet.",
        people=alliance.operations_managers,
    )


def of_another_workspace(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Accord knows this Slack account in another workspace, and can't tell whether it is you.",
        people=alliance.operations_managers,
    )


def not_your_window() -> Refusal:
    return Refusal("Nothing was recorded. This window was opened for somebody else; please open it yourself.")


def may_not_raise(alliance: Alliance) -> Refusal:
    return Refusal(
        "Proposals are raised by representatives of the partners and by operations managers, and you are "
        "not named as one yet. They can raise it for you.",
        people=[*alliance.operations_managers, *(partner.lead for partner in alliance.partners)],
    )


def may_not_steer(number: int, act: str, author: str, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was changed. Only the person who raised No. {number} and the operations managers may {act} it.",
        people=[author, *alliance.operations_managers],
    )


def may_not_post_digest(alliance: Alliance) -> Refusal:
    return Refusal("Nothing was posted. Operations managers post the digest.", people=alliance.operations_managers)


def another_partners_answer(partner: str) -> Refusal:
    return Refusal(f"Nothing was changed. That answer is {partner}'s, so only its representatives can take it back.")


def wrong_channel(alliance_names: Sequence[str]) -> Refusal:
    if not alliance_names:
        return Refusal(
            "This channel belongs to no alliance that Accord knows. Please use it in your alliance's channel. "
            "If there is none yet, type /invite @Accord in the channel that its partners share: Accord says there how "
            "one begins."
        )
    return Refusal(
        f"Proposals of {' and of '.join(alliance_names)} are raised in its shared channel. "
        "Please go there and try again."
    )


def may_not_report(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Operations managers record a consent that was given by phone or in the room.",
        people=alliance.operations_managers,
    )


def nobody_waits_for(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was changed. Only representatives of the partners are asked and reminded, and you are not "
        "named as one.",
        people=alliance.operations_managers,
    )
