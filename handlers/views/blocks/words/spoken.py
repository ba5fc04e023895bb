"""What a screen reader says of a message: it reads the top-level text alone, which has to carry the substance."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape

# When a message is updated, Slack takes 4,000 characters.
LONGEST = 3990
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BOLD = re.compile(r"\*([^*\n]+)\*")
# A picture of how many consent; the words beside it say it.
_METER = re.compile(r"[▰▱]+ ")
_BROKEN_OFF = re.compile(r"(?:&\w*|<[^<>]*)\Z")


def spoken(headline: str, blocks: Iterable[Mapping[str, Any]]) -> str:
    """Say the headline, and after it what the blocks say beside it: all words but those of buttons, in mrkdwn."""
    known = _bare(headline)
    lines = [line for block in blocks for line in _lines(block) if line.strip() and line.strip() not in known]
    if lines and lines[0].startswith(known):
        return _cut("\n".join(lines))
    return _cut("\n".join([headline, *lines]))


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield escape(block["text"]["text"])
        case "section":
            yield from _bare(block["text"]["text"]).split("\n")
        case "context":
            yield from (_bare(element["text"]) for element in block["elements"])
        case "rich_text":
            yield from escape(rich_text.plain({"elements": [*map(_telling, block["elements"])]})).split("\n")


def _bare(mrkdwn: str) -> str:
    return _METER.sub("", _BOLD.sub(r"\1", _LINK.sub(r"\2", mrkdwn)))


def _telling(part: Mapping[str, Any]) -> dict[str, Any]:
    """Mark struck-through words as such: what is read without them is what stands now."""
    if "elements" in part:
        return {**part, "elements": [*map(_telling, part["elements"])]}
    style = part.get("style", {})
    if not isinstance(style, dict) or not style.get("strike") or not part.get("text", "").strip():
        return dict(part)
    words = part["text"]
    return {**part, "text": words.replace(words.strip(), f"(struck through: {words.strip()})", 1)}


def _cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    start = words[: LONGEST - 2]
    return f"{_BROKEN_OFF.sub('', start).rstrip()} …"
