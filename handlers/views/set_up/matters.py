"""What is said when a manager decided something alone, or a partner set a limit of its own?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import sum_left
from decisions.alliance.pounds import say_pounds
from handlers.views.blocks.kit import Said, paragraph, small
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, person

About = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """The alliance, and what people are called, by Slack user id."""

    alliance: Alliance
    names: Mapping[str, str]


def delegated_decision(told: Told, about: About) -> Said:
    """Tell everybody, and never as if the partners had decided."""
    matters = told.alliance.matters
    decided = matters.made[about["decision"] - 1]
    who = person(told.names, decided.by)
    text = f"{decided.called} · Decided by {who}, to whom it is delegated: {escape(decided.what)}"
    sums = f"{say_pounds(decided.sum)}{_left(told, about)}"
    return Said(
        text,
        [
            paragraph(f"☑️ *{text}*"),
            rich_text.block(rich_text.quote(decided.why)),
            small(f"{escape(decided.matter)} · {sums} · delegated by No. {decided.under}"),
        ],
    )


def _left(told: Told, about: About) -> str:
    """What was left right after it, whatever was decided since."""
    matters = told.alliance.matters
    decided = matters.made[about["decision"] - 1]
    of = next((each for each in matters.classes if each.number == decided.under), None)
    if of is None:
        return ""
    left = sum_left(replace(matters, made=matters.made[: decided.number]), of)
    return f" ({say_pounds(left)} of {say_pounds(of.in_all)} is left)"


def own_limit(told: Told, about: About) -> Said:
    """Tell everybody what a partner says of itself."""
    who, partner = person(told.names, about["by"]), escape(about["partner"])
    if about["limit"] is None:
        text = f"{partner} has no limit of its own any more ({who})"
    else:
        over, whose = say_pounds(about["limit"]), escape(about["who"])
        text = f"{partner} consents to what is over {over} only with the word of {whose} ({who})"
    return Said(text, [paragraph(f"💷 {text}"), small("It changes nothing about whose consent counts.")])
