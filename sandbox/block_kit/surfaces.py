"""Which blocks fit a message, a window and the Home tab, and how many?"""

import json
from typing import Any

from sandbox.block_kit.check import Check, Problem, by_type, fields, items, text, truth
from sandbox.block_kit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION, ONLY_IN_WINDOWS
from sandbox.block_kit.objects import URL, any_text, plain_text
from sandbox.block_kit.rich_text import RICH_TEXT

MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_VIEW = 100
LARGEST_VIEW = 250_000
LONGEST_MARKDOWN = 12_000

_ID = {"block_id": text(255)}
_IMAGE = {"image_url": URL, "alt_text": text(2000)}


def _only(kinds: list[str]) -> Check:
    return by_type({kind: ELEMENTS[kind] for kind in kinds}, "element")


def _has_text(value: Any, pointer: str) -> None:
    if not value.get("text") and not value.get("fields"):
        raise Problem("either text or fields is required", pointer)


def _unique_ids(value: Any, pointer: str) -> None:
    ids = [element["action_id"] for element in value["elements"] if element.get("action_id")]
    if len(ids) != len(set(ids)):
        raise Problem("action_id must be unique in a block", pointer)


_SECTION = fields(
    {},
    {
        **_ID,
        "text": any_text(3000),
        "fields": items(any_text(2000), 10),
        "accessory": by_type({**{kind: ELEMENTS[kind] for kind in IN_SECTION}, "image": fields(_IMAGE)}, "element"),
        "expand": truth,
    },
)
_ACTIONS = fields({"elements": items(_only(IN_ACTIONS), 25)}, _ID)
_CONTEXT_ELEMENT = by_type(
    {
        "mrkdwn": fields({"text": text(3000)}, {"verbatim": truth}),
        "plain_text": fields({"text": text(3000)}, {"emoji": truth}),
        "image": fields(_IMAGE),
    },
    "element",
)


def _section(value: Any, pointer: str) -> None:
    _SECTION(value, pointer)
    _has_text(value, pointer)


def _actions(value: Any, pointer: str) -> None:
    _ACTIONS(value, pointer)
    _unique_ids(value, pointer)


_BLOCKS: dict[str, Check] = {
    "section": _section,
    "header": fields({"text": plain_text(150)}, _ID),
    "divider": fields({}, _ID),
    "context": fields({"elements": items(_CONTEXT_ELEMENT, 10)}, _ID),
    "actions": _actions,
    "image": fields(_IMAGE, {**_ID, "title": plain_text(2000)}),
    "rich_text": RICH_TEXT,
    "input": fields(
        {"label": plain_text(2000), "element": _only(IN_INPUT)},
        {**_ID, "hint": plain_text(2000), "optional": truth, "dispatch_action": truth},
    ),
}
_MARKDOWN: dict[str, Check] = {"markdown": fields({"text": text(LONGEST_MARKDOWN)}, _ID)}

_MODAL = fields(
    {"title": plain_text(24), "blocks": items(by_type(_BLOCKS, "block"), MOST_BLOCKS_IN_VIEW)},
    {
        "submit": plain_text(24),
        "close": plain_text(24),
        "private_metadata": text(3000, 0),
        "callback_id": text(255, 0),
        "clear_on_close": truth,
        "notify_on_close": truth,
        "external_id": text(255, 0),
    },
)
_HOME = fields(
    {"blocks": items(by_type(_BLOCKS, "block"), MOST_BLOCKS_IN_VIEW)},
    {"private_metadata": text(3000, 0), "callback_id": text(255, 0), "external_id": text(255, 0)},
)


def check_message_blocks(blocks: Any) -> None:
    """Raise Problem unless a message may have these blocks."""
    items(by_type({**_BLOCKS, **_MARKDOWN}, "block"), MOST_BLOCKS_IN_MESSAGE, 0)(blocks, "/blocks")
    _unique_block_ids(blocks, "/blocks")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > LONGEST_MARKDOWN:
        raise Problem(f"markdown must be less than {LONGEST_MARKDOWN + 1} characters in all", "/blocks")
    for place, block in enumerate(blocks):
        if block["type"] == "input" and block["element"]["type"] in ONLY_IN_WINDOWS:
            raise Problem("unsupported element in a message", f"/blocks/{place}/element")


def check_view(view: Any) -> None:
    """Raise Problem unless this may be a window or a Home tab."""
    by_type({"modal": _MODAL, "home": _HOME}, "view")(view, "/view")
    _unique_block_ids(view["blocks"], "/view/blocks")
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_inputs and not view.get("submit"):
        raise Problem("submit is required when there are input blocks", "/view")
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise Problem("view is larger than 250 kB", "/view")


def _unique_block_ids(blocks: Any, pointer: str) -> None:
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        raise Problem("block_id must be unique", pointer)
