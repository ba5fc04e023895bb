"""Slack's rich text: read as plain words, made harmless, divided, and made from plain words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from decisions.words.spelling import written

Element = Mapping[str, Any]

_NAMED = {
    "user": ("@", "user_id", ""),
    "usergroup": ("@", "usergroup_id", ""),
    "channel": ("#", "channel_id", ""),
    "broadcast": ("@", "range", ""),
    "emoji": (":", "name", ":"),
    "color": ("", "value", ""),
}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE = re.compile(r"(?s).+?(?:[.!?…][\"')\]»”\u2019]*\s+|\Z)")
_SENTENCE_END = re.compile(r"[.!?…][\"')\]»”\u2019]*\s+\Z")
# What Slack itself writes changes; these it takes back, by the parts in which they stand.
_TAKEN_BACK = frozenset({"text", "link", "user", "channel", "emoji", "date", "color"})
_PARTS: Mapping[Any, frozenset[str]] = {
    "rich_text_section": _TAKEN_BACK,
    "rich_text_quote": _TAKEN_BACK,
    "rich_text_preformatted": frozenset({"text", "link"}),
}
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")


def plain(rich: Element) -> str:
    """Read rich text as plain text, one line a paragraph or list item; "" when nothing but bullets can be seen."""
    return _unstripped(rich).strip() if any(map(_is_written, rich.get("elements", ()))) else ""


def harmless(rich: Element) -> dict[str, Any]:
    """Copy rich text as Slack takes it back, and no crowd is pinged: whatever would, or is new in Slack, as words."""
    return {**rich, "elements": [_harmless_part(part) for part in rich.get("elements", ())]}


def of_words(words: str, style: str | None = None) -> list[dict[str, Any]]:
    """Turn plain words into inline elements; web addresses become links. Nothing in them can ping."""
    look: dict[str, Any] = {"style": {style: True}} if style else {}
    elements: list[dict[str, Any]] = []
    end = 0
    for address in _ADDRESS.finditer(words):
        if address.start() > end:
            elements.append({"type": "text", "text": words[end : address.start()], **look})
        elements.append({"type": "link", "url": address.group(), **look})
        end = address.end()
    if end < len(words):
        elements.append({"type": "text", "text": words[end:], **look})
    return elements


def section(*elements: Element) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(words: str) -> dict[str, Any]:
    return {"type": "rich_text_quote", "elements": of_words(words)}


def block(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def split(rich: Element, limit: int) -> list[dict[str, Any]]:
    """Divide rich text into pieces of at most about `limit` plain characters, keeping its looks.

    It is cut between paragraphs and items of lists; where one of these is too long, after a sentence, else between
    words.
    """
    pieces: list[list[dict[str, Any]]] = [[]]
    room, last_place = limit, -1
    for place, bit in _bits(rich, limit):
        length = _length(bit)
        if length > room and pieces[-1]:
            pieces.append([])
            room, last_place = limit, -1
        if place == last_place:
            pieces[-1][-1]["elements"].extend(bit["elements"])
        else:
            pieces[-1].append({**bit, "elements": [*bit["elements"]]})
        room, last_place = room - length, place
    return [block(*piece) for piece in pieces if piece]


def lines(part: Element) -> list[list[dict[str, Any]]]:
    """Divide a part's elements into its lines, each with its line end."""
    divided: list[list[dict[str, Any]]] = [[]]
    for element in part.get("elements", ()):
        if element.get("type") != "text":
            divided[-1].append(dict(element))
            continue
        for line in _LINE.findall(element.get("text", "")):
            divided[-1].append({**element, "text": line})
            if line.endswith("\n"):
                divided.append([])
    return [line for line in divided if line]


