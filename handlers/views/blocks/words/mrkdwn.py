"""Turns Slack's mrkdwn, as other apps and people send it, into the rich text that people read."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from handlers.views.blocks.words import rich_text

Element = dict[str, Any]

_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code", "```": "code"}
# A sign for bold and the like stands outside of words, and right beside what it marks.
_PIECE = re.compile(
    r"<(?P<special>[^<>\n]+)>"
    r"|```(?P<code>.+?)```"
    r"|(?<!\w)(?P<sign>[*_~`])(?=\S)(?P<inner>(?:<[^<>\n]+>|(?!(?P=sign))[^\n<])+?)(?<=\S)(?P=sign)(?!\w)",
    re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:).+", re.IGNORECASE)


def parts(mrkdwn: str) -> list[Element]:
    """Read it as parts of a rich text block: what is quoted, and what is not."""
    lines = groupby(mrkdwn.splitlines(), key=lambda line: line.startswith("&gt;"))
    return [_part("\n".join(group), is_quote=is_quote) for is_quote, group in lines]


def plain(mrkdwn: str) -> str:
    """Read it as plain words; lines that are quoted begin with ">"."""
    return rich_text.plain(rich_text.block(rich_text.section(*elements(mrkdwn))))


def elements(mrkdwn: str, **style: bool) -> list[Element]:
    """Read it as the elements of one part."""
    return list(_elements(mrkdwn, style))


def _part(lines: str, *, is_quote: bool) -> Element:
    if not is_quote:
        return rich_text.section(*elements(lines))
    return {"type": "rich_text_quote", "elements": elements(re.sub(r"^&gt; ?", "", lines, flags=re.MULTILINE))}


def _elements(mrkdwn: str, style: dict[str, bool]) -> Iterator[Element]:
    end = 0
    for piece in _PIECE.finditer(mrkdwn):
        yield from _text(mrkdwn[end : piece.start()], style)
        if piece["special"]:
            yield from _special(piece["special"], style)
        elif piece["sign"] and piece["sign"] != "`":
            yield from _elements(piece["inner"], {**style, _STYLES[piece["sign"]]: True})
        else:
            yield from _text(piece["code"] or piece["inner"], {**style, "code": True})
        end = piece.end()
    yield from _text(mrkdwn[end:], style)


def _special(inside: str, style: dict[str, bool]) -> Iterator[Element]:
    """What stands in angle brackets: somebody, a channel, a crowd, a moment or an address, perhaps with its words."""
    what, _, words = inside.partition("|")
    look = {"style": style} if style else {}
    if re.fullmatch(r"@[UW]\w+", what):
        yield {"type": "user", "user_id": what[1:], **look}
    elif re.fullmatch(r"#[CG]\w+", what):
        named = {"type": "channel", "channel_id": what[1:], **look}
        yield from _text(f"#{words}", style) if words else [named]
    elif what.startswith("!"):
        yield from _text(words or _said(what[1:]), style)
    elif _ADDRESS.fullmatch(what):
        text = {"text": _unescaped(words)} if words else {}
        yield {"type": "link", "url": _unescaped(what), **text, **look}
    else:
        yield from _text(f"<{inside}>", style)


def _said(command: str) -> str:
    kind, *more = command.split("^")
    if kind == "date" and re.fullmatch(r"\d{1,11}", more[0] if more else ""):
        return datetime.fromtimestamp(int(more[0]), UTC).strftime("%Y-%m-%d")
    return f"@{more[0] if more else kind}"


def _text(escaped: str, style: dict[str, bool]) -> Iterator[Element]:
    if escaped:
        yield {"type": "text", "text": _unescaped(escaped), **({"style": style} if style else {})}


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
