"""Puts the founding of an alliance into words for its partners."""

from collections.abc import Iterable, Sequence
from typing import Any

from decisions.alliance.alliance import Settings
from decisions.set_up.founding import Founding
from decisions.texts.revision import Draft
from handlers.views.blocks.words import rich_text

TITLE = "We found this alliance"
BENEFIT = "From then on we decide together, and nothing is decided over anybody's head."
RULES = (
    "Each partner has one voice, whoever speaks for it.",
    "Something is decided at the moment when every partner consents to it, be it big or small.",
    "No majority, no date and no manager decides anything.",
    "Silence is not consent. Whoever does not answer is reminded, and waited for.",
    "An objection holds a decision. It says why, and what would make it acceptable; only that partner takes it back.",
    "A consent is to an exact text. When the text is changed, every partner is asked again.",
    "What is decided stays. To change it, a new proposal takes its place; nothing is deleted.",
    "A partner says itself who speaks for it. A partner joins or leaves only when every partner consents.",
    "Operations managers raise, amend and remind. They have no voice of their own.",
    "Every proposal and every answer is kept in a log that only grows.",
)


def founding_draft(draft: Founding) -> Draft:
    """Say in plain words who would decide together, and by which rules; people are named by Slack itself."""
    named = draft.settings
    rich = rich_text.block(
        _section(f"{named.name} decides together in this channel. Its partners, and who speaks for each:"),
        _list([_partner(each.name, each.representatives) for each in draft.partners]),
        _section("Its operations managers:"),
        _list([_people(named.operations_managers)]),
        _section("Our rules:"),
        _list([[_words(rule)] for rule in RULES]),
        _section(f"Times are told in {named.timezone}. {digest_words(named)} {holiday_words(named)}"),
    )
    return Draft(TITLE, rich_text.plain(rich), rich, BENEFIT)


def digest_words(named: Settings) -> str:
    return f"A digest comes every {named.digest_day.capitalize()} at {named.digest_time}."


def holiday_words(named: Settings) -> str:
    if not named.country:
        return "Nobody is reminded at weekends."
    where = " ".join(filter(None, (named.country, named.region)))
    return f"Nobody is reminded at weekends and on bank holidays ({where})."


def _partner(name: str, people: Sequence[str]) -> list[dict[str, Any]]:
    leads = " (leads)" if len(people) > 1 else ""
    first, *others = ({"type": "user", "user_id": person} for person in people)
    return [_words(f"{name}: "), first, *([_words(leads)] if leads else []), *_after(others)]


def _people(people: Sequence[str]) -> list[dict[str, Any]]:
    first, *others = ({"type": "user", "user_id": person} for person in people)
    return [first, *_after(others)]


def _after(others: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for other in others for part in (_words(", "), other)]


def _section(words: str) -> dict[str, Any]:
    return rich_text.section(_words(words))


def _list(items: Sequence[Sequence[dict[str, Any]]]) -> dict[str, Any]:
    elements = [rich_text.section(*item) for item in items]
    return {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": elements}


def _words(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}