def _bits(rich: Element, limit: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what is not divided further, as parts, with the place of the part each came from."""
    for place, part in enumerate(rich.get("elements", ())):
        if part["type"] == "rich_text_list":
            for item, inner in enumerate(part.get("elements", ()), start=part.get("offset", 0)):
                numbered = {"offset": item} if part.get("style") == "ordered" and item else {}
                for stretch in _stretches(inner.get("elements", ()), limit):
                    yield place, {**part, **numbered, "elements": [{**inner, "elements": stretch}]}
        elif part["type"] == "rich_text_preformatted" and _length(part) <= limit:
            yield place, dict(part)
        else:
            for row in _rows(part, limit):
                for stretch in _stretches(row, limit):
                    yield place, {**part, "elements": stretch}


def _rows(part: Element, limit: int) -> Iterator[list[dict[str, Any]]]:
    """Yield its lines; among letters of one width those that are set in go with the one before: a row of a table."""
    row: list[dict[str, Any]] = []
    for line in lines(part):
        goes_on = part["type"] == "rich_text_preformatted" and line[0].get("text", "").startswith(" ")
        if row and not (goes_on and _length(section(*row, *line)) <= limit):
            yield row
            row = []
        row += line
    if row:
        yield row


def _stretches(elements: Iterable[Element], limit: int) -> Iterator[list[Element]]:
    """Divide a line that is too long after a sentence, or between words where a sentence is too long itself."""
    elements = list(elements)
    if _length(section(*elements)) <= limit:
        yield elements
        return
    taken: list[Element] = []
    lengths: list[int] = []
    after_sentence = 0
    for stretch in (shorter for element in elements for shorter in _shorter(element, limit)):
        lengths.append(_length(section(stretch)))
        while taken and sum(lengths) > limit:
            cut = after_sentence or len(taken)
            yield taken[:cut]
            taken, lengths, after_sentence = taken[cut:], lengths[cut:], 0
        taken.append(stretch)
        if _SENTENCE_END.search(stretch.get("text", "")):
            after_sentence = len(taken)
    yield taken


def _shorter(element: Element, limit: int) -> Iterator[Element]:
    """Yield an element of words sentence by sentence, and what is longer than `limit` characters between words."""
    if element.get("type") != "text":
        yield element
        return
    for sentence in _SENTENCE.findall(element["text"]):
        words = sentence
        while len(words) > limit:
            cut = words.rfind(" ", limit // 2, limit) + 1 or limit
            yield {**element, "text": words[:cut]}
            words = words[cut:]
        yield {**element, "text": words}


def _length(part: Element) -> int:
    return len(_unstripped(block(dict(part))))


def _unstripped(rich: Element) -> str:
    return "\n".join(line for part in rich.get("elements", ()) for line in _lines(part))


def _lines(part: Element) -> Iterator[str]:
    if part["type"] == "rich_text_list":
        numbers = part.get("style") == "ordered"
        for place, item in enumerate(part.get("elements", ()), start=1 + part.get("offset", 0)):
            yield f"{'  ' * part.get('indent', 0)}{f'{place}.' if numbers else '•'} {inline(item)}"
    else:
        yield inline(part)


def _is_written(part: Element) -> bool:
    parts = part.get("elements", ()) if part.get("type") == "rich_text_list" else [part]
    return any(written(inline(each)) for each in parts)


def inline(part: Element) -> str:
    """Read one line: a paragraph, or an item of a list."""
    return "".join(_said(element) for element in part.get("elements", ()))


def mentioned(part: Element) -> Iterator[str]:
    """Yield the Slack user ids of whom it mentions."""
    if part.get("type") == "user":
        yield part["user_id"]
    for each in part.get("elements", ()):
        yield from mentioned(each)


def _said(element: Element) -> str:
    kind = element.get("type")
    if kind == "link":
        return _link(element)
    if kind == "date":
        return str(element.get("fallback") or element.get("format", ""))
    if kind in _NAMED:
        before, key, after = _NAMED[kind]
        return f"{before}{element.get(key, '')}{after}"
    return str(element.get("text", ""))


def _link(element: Element) -> str:
    url, words = element.get("url", ""), element.get("text")
    return f"{words} ({url})" if words and words != url else url


def _harmless_part(part: Element) -> dict[str, Any]:
    kind, elements = part.get("type"), part.get("elements", ())
    if kind == "rich_text_list":
        return {**part, "elements": [section(*_harmless(item.get("elements", ()), _TAKEN_BACK)) for item in elements]}
    if kind in _PARTS:
        return {**part, "elements": _harmless(elements, _PARTS[kind])}
    return section(*_harmless(elements or [part], _TAKEN_BACK))


def _harmless(elements: Iterable[Element], taken_back: frozenset[str]) -> list[dict[str, Any]]:
    copied = (dict(each) if each.get("type") in taken_back else _as_words(each) for each in elements)
    # Slack refuses an empty text.
    return [each for each in copied if each.get("type") != "text" or each.get("text")]


def _as_words(element: Element) -> dict[str, Any]:
    look = {"style": element["style"]} if "style" in element else {}
    return {"type": "text", "text": _said(element), **look}
