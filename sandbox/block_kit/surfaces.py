"""The blocks that fit a message, a window and the Home tab, and how many."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.block_kit.blocks import BLOCKS, LONGEST_MARKDOWN, ONLY_IN_MESSAGES
from sandbox.block_kit.check import Check, Problem, both, by_type, fields, items, text, truth, unique
from sandbox.block_kit.elements import ONLY_IN_MODALS
from sandbox.block_kit.objects import plain_text

MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_VIEW = 100
LARGEST_VIEW = 250_000

# Slack documents no sum for a message. Two reports (slackapi/bolt-js issues 2509, 2867) fit this one: 13,297
# characters passed in one block, 125 fewer with a second one.
LARGEST_MESSAGE = 13_422
SIZE_OF_A_BLOCK = 125

_HIDDEN = {"private_metadata": text(3000, 0), "callback_id": text(255, 0), "external_id": text(255, 0)}


def _blocks(kinds: dict[str, Check], most: int, fewest: int) -> Check:
    return both(items(by_type(kinds, "block"), most, fewest), unique("block_id"))


_IN_VIEW = _blocks(BLOCKS, MOST_BLOCKS_IN_VIEW, 1)
_MODAL = fields(
    {"title": plain_text(24), "blocks": _IN_VIEW},
    {
        **_HIDDEN,
        "submit": plain_text(24),
        "close": plain_text(24),
        "clear_on_close": truth,
        "notify_on_close": truth,
        "submit_disabled": truth,
    },
)
_HOME = fields({"blocks": _IN_VIEW}, _HIDDEN)


def check_message_blocks(blocks: Any) -> None:
    """Raise Problem unless a message may have these blocks."""
    _blocks({**BLOCKS, **ONLY_IN_MESSAGES}, MOST_BLOCKS_IN_MESSAGE, 0)(blocks, "/blocks")
    _no_modal_inputs(blocks, "/blocks")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > LONGEST_MARKDOWN:
        raise Problem(f"markdown must be less than {LONGEST_MARKDOWN + 1} characters in all", "/blocks")


def message_size(blocks: list[dict[str, Any]]) -> int:
    """Measure a message as Slack seems to, against LARGEST_MESSAGE."""
    return sum(SIZE_OF_A_BLOCK + sum(_texts(block)) for block in blocks)


def check_view(view: Any) -> None:
    """Raise Problem unless this may be a window or a Home tab."""
    by_type({"modal": _MODAL, "home": _HOME}, "view")(view, "/view")
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_inputs and not view.get("submit"):
        raise Problem("submit is required when there are input blocks", "/view")
    if view["type"] == "home":
        _no_modal_inputs(view["blocks"], "/view/blocks")
    if sum(1 for element in _elements(view["blocks"]) if element.get("focus_on_load")) > 1:
        raise Problem("only one element may have focus_on_load", "/view/blocks")


def is_too_large(view: Any) -> bool:
    return len(json.dumps(view)) > LARGEST_VIEW


def _no_modal_inputs(blocks: Any, pointer: str) -> None:
    for place, block in enumerate(blocks):
        if block["type"] == "input" and block["element"]["type"] in ONLY_IN_MODALS:
            raise Problem(f"unsupported type of element here: {block['element']['type']}", f"{pointer}/{place}/element")


def _elements(blocks: Any) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from (block.get(name) for name in ("element", "accessory") if block.get(name))
        yield from block.get("elements", [])


def _texts(part: Any) -> Iterator[int]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from [len(value)] if name == "text" and isinstance(value, str) else _texts(value)
