"""What is filled in of a form, ready to be shown: all of it, or its beginning."""

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.proposal.proposal import Revision
from handlers.views.blocks.kit import Block, paragraph
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape
from handlers.views.blocks.written import excerpt, whole_words


def filled_in(text: Revision) -> Iterator[Block]:
    """Show all that is filled in, field by field."""
    for name, words in text.filled:
        yield from [paragraph(f"*{escape(name)}*"), *whole_words(words)]


def beginning(text: Revision, limit: int, value: Mapping[str, Any] | None) -> Iterator[Block]:
    """Show what fits of it; where it is cut, a button opens the whole. Without a `value` another one near does."""
    fields = [
        rich_text.section(*rich_text.of_words(f"{name} ", "bold"), *rich_text.of_words(words))
        for name, words in text.filled
    ]
    yield from excerpt(rich_text.block(*fields), limit, value) if fields else ()


def excerpt_with_form(text: Revision, limit: int, value: Mapping[str, Any]) -> list[Block]:
    """Show what fits of a text and of what is filled in; where either is cut, a button opens the whole of both."""
    shown = list(excerpt(text.rich_text, limit, value))
    return [*shown, *beginning(text, limit, value if len(shown) == 1 else None)]
