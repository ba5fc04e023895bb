"""Looks in each written file for anything near to what is withheld, by letters and digits only."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import regex

from bot.command_line import NotDone
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.folding import bare, bare_with_places
from bot.publishing.redactions.redactor import Redactor
from decisions.words.spelling import each_word

# Fewer letters than these match by chance across two words.
SHORTEST_ACROSS_WORDS = 6
# Digests, which say nothing.
_DIGEST = regex.compile(r"\b[0-9a-f]{16,}\b")
_IN_QUOTES = regex.compile(r'"(?:[^"\\\n]|\\.)*"')
# Tags in the middle of a word; any other tag separates words.
_INLINE = {"a", "b", "code", "del", "em", "i", "ins", "s", "span", "strong"}

_LETTER = regex.compile(r"[\p{L}\p{N}]")
_LAST_WORD, _FIRST_WORD = regex.compile(r"[\p{L}\p{N}]*\Z"), regex.compile(r"[\p{L}\p{N}]*")

# Which redaction, and the words that are near to it.
Near = tuple[int, str]


def refuse_near_misses(redactor: Redactor, files: Iterable[tuple[str, str]]) -> None:
    """Raise NotDone when a file (its name and its text) has words that are near to what is withheld."""
    found: dict[Near, list[str]] = defaultdict(list)
    for name, text in files:
        for near in dict.fromkeys(_near_misses(redactor, name, text)):
            found[near].append(name)
    if found:
        raise NotDone(
            "--redactions: words that are near to what is withheld can still be read, so nothing was written. "
            'Please withhold each by a redaction of its own, or add to the one it is near to: allowed = ["…"]',
            [_line(redactor.redactions[place], place, words, names) for (place, words), names in found.items()],
        )


def _line(redaction: Redaction, place: int, words: str, names: list[str]) -> str:
    hidden = redaction.person or redaction.passage
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    where = ", ".join(names[:2]) + more
    return f"{json.dumps(words, ensure_ascii=False)} is near to redactions {place + 1} ({hidden}): {where}"


def _near_misses(redactor: Redactor, name: str, text: str) -> Iterator[Near]:
    hidden = [(place, _letters(form)) for place, forms in enumerate(redactor.forms) for form in forms]
    allowed = [set(map(_letters, redaction.allowed)) for redaction in redactor.redactions]
    for written in _readable(name, text):
        piece = _DIGEST.sub("", written)
        letters = _letters(piece)
        for place, wanted in hidden:
            near = _met(piece, wanted) if wanted and wanted in letters else ()
            yield from ((place, words) for words in near if _letters(words) not in allowed[place])


def _met(piece: str, wanted: str) -> Iterator[str]:
    """Find these letters, whatever stands between them, and yield the whole words that have them."""
    folded, places = bare_with_places(piece)
    at = [letter.start() for letter in _LETTER.finditer(folded)]
    letters = "".join(folded[place] for place in at)
    found = letters.find(wanted)
    while found >= 0:
        first, last = at[found], at[found + len(wanted) - 1] + 1
        if len(wanted) >= SHORTEST_ACROSS_WORDS or folded[first:last] == wanted:
            first = _begun(folded, first)
            last = _ended(folded, last)
            yield piece[places[first] : places[last]]
        found = letters.find(wanted, found + 1)


def _begun(folded: str, place: int) -> int:
    """Go back to where the word at this place begins."""
    before = _LAST_WORD.search(folded, endpos=place)
    return before.start() if before else place


def _ended(folded: str, place: int) -> int:
    after = _FIRST_WORD.match(folded, place)
    return after.end() if after else place


def _letters(words: str) -> str:
    return "".join(each_word(bare(words)))


def _readable(name: str, text: str) -> list[str]:
    """Take a file apart into what a person reads in it."""
    if name.endswith(".html"):
        page = _Page()
        page.feed(text)
        page.close()
        return ["".join(page.words), *page.attributes]
    if name.endswith(".json"):
        return list(_strings(json.loads(text)))
    if name.endswith(".js"):
        return [json.loads(words) for words in _IN_QUOTES.findall(text)]
    return [text]


class _Page(HTMLParser):
    """Its words, as they stand beside each other on the screen, and what its tags say besides, such as addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem != "style":
            self.words.append(data)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
