"""What are windows and messages put together from?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ButtonElement,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    SectionBlock,
)

from handlers.views import ids

Block = dict[str, Any]
View = dict[str, Any]

LONGEST_SECTION = 3000
# Slack documents no sum; people reported (slackapi/bolt-js issues 2509, 2867) that about 13,400 characters fit, each
# block counting 125 besides its words.
LARGEST_MESSAGE = 12_500
SIZE_OF_A_BLOCK = 125


@dataclass(frozen=True)
class Said:
    """A message: `text` is for notifications and screen readers, in mrkdwn; `blocks` is what is shown."""

    text: str
    blocks: list[Block]


def header(words: str) -> Block:
    return HeaderBlock(text=words).to_dict()


def paragraph(mrkdwn: str) -> Block:
    """Show our own mrkdwn. Verbatim: Slack must not look for names and mentions in it."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn, verbatim=True)).to_dict()


def plain(mrkdwn: str) -> Said:
    """Say one thing and no more."""
    return Said(mrkdwn, [paragraph(mrkdwn)])


def small(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [MarkdownTextObject(text=mrkdwn, verbatim=True).to_dict()]}


def beside(mrkdwn: str, element: ButtonElement) -> Block:
    """Show our own mrkdwn with a button beside it."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn, verbatim=True), accessory=element).to_dict()


def actions(*elements: Any) -> Block:
    return {"type": "actions", "elements": [element.to_dict() for element in elements]}


def button(words: str, action_id: str, value: Mapping[str, Any], style: str | None = None) -> ButtonElement:
    return ButtonElement(text=words, action_id=action_id, value=packed(value), style=style)


def answer_elements(value: Mapping[str, Any]) -> list[ButtonElement]:
    """The three ways to answer; `value` carries the proposal and the revision that the person sees."""
    return [
        button("Consent", ids.CONSENT, value, style="primary"),
        button("Object", ids.OBJECT, value),
        button("I need time", ids.NEED_TIME, value),
    ]


def field(name: str, label: str, element: Any, *, optional: bool = False, hint: str | None = None) -> Block:
    """An input; its block is named for the field, so that a refusal finds its place."""
    return InputBlock(block_id=name, label=label, element=element, optional=optional, hint=hint).to_dict()


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
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
