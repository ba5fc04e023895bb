"""In which windows is it said what an alliance is to be, and who its partners are?"""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from decisions.digest import DAYS
from decisions.founding import Founding, mark
from decisions.membership import LONGEST_NAME, PartnerJoins
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, field, modal, small
from handlers.views.blocks.text import shorten

MOST_PEOPLE = 20
WHO_IS_OFFERED = "Everybody in this channel can be chosen, of whatever workspace."


def set_up_window(alliance_id: int, draft: Founding, zone: str, by: str, names: Mapping[str, str]) -> View:
    """Ask for everything but the partners. A new one begins with the person's own zone, and them as manager."""
    said = draft.settings
    managers = said.operations_managers or (() if draft.by else (by,))
    zone = said.timezone if draft.by else zone
    days = [Option(text=day.capitalize(), value=day) for day in DAYS]
    chosen = days[DAYS.index(said.digest_day)]
    return modal(
        ids.SET_UP_WINDOW,
        "Set up an alliance",
        [
            small("The partners come next, one by one. Nothing is founded before every one of them consents."),
            field("name", "The alliance's name", _words(said.name, LONGEST_NAME)),
            field("timezone", "Time zone", _words(zone, 80), hint="Such as Europe/London."),
            _several("operations_managers", "Operations managers", managers, names, hint=WHO_IS_OFFERED),
            field(
                "digest_day",
                "Day of the weekly digest",
                StaticSelectElement(action_id=ids.INPUT, options=days, initial_option=chosen),
            ),
            field("digest_time", "Time of the digest", _words(said.digest_time, 5), hint="Such as 09:00."),
            field(
                "country",
                "Bank holidays of",
                _words(said.country, 10),
                optional=True,
                hint="A country's code, such as GB: nobody is reminded on its holidays.",
            ),
            field("region", "Region", _words(said.region, 40), optional=True, hint="Such as SCT, for Scotland."),
        ],
        submit="Keep",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def founder_window(alliance_id: int, partner: PartnerJoins | None, names: Mapping[str, str]) -> View:
    """Ask for one partner and who speaks for it."""
    lead, *deputies = partner.representatives if partner else ("",)
    leads = ExternalDataSelectElement(
        action_id=ids.PEOPLE, min_query_length=0, initial_option=_person(lead, names) if lead else None
    )
    kept: dict[str, Any] = {"alliance": alliance_id, **({"founder": mark(partner.name)} if partner else {})}
    return modal(
        ids.FOUNDER_WINDOW,
        "Change a partner" if partner else "Add a partner",
        [
            small("Each partner has one voice. The first who speaks for it leads, deputies answer as well."),
            field("name", "The organisation's name", _words(partner.name if partner else "", LONGEST_NAME)),
            field("people", "Who leads", leads, hint=WHO_IS_OFFERED),
            _several("deputies", "Deputies", deputies, names, optional=True),
        ],
        submit="Keep",
        close="Cancel",
        keeps=kept,
    )


def _several(
    name: str,
    words: str,
    chosen: Sequence[str],
    names: Mapping[str, str],
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Block:
    element = ExternalDataMultiSelectElement(
        action_id=ids.PEOPLE,
        min_query_length=0,
        max_selected_items=MOST_PEOPLE,
        initial_options=[_person(each, names) for each in chosen] or None,
    )
    return field(name, words, element, optional=optional, hint=hint)


def _person(person: str, names: Mapping[str, str]) -> Option:
    return Option(text=shorten(names.get(person) or person, 75), value=person)


def _words(initial: str, longest: int) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=ids.INPUT, max_length=longest, initial_value=initial or None)
