"""Why did a rule about who speaks for a partner say no? Its sentences stand on this page."""

from decisions.alliance.alliance import Partner
from decisions.words.refusal import Refusal


def says_itself(partner: Partner) -> Refusal:
    return Refusal(
        f"{partner.name} says itself who speaks for it: its own people can change it here. If none of them can, "
        "whoever runs Accord records the organisation's word.",
        people=partner.representatives,
    )


def speakers_changed_since(partner: str) -> Refusal:
    return Refusal(
        f"Nothing was changed. Who speaks for {partner} was changed once more since, or recorded on its word. "
        "Partners, in Accord, shows who does now."
    )


def stands_in_only(partner: Partner) -> Refusal:
    return Refusal(
        f"While you stand in, you answer for {partner.name}. Its own people change who speaks for it.",
        people=partner.lasting,
    )


def speaks_anyway() -> Refusal:
    return Refusal("Somebody here leads or is a deputy already. Please name each person once.", field="stand_ins")


def stands_in_too_long() -> Refusal:
    return Refusal("Somebody stands in for a year at most. Who speaks for longer can be made a deputy.", field="until")


def seen_already(partner: str) -> Refusal:
    return Refusal(f"Nothing more is needed: {partner} has seen this, or it is {partner}'s own word.")
