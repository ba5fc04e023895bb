"""What somebody wrote, ready to be shown: all of it, or its beginning with a sign and a way on where it is cut."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from handlers.views.blocks import ids
from handlers.views.blocks.kit import LONGEST_SECTION, Block, Element, beside, button
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.tables import aligned, tables

CUT = "…"
# Letters that each have looks of their own weigh a hundred times as much, and a window holds 250 kB.
HEAVIEST_PIECE = 50_000


def whole(rich: Mapping[str, Any]) -> list[Block]:
    """Show all of a text that was typed as rich text."""
    shown = _displayed(rich)
    pieces = rich_text.split(shown, LONGEST_SECTION)
    is_heavy = any(len(json.dumps(piece)) > HEAVIEST_PIECE for piece in pieces)
    return rich_text.split(shown, LONGEST_SECTION // 6) if is_heavy else pieces


def whole_words(words: str) -> list[Block]:
    """Show all of a text that was typed in plain words, as a quotation."""
    return rich_text.split(_quoted(words), LONGEST_SECTION)


def excerpt(rich: Mapping[str, Any], limit: int, value: Mapping[str, Any] | None) -> Iterator[Block]:
    """Show what fits of a text; where it is cut stands a sign, with the button that opens the whole of it.

    `value` names the proposal and its text. Without it there is no button: another one near opens the whole of it.
    """
    yield from _beginning(_displayed(rich), limit, value)


def excerpt_of_words(lead: str, words: str, limit: int, value: Mapping[str, Any] | None) -> Iterator[Block]:
    """The same for plain words, after a word in bold that says what they are."""
    first, *others = _with_tables([rich_text.section(*rich_text.of_words(words))])
    start = rich_text.of_words(f"{lead} ", "bold")
    with_lead = {**first, "elements": [*start, *first["elements"]]}
    is_a_line = first["type"] == "rich_text_section"
    parts = (with_lead,) if is_a_line else (rich_text.section(*start), first)
    yield from _beginning(rich_text.block(*parts, *others), limit, value)


def read_button(value: Mapping[str, Any], words: str = "Read all of it") -> Element:
    """Open the window in which a proposal can be read and answered."""
    return button(words, ids.READ, value)


def _beginning(rich: Mapping[str, Any], limit: int, value: Mapping[str, Any] | None) -> Iterator[Block]:
    pieces = rich_text.split(rich, limit)
    if len(pieces) < 2:
        yield from pieces
        return
    *parts, last = pieces[0]["elements"]
    sign = [] if value is not None else rich_text.of_words(f" {CUT}")
    yield rich_text.block(*parts, {**last, "elements": [*_without_blank_end(last["elements"]), *sign]})
    if value is not None:
        yield beside(CUT, read_button(value))


def _displayed(rich: Mapping[str, Any]) -> Block:
    """Keep it from pinging anybody, and its tables in their columns."""
    return rich_text.block(*_with_tables(rich_text.harmless(rich)["elements"]))


def _quoted(words: str) -> Block:
    parts = _with_tables([rich_text.section(*rich_text.of_words(words))])
    return rich_text.block(
        *({**part, "type": "rich_text_quote"} if part["type"] == "rich_text_section" else part for part in parts)
    )


def _with_tables(parts: list[Element]) -> Iterator[Element]:
    """Write tables among these parts in letters of one width, so that their columns stay below one another."""
    for part in parts:
        if part["type"] in ("rich_text_section", "rich_text_preformatted"):
            yield from _tabled(part)
        else:
            yield part


def _tabled(part: Element) -> Iterator[Element]:
    lines = rich_text.lines(part)
    words = [rich_text.inline({"elements": line}).removesuffix("\n").replace("\n", " ") for line in lines]
    end = 0
    for table in tables("\n".join(words)):
        yield from _part(part, lines[end : table.first])
        yield {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": aligned(table.rows)}]}
        end = table.last
    yield from _part(part, lines[end:]) if end else (part,)


def _part(part: Element, lines: list[list[Element]]) -> Iterator[Element]:
    """Put some of a part's lines together again."""
    if elements := _without_blank_end([element for line in lines for element in line]):
        yield {**part, "elements": elements}


def _without_blank_end(elements: list[Element]) -> list[Element]:
    """Leave out line ends after the last word."""
    while elements and elements[-1].get("type") == "text":
        *before, last = elements
        if bare := last["text"].rstrip():
            return [*before, {**last, "text": bare}]
        elements = before
    return elements
