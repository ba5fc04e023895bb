"""How is Slack's rich text read as plain words, made harmless, cut, and made from plain words?"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from decisions.spelling import written

Element = Mapping[str, Any]

_NAMED = {
    "user": ("@", "user_id", ""),
    "usergroup": ("@", "usergroup_id", ""),
    "channel": ("#", "channel_id", ""),
    "broadcast": ("@", "range", ""),
    "emoji": (":", "name", ":"),
    "color": ("", "value", ""),
}
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")


def plain(rich: Element) -> str:
    """Read rich text as plain text, one line a paragraph or list item; "" when nothing but bullets can be seen."""
    return _unstripped(rich).strip() if any(map(_is_written, rich.get("elements", ()))) else ""


def harmless(rich: Element) -> dict[str, Any]:
    """Copy rich text with channel-wide and group mentions as words, so that posting it pings no crowd."""
    return _mapped(rich, _without_pings)


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


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(words: str) -> dict[str, Any]:
    return {"type": "rich_text_quote", "elements": of_words(words)}


def block(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def split(rich: Element, limit: int) -> list[dict[str, Any]]:
    """Divide rich text into pieces of at most about `limit` plain characters, between words, keeping its looks."""
    pieces: list[list[dict[str, Any]]] = [[]]
    room, last_place = limit, -1
    for place, bit in _bits(rich, limit):
        length = len(_unstripped(block(bit)))
        if length > room and pieces[-1]:
            pieces.append([])
            room, last_place = limit, -1
        if place == last_place:
            pieces[-1][-1]["elements"].extend(bit["elements"])
        else:
            pieces[-1].append(bit)
        room, last_place = room - length, place
    return [block(*piece) for piece in pieces if piece]


def _bits(rich: Element, limit: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield parts with one element each, and the place of the part they came from."""
    for place, part in enumerate(rich.get("elements", ())):
        is_numbered = part.get("style") == "ordered"
        for item, inner in enumerate(part.get("elements", ()), start=part.get("offset", 0)):
            numbered = {"offset": item} if is_numbered and item else {}
            for shorter in _shorter(inner, limit):
                yield place, {**part, **numbered, "elements": [shorter]}


def _shorter(inner: Element, limit: int) -> Iterator[dict[str, Any]]:
    """Yield a text element in stretches of at most `limit` characters; a list item likewise."""
    if "elements" in inner:
        for deeper in inner["elements"] if len(_unstripped(block(dict(inner)))) > limit else ():
            for shorter in _shorter(deeper, limit):
                yield {**inner, "elements": [shorter]}
        if len(_unstripped(block(dict(inner)))) <= limit:
            yield dict(inner)
        return
    words = inner.get("text", "")
    while inner.get("type") == "text" and len(words) > limit:
        cut = words.rfind(" ", limit // 2, limit) + 1 or limit
        yield {**inner, "text": words[:cut]}
        words = words[cut:]
    yield {**inner, "text": words} if inner.get("type") == "text" else dict(inner)


def _unstripped(rich: Element) -> str:
    return "\n".join(line for part in rich.get("elements", ()) for line in _lines(part))


def _lines(part: Element) -> Iterator[str]:
    if part["type"] == "rich_text_list":
        numbers = part.get("style") == "ordered"
        for place, item in enumerate(part.get("elements", ()), start=1 + part.get("offset", 0)):
            yield f"{'  ' * part.get('indent', 0)}{f'{place}.' if numbers else '•'} {_inline(item)}"
    else:
        yield _inline(part)


def _is_written(part: Element) -> bool:
    parts = part.get("elements", ()) if part.get("type") == "rich_text_list" else [part]
    return any(written(_inline(each)) for each in parts)


def _inline(part: Element) -> str:
    return "".join(_said(element) for element in part.get("elements", ()))


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


def _without_pings(element: Element) -> dict[str, Any]:
    if element.get("type") in ("broadcast", "usergroup"):
        return {"type": "text", "text": _said(element), **({"style": element["style"]} if "style" in element else {})}
    return dict(element)


def _mapped(part: Element, change: Callable[[Element], dict[str, Any]]) -> dict[str, Any]:
    if "elements" not in part:
        return change(part)
    return {**part, "elements": [_mapped(inner, change) for inner in part["elements"]]}
