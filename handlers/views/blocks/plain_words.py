"""Says what a message says in plain words, as it is kept beside the record."""

import re
from collections.abc import Iterator

from handlers.views.blocks.kit import Block, Message
from handlers.views.blocks.words import rich_text

_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BOLD = re.compile(r"\*([^*\n]+)\*")
_MENTION = re.compile(r"<([@#!][^<>|]*)>")


def plain_words(said: Message) -> str:
    """Read a message line by line, without its buttons. Mentions stay as Slack's ids, as "@U0123456789"."""
    return "\n".join(line for block in said.blocks for line in _lines(block)) or _unmarked(said.headline)


def _lines(block: Block) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield _unmarked(block["text"]["text"])
        case "context":
            yield from (_unmarked(element["text"]) for element in block["elements"])
        case "rich_text":
            yield rich_text.plain(block)


def _unmarked(mrkdwn: str) -> str:
    words = _BOLD.sub(r"\1", _MENTION.sub(r"\1", _LINK.sub(r"\2", mrkdwn)))
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
