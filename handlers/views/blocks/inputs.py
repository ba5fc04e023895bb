"""What windows ask with: a field, and each kind of input that can stand in one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from handlers.views.blocks import ids
from handlers.views.blocks.kit import LONGEST_OPTION, Block, Element, label
from handlers.views.blocks.words.text import shorten

LONGEST_WORDS = 3000
MOST_PEOPLE = 20

Value = TypeVar("Value", bound=str)


def field(name: str, words: str, element: Element, *, optional: bool = False, hint: str | None = None) -> Block:
    """An input; its block is named for the field, so that a refusal can be shown there."""
    block = {"type": "input", "block_id": name, "label": label(words), "element": element, "optional": optional}
    return {**block, "hint": label(hint)} if hint else block


def few_words(initial: str = "", longest: int | None = None, placeholder: str = "") -> Element:
    """One line."""
    return _input("plain_text_input", max_length=longest, initial_value=initial, placeholder=_label(placeholder))


def long_words(initial: str = "", placeholder: str = "") -> Element:
    return {**few_words(initial, LONGEST_WORDS, placeholder), "multiline": True}


def rich_words(initial: Mapping[str, Any] | None = None) -> Element:
    return _input("rich_text_input", initial_value=dict(initial or {}))


def day_input(initial: date | None = None) -> Element:
    return _input("datepicker", initial_date=initial and initial.isoformat())


def list_input(choices: Mapping[Value, str], chosen: str | None = None) -> Element:
    """A list from which one is chosen; `choices` are the words by their values, and `chosen` is a value."""
    return _one_of("static_select", choices, chosen)


def radio_buttons(choices: Mapping[Value, str], chosen: str | None = None) -> Element:
    return _one_of("radio_buttons", choices, chosen)


def ticks(choices: Mapping[Value, str], ticked: Iterable[str] = ()) -> Element:
    options = _options(choices)
    return _input("checkboxes", options=[*options.values()], initial_options=[options[value] for value in ticked])


def person_input(initial: str = "") -> Element:
    return _input("users_select", initial_user=initial)


def people_input(initial: Sequence[str] = ()) -> Element:
    return _input("multi_users_select", max_selected_items=MOST_PEOPLE, initial_users=[*initial])


def one_of_ours(action_id: str, chosen: Element | None = None, placeholder: str = "") -> Element:
    """One of a list that we fill while somebody types. `chosen` is an option."""
    return _ours("external_select", action_id, initial_option=chosen, placeholder=_label(placeholder))


def some_of_ours(action_id: str, chosen: Sequence[Element], most: int) -> Element:
    return _ours("multi_external_select", action_id, initial_options=[*chosen], max_selected_items=most)


def files_input(most: int) -> Element:
    return _input("file_input", max_files=most)


def option(words: str, value: str) -> Element:
    """One of what is chosen from, its words cut to what Slack takes."""
    return {"text": label(shorten(words, LONGEST_OPTION)), "value": value}


def _options(choices: Mapping[Value, str]) -> dict[str, Element]:
    return {value: option(words, value) for value, words in choices.items()}


def _one_of(kind: str, choices: Mapping[Value, str], chosen: str | None) -> Element:
    options = _options(choices)
    return _input(kind, options=[*options.values()], initial_option=options.get(chosen or ""))


def _ours(kind: str, action_id: str, **more: Any) -> Element:
    # Slack asks us before anything is typed.
    return {**_input(kind, **more), "action_id": action_id, "min_query_length": 0}


def _input(kind: str, **more: Any) -> Element:
    """What is empty is left out, for Slack refuses it."""
    return {"type": kind, "action_id": ids.INPUT, **{name: value for name, value in more.items() if value}}


def _label(words: str) -> Element | None:
    return label(words) if words else None
