"""Words as they are compared with what is withheld, and which place of them each sign comes from."""

from collections.abc import Iterator

import regex

from decisions.words.spelling import folded

# An address writes a blank as %20, an address inside another one as %2520.
_ESCAPE = regex.compile(r"%(?:25)*([0-9A-Fa-f]{2})")
_ESCAPES = regex.compile(rf"(?:{_ESCAPE.pattern})+")


def bare(words: str) -> str:
    """Fold words, with what addresses escape."""
    return folded(_ESCAPES.sub(lambda run: "".join(sign for _, sign in _unescaped(run)), words))


def bare_with_places(words: str) -> tuple[str, list[int]]:
    """Fold them likewise, and say where in the words each sign comes from; at last comes where they end."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in _signs(words):
        for letter in folded(sign):
            signs.append(letter)
            places.append(place)
    return "".join(signs), [*places, len(words)]


def _signs(words: str) -> Iterator[tuple[int, str]]:
    end = 0
    for run in _ESCAPES.finditer(words):
        yield from enumerate(words[end : run.start()], end)
        yield from _unescaped(run)
        end = run.end()
    yield from enumerate(words[end:], end)


def _unescaped(run: "regex.Match[str]") -> Iterator[tuple[int, str]]:
    """Yield each sign that is escaped, with its place in the whole. What is no UTF-8 stays a riddle."""
    escapes = list(_ESCAPE.finditer(run[0]))
    at = 0
    for sign in bytes(int(escape[1], 16) for escape in escapes).decode(errors="surrogateescape"):
        yield run.start() + escapes[at].start(), sign
        at += len(sign.encode(errors="surrogateescape"))
