"""The blocks that there are, and what may stand in each."""

from typing import Any

from sandbox.block_kit.check import Check, Problem, both, by_type, fields, items, text, truth, unique
from sandbox.block_kit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.block_kit.objects import URL, any_text, plain_text
from sandbox.block_kit.rich_text import RICH_TEXT

LONGEST_MARKDOWN = 12_000

_ID = {"block_id": text(255)}


def _picture(value: Any, pointer: str) -> None:
    if bool(value.get("image_url")) == bool(value.get("slack_file")):
        raise Problem("either image_url or slack_file is required", pointer)


def _image(more: dict[str, Check]) -> Check:
    file = fields({}, {"id": text(40), "url": URL})
    return both(fields({"alt_text": text(2000)}, {"image_url": URL, "slack_file": file, **more}), _picture)


def _only(kinds: list[str], more: dict[str, Check] | None = None) -> Check:
    return by_type({**{kind: ELEMENTS[kind] for kind in kinds}, **(more or {})}, "element")


def _has_text(value: Any, pointer: str) -> None:
    if not value.get("text") and not value.get("fields"):
        raise Problem("either text or fields is required", pointer)


_SECTION = fields(
    {},
    {
        **_ID,
        "text": any_text(3000),
        "fields": items(any_text(2000), 10),
        "accessory": _only(IN_SECTION, {"image": _image({})}),
        "expand": truth,
    },
)
_IN_CONTEXT = by_type(
    {
        "mrkdwn": fields({"text": text(3000)}, {"verbatim": truth}),
        "plain_text": fields({"text": text(3000)}, {"emoji": truth}),
        "image": _image({}),
    },
    "element",
)

BLOCKS: dict[str, Check] = {
    "section": both(_SECTION, _has_text),
    "header": fields({"text": plain_text(150)}, _ID),
    "divider": fields({}, _ID),
    "context": fields({"elements": items(_IN_CONTEXT, 10)}, _ID),
    "actions": fields({"elements": both(items(_only(IN_ACTIONS), 25), unique("action_id"))}, _ID),
    "image": _image({**_ID, "title": plain_text(2000)}),
    "rich_text": RICH_TEXT,
    "input": fields(
        {"label": plain_text(2000), "element": _only(IN_INPUT)},
        {**_ID, "hint": plain_text(2000), "optional": truth, "dispatch_action": truth},
    ),
}
ONLY_IN_MESSAGES: dict[str, Check] = {"markdown": fields({"text": text(LONGEST_MARKDOWN)}, _ID)}
