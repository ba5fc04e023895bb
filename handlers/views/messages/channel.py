"""What is said of who is in the shared channel, and of who has another id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.alliance.alliance import Alliance
from handlers.views.blocks.kit import Message, plain
from handlers.views.blocks.words.text import escape, join_words, person

About = Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    """Who of an alliance is no longer in its channel; `names` by Slack user id."""

    alliance: Alliance
    people: Sequence[str]
    names: Mapping[str, str]


def left_channel_notice(left: Left, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Tell a manager who sees no cards any more. They are waited for all the same (rule 7)."""
    who = [_with_partner(left, each) for each in left.people]
    return plain(
        f"{join_words(who)} {'is' if len(who) == 1 else 'are'} no longer in <#{left.alliance.channel}>, so no card "
        "reaches them. Nothing is decided without their partner. Please invite them there again, or let the partner "
        "say under *Partners* who else speaks for it. If nobody of it can, whoever runs Accord records its "
        "word with `accord partner speaks`."
    )


def person_moved(alliance: Alliance, about: About) -> Message:
    """Tell everybody that an id was put in the place of another (rule 7: people only speak for partners)."""
    whom = f" ({escape(about['partner'])})" if about["partner"] else ""
    return plain(
        f"Slack keeps <@{about['person']}>{whom} under another id now. It is the same person for "
        f"{escape(alliance.name)}, and everything goes on. If that is not so, please tell the operations managers."
    )


def _with_partner(left: Left, slack_user_id: str) -> str:
    partner = left.alliance.partner_of(slack_user_id)
    called = person(left.names, slack_user_id)
    return f"{called} ({escape(partner.name)})" if partner else called
