"""What windows and messages are put together from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement

from handlers.views.blocks import ids
from handlers.views.blocks.words.spoken import spoken
from handlers.views.blocks.words.text import escape

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]

LONGEST_SECTION = 3000
LONGEST_OPTION = 75
# Slack documents no sum; people reported (slackapi/bolt-js issues 2509, 2867) that about 13,400 characters fit, each
# block counting 125 besides its words.
LARGEST_MESSAGE = 12_500
SIZE_OF_A_BLOCK = 125

_PACKED = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Message:
    """A message: `headline` says in mrkdwn what it is about, and is what a notification begins with."""

    headline: str
    blocks: list[Block]

    @cached_property
    def text(self) -> str:
        """What notifications show and screen readers read."""
        return spoken(self.headline, self.blocks)


# Every press makes a card anew; slack_sdk's models took four fifths of the time.
def header(words: str) -> Block:
    return {"type": "header", "text": label(words)}


def label(words: str) -> Element:
    return {"type": "plain_text", "text": words, "emoji": True}


def own_words(mrkdwn: str) -> Element:
    """Our own mrkdwn. Verbatim: Slack must not look for names and mentions in it."""
    return {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}


def paragraph(mrkdwn: str) -> Block:
    """Expanded, for Slack folds what is long."""
    return {"type": "section", "text": own_words(mrkdwn), "expand": True}


def plain(mrkdwn: str) -> Message:
    """Say one thing and no more."""
    return Message(mrkdwn, [paragraph(mrkdwn)])


def of_alliance(said: Message, name: str) -> Message:
    """Say first from which alliance it comes."""
    return Message(f"{escape(name)}: {said.headline}", [small(f"*{escape(name)}*"), *said.blocks])


def small(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [own_words(mrkdwn)]}


def beside(mrkdwn: str, element: Element) -> Block:
    """Show our own mrkdwn with a button beside it."""
    return {"type": "section", "text": own_words(mrkdwn), "expand": True, "accessory": element}


def actions(*elements: Element) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(words: str, action_id: str, value: Mapping[str, Any], style: str | None = None) -> Element:
    look = {"style": style} if style else {}
    return {"type": "button", "text": label(words), "action_id": action_id, "value": packed(value), **look}


def leading_to(url: str, words: str, action_id: str) -> Element:
    """A button that opens an address. Slack tells of the press all the same."""
    return {"type": "button", "text": label(words), "action_id": action_id, "url": url}


def one_of(action_id: str, choices: Sequence[tuple[str, Mapping[str, Any]]], chosen: tuple[str, Any]) -> Element:
    """A list from which one is chosen; each choice has words and a value."""
    *options, initial = ({"text": label(words), "value": packed(value)} for words, value in (*choices, chosen))
    return {"type": "static_select", "action_id": action_id, "options": options, "initial_option": initial}


def menu(action_id: str, choices: Mapping[str, Mapping[str, Any]]) -> Element:
    """The three dots; each choice, by its words, has a value."""
    options = [{"text": label(words), "value": packed(value)} for words, value in choices.items()]
    return {"type": "overflow", "action_id": action_id, "options": options}


def answer_elements(value: Mapping[str, Any]) -> list[Element]:
    """The three ways to answer; `value` carries the proposal and the revision that the person sees."""
    return [
        button("Consent", ids.CONSENT, value, style="primary"),
        button("Object", ids.OBJECT, value),
        button("I need time", ids.NEED_TIME, value),
    ]


def field(name: str, words: str, element: Any, *, optional: bool = False, hint: str | None = None) -> Block:
    """An input; its block is named for the field, so that a refusal can be shown there."""
    return InputBlock(block_id=name, label=words, element=element, optional=optional, hint=hint).to_dict()


def person_option(person: str, name: str) -> Element:
    """Somebody in a list that we fill."""
    return {"text": label(name if len(name) <= LONGEST_OPTION else f"{name[: LONGEST_OPTION - 1]}…"), "value": person}


def long_words(initial: str = "", placeholder: str | None = None) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=ids.INPUT, multiline=True, max_length=3000, initial_value=initial or None, placeholder=placeholder
    )


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Close",
    keeps: Mapping[str, Any] | None = None,
) -> View:
    """A window. `keeps` comes back with what is typed, as private metadata."""
    view: View = {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": close},
        "blocks": list(blocks),
        "callback_id": callback_id,
    }
    if submit:
        view["submit"] = {"type": "plain_text", "text": submit}
    if keeps is not None:
        view["private_metadata"] = packed(keeps)
    return view


def message_size(blocks: Sequence[Block]) -> int:
    """Measure a message as Slack seems to."""
    return sum(SIZE_OF_A_BLOCK + _characters(block) for block in blocks)


def _characters(part: Any) -> int:
    if isinstance(part, dict):
        return sum(
            len(inner) if name == "text" and isinstance(inner, str) else _characters(inner)
            for name, inner in part.items()
        )
    return sum(map(_characters, part)) if isinstance(part, list) else 0


def packed(value: Mapping[str, Any]) -> str:
    return _PACKED.encode(value)
