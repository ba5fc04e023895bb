"""Slack's rich text as HTML. Everything that people wrote is escaped; what is a table becomes one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from bot.publishing.mentions import Who, mentions_named
from handlers.views.blocks.proposal.diff import is_close
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.tables import NUMBER, tables

Element = Mapping[str, Any]

_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}
_MARKS = {"bold": "ins", "strike": "del"}
# Slack gives ids of these; nobody outside could tell which they are.
_NAMELESS = {"channel": "a Slack channel", "usergroup": "a group of people"}
_SAFE = ("https://", "http://", "mailto:")


def rich_html(rich: Element, who: Who) -> Markup:
    """Write paragraphs, lists, quotes and code."""
    return Markup("\n").join(_part(part, who) for part in rich.get("elements", ()))


def marked_html(bits: Iterable[Element], who: Who) -> Markup:
    """Write what a diff marked: struck words as taken out, bold ones as put in."""
    html, last = Markup(), None
    for bit in bits:
        blank = " " if last and is_close(last, bit) else ""
        html += blank + _marked(bit, mentions_named(bit["text"], who))
        last = bit
    return html


def _marked(bit: Element, words: str) -> Markup:
    """Leave the blanks around them unmarked."""
    bare = words.strip()
    before, _, after = words.partition(bare) if bare else (words, "", "")
    return escape(before) + _styled(bit, bare, _MARKS) + escape(after)


def words_html(words: str, who: Who) -> Markup:
    """Write plain words as paragraphs and tables."""
    lines = [{"type": "text", "text": words}]
    return Markup("\n").join(_stretches(lines, who, lambda stretch: _lines_apart(rich_text.inline(stretch), who)))


def table_html(rows: Sequence[Sequence[str]], who: Who) -> Markup:
    """Write a table with its first row as headings; numbers stand to the right."""
    looks = [
        Markup(' class="figure"') if all(NUMBER.fullmatch(cell) for cell in column[1:] if cell) else Markup()
        for column in zip(*rows, strict=True)
    ]
    lines = []
    for tag, row in zip(("th", *("td" for _ in rows[1:])), rows, strict=True):
        cells = (
            Markup("<{0}{1}>{2}</{0}>").format(tag, look, mentions_named(cell, who))
            for cell, look in zip(row, looks, strict=True)
        )
        lines.append(Markup("<tr>{}</tr>").format(Markup().join(cells)))
    return Markup('<table class="written">\n{}\n</table>').format(Markup("\n").join(lines))


def _lines_apart(words: str, who: Who) -> Markup:
    lines = [line for line in mentions_named(words, who).splitlines() if line.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines)


def _stretches(elements: Sequence[Element], who: Who, written: Callable[[Element], Markup]) -> Iterator[Markup]:
    """Write the tables among these elements' lines, and what stands between them as it is `written`."""
    lines = rich_text.lines({"elements": elements})
    words = [rich_text.inline({"elements": line}).removesuffix("\n").replace("\n", " ") for line in lines]
    end = 0
    for table in [*tables("\n".join(words)), None]:
        between = lines[end : table.first if table else len(lines)]
        if any(words[end : end + len(between)]):
            yield written({"elements": [element for line in between for element in line]})
        if table:
            yield table_html(table.rows, who)
            end = table.last


def _part(part: Element, who: Who) -> Markup:
    inner = part.get("elements", ())
    match part.get("type"):
        case "rich_text_list":
            return _list(part, who)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(_inline(inner, who))
        case "rich_text_preformatted":
            parts = _stretches(inner, who, lambda it: Markup("<pre>{}</pre>").format(_inline(it["elements"], who)))
            return Markup("\n").join(parts)
    return Markup("\n").join(_stretches(inner, who, lambda it: _paragraphs(_inline(it["elements"], who))))


def _paragraphs(html: Markup) -> Markup:
    """Blank lines separate paragraphs; other line breaks stay."""
    lines = [Markup(line) for line in html.split("\n")]  # noqa: S704 (was escaped, and a tag holds no line break)
    blocks = [list(block) for is_text, block in groupby(lines, key=lambda line: bool(line.strip())) if is_text]
    return Markup("\n").join(Markup("<p>{}</p>").format(Markup("<br>\n").join(block)) for block in blocks)


def _list(part: Element, who: Who) -> Markup:
    is_numbered = part.get("style") == "ordered"
    start = Markup(' start="{}"').format(1 + part["offset"]) if is_numbered and part.get("offset") else Markup()
    depth = Markup(' class="depth-{}"').format(min(part["indent"], 5)) if part.get("indent") else Markup()
    items = Markup("\n").join(
        Markup("<li>{}</li>").format(_inline(item.get("elements", ()), who)) for item in part.get("elements", ())
    )
    tag = "ol" if is_numbered else "ul"
    return Markup("<{0}{1}{2}>\n{3}\n</{0}>").format(tag, start, depth, items)


def _inline(elements: Iterable[Element], who: Who) -> Markup:
    return Markup().join(_said(element, who) for element in elements)


def _said(element: Element, who: Who) -> Markup:
    kind = element.get("type")
    match kind:
        case "text":
            return _styled(element, element.get("text", ""), _STYLES)
        case "link":
            return _styled(element, _link(element), _STYLES)
        case "user":
            return escape(who(element.get("user_id", "")) or "somebody")
        case "emoji":
            return escape(_emoji(element))
    return escape(_NAMELESS.get(str(kind)) or rich_text.inline({"elements": [element]}))


def _link(element: Element) -> Markup:
    url = str(element.get("url", ""))
    words = element.get("text") or url
    if not url.startswith(_SAFE):
        return escape(words)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, words)


def _emoji(element: Element) -> str:
    codes = str(element.get("unicode", "")).split("-")
    try:
        return "".join(chr(int(code, 16)) for code in codes)
    except (ValueError, OverflowError):
        return f":{element.get('name', '')}:"


def _styled(element: Element, words: str, tags: Mapping[str, str]) -> Markup:
    html = escape(words)
    for style, tag in tags.items():
        if element.get("style", {}).get(style):
            html = Markup("<{0}>{1}</{0}>").format(Markup(tag), html)  # noqa: S704 (one of ours)
    return html
