"""What is said when a manager decided something alone, or a partner set a limit of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import DelegatedDecision
from decisions.alliance.pounds import say_pounds
from handlers.views.blocks.kit import Message, paragraph, small
from handlers.views.blocks.proposal.matters import left_of
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, person

About = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """The alliance, and what people are called, by Slack user id."""

    alliance: Alliance
    names: Mapping[str, str]


def delegated_decision(told: Told, about: About) -> Message:
    """Tell everybody, and never as if the partners had decided."""
    matters = told.alliance.matters
    decided = matters.made[about["decision"] - 1]
    who = person(told.names, decided.by)
    text = f"{decided.called} · Decided by {who}, to whom it is delegated: {escape(decided.what)}"
    sums = f"{say_pounds(decided.sum)}{left_of(matters, decided.under, _stood(told, decided))}"
    return Message(
        text,
        [
            paragraph(f"☑️ *{text}*"),
            rich_text.block(rich_text.quote(decided.why)),
            small(f"{escape(decided.matter)} · {sums} · delegated by No. {decided.under}"),
        ],
    )


def _stood(told: Told, decided: DelegatedDecision) -> list[DelegatedDecision]:
    """List what stood right after it, whatever was decided or taken back since."""
    made = told.alliance.matters.made[: decided.number]
    return [each for each in made if not (each.taken_back and each.taken_back.at < decided.at)]


def own_limit(told: Told, about: About) -> Message:
    """Tell everybody what a partner says of itself."""
    who, partner = person(told.names, about["by"]), escape(about["partner"])
    if about["limit"] is None:
        text = f"{partner} has no limit of its own any more ({who})"
    else:
        over, whose = say_pounds(about["limit"]), escape(about["who"])
        text = f"{partner} consents to what is over {over} only with the word of {whose} ({who})"
    return Message(text, [paragraph(f"💷 {text}"), small("It changes nothing about whose consent counts.")])
