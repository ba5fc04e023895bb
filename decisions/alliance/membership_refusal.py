"""Why can't this be changed about the partners and their people? The sentences are for the person who tried."""

from decisions.alliance.alliance import Partner
from decisions.words.refusal import Refusal


def partner_exists(field: str, name: str) -> Refusal:
    return Refusal(f"{name} is a partner already.", field=field)


def represents_already(field: str, person: str, partner: Partner) -> Refusal:
    return Refusal(
        f"One of these people speaks for {partner.name} already. A person can speak for one partner only.",
        field=field,
        people=[person],
    )


def not_in_the_channel(field: str, name: str) -> Refusal:
    words = f"{name or 'Somebody whom you chose'} is not in the alliance's channel, so no card would reach them."
    return Refusal(f"{words} Please invite them there first, or choose somebody else.", field=field)


def channel_not_seen(field: str) -> Refusal:
    return Refusal(
        "Slack did not tell who is in the alliance's channel. Please send it again in a minute.", field=field
    )


def change_pending(field: str, number: int) -> Refusal:
    return Refusal(
        f"No. {number}, which is still open, is about the same partner or person. Please let it end first.",
        field=field,
    )


def last_partners(field: str) -> Refusal:
    return Refusal(
        "An alliance needs at least two partners. Let another one join before this one leaves, or close the alliance.",
        field=field,
    )


def not_a_partner(field: str) -> Refusal:
    return Refusal("This organisation is not a partner any more. Please choose another.", field=field)
