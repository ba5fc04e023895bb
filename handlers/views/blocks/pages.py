"""What is longer than a window, in pages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.views.blocks.kit import Block, actions, button, small

# Slack takes 100 blocks and 250 kB a window; around a page stands what leads to and from it.
MOST_BLOCKS = 60
MOST_BYTES = 150_000
LARGEST_WINDOW = 240_000


def pages(entries: Iterable[Sequence[Block]]) -> list[list[Block]]:
    """Divide between entries, and within one that is longer than a page between its blocks."""
    divided: list[list[Block]] = [[]]
    size = 0
    for entry in entries:
        sizes = [len(json.dumps(block)) for block in entry]
        fits = len(divided[-1]) + len(entry) <= MOST_BLOCKS and size + sum(sizes) <= MOST_BYTES
        if divided[-1] and not fits:
            divided.append([])
            size = 0
        for block, its_size in zip(entry, sizes, strict=True):
            if divided[-1] and (len(divided[-1]) == MOST_BLOCKS or size + its_size > MOST_BYTES):
                divided.append([])
                size = 0
            divided[-1].append(block)
            size += its_size
    return divided


def fitting(blocks: Sequence[Block], beside: Sequence[Block] = ()) -> list[Block]:
    """Return as many as a window has room for beside others, such as inputs with a text in them."""
    room = min(MOST_BYTES, LARGEST_WINDOW - _size(beside))
    fits = MOST_BLOCKS
    while fits and _size(blocks[:fits]) > room:
        fits -= 1
    return list(blocks[:fits])


def _size(blocks: Sequence[Block]) -> int:
    return len(json.dumps(list(blocks)))


def page_at(page: object, divided: Sequence[object]) -> int:
    """Read which page is asked for, counted from 0; a page too high is the last."""
    return min(max(page if isinstance(page, int) else 0, 0), len(divided) - 1)


def turn(action_id: str, value: Mapping[str, Any], page: int, count: int) -> list[Block]:
    """Lead to the pages before and after this one."""
    targets = [each for each in (("Earlier", page - 1), ("Later", page + 1)) if 0 <= each[1] < count]
    if not targets:
        return []
    # Two buttons in one block need ids of their own.
    turns = [
        button(words, f"{action_id}.{place}", {**value, "page": target})
        for place, (words, target) in enumerate(targets)
    ]
    return [actions(*turns), small(f"Page {page + 1} of {count}")]
