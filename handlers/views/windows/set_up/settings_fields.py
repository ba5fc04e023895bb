"""The fields in which somebody says what an alliance is, besides its partners."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from decisions.alliance.alliance import Settings
from decisions.alliance.membership import LONGEST_NAME
from decisions.set_up.digest import DAYS
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, field
from handlers.views.blocks.words.text import shorten

MOST_PEOPLE = 20
WHO_IS_OFFERED = "Everybody in this channel can be chosen, of whatever workspace."


def settings_fields(said: Settings, names: Mapping[str, str], list_id: str) -> list[Block]:
    """Ask for everything but the partners; `list_id` is the action of the list of the channel's people."""
    days = [Option(text=day.capitalize(), value=day) for day in DAYS]
    chosen = days[DAYS.index(said.digest_day)]
    managers = said.operations_managers
    return [
        field("name", "The alliance's name", few_words(said.name, LONGEST_NAME)),
        field("timezone", "Time zone", few_words(said.timezone, 80), hint="Such as Europe/London."),
        several("operations_managers", "Operations managers", managers, names, list_id, hint=WHO_IS_OFFERED),
        field(
            "digest_day",
            "Day of the weekly digest",
            StaticSelectElement(action_id=ids.INPUT, options=days, initial_option=chosen),
        ),
        field("digest_time", "Time of the digest", few_words(said.digest_time, 5), hint="Such as 09:00."),
        field(
            "country",
            "Bank holidays of",
            few_words(said.country, 10),
            optional=True,
            hint="A country's code, such as GB: nobody is reminded on its holidays.",
        ),
        field("region", "Region", few_words(said.region, 40), optional=True, hint="Such as SCT, for Scotland."),
    ]


def several(
    name: str,
    words: str,
    chosen: Sequence[str],
    names: Mapping[str, str],
    list_id: str,
    *,
    optional: bool = False,
    hint: str | None = None,
    most: int = MOST_PEOPLE,
) -> Block:
    """Ask for people of the channel."""
    element = ExternalDataMultiSelectElement(
        action_id=list_id,
        min_query_length=0,
        max_selected_items=most,
        initial_options=[person_chosen(each, names) for each in chosen] or None,
    )
    return field(name, words, element, optional=optional, hint=hint)


def person_chosen(person: str, names: Mapping[str, str]) -> Option:
    return Option(text=shorten(names.get(person) or person, 75), value=person)


def few_words(initial: str, longest: int) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=ids.INPUT, max_length=longest, initial_value=initial or None)
