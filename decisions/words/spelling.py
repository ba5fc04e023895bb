"""Did anybody write something, and do two people write the same?

One folded form serves to compare names, to search and to withhold: whoever reads sees no difference between what folds
alike. Signs are told by Unicode's properties, of which the standard library lacks three; the library `regex` has all.
"""

import unicodedata

import regex

# Besides what Unicode calls white space and ignorable, it has a few signs whose picture is empty.
_EMPTY = "\u2800\U0001d159\U00013441\U00013442"
_SEEN = regex.compile(rf"[^\p{{White_Space}}\p{{Default_Ignorable_Code_Point}}\p{{Cc}}\p{{Cf}}\p{{Cs}}\p{{M}}{_EMPTY}]")
_UNSTORABLE = regex.compile(r"[\p{Cc}\p{Cs}--\p{White_Space}]", regex.VERSION1)
_TURNING = regex.compile(r"\p{Bidi_Control}")

_IGNORABLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}[\p{Cc}--\p{White_Space}]]", regex.VERSION1)
_DASH = regex.compile(r"\p{Dash}")
_QUOTE = regex.compile(r"\p{Quotation_Mark}")
# Keyboards without an apostrophe have signs that look like one; Unicode tells them by name only.
_LIKE_A_QUOTE = regex.compile(
    r"^(?!.*(?:WITH|BY) ).*(?:APOSTROPHE|PRIME|(?:ACUTE|GRAVE) ACCENT|(?:TURNED|REVERSED) COMMA|SALTILLO)"
)
# Nor do ł and œ come apart into their letters but by name.
_LATIN = regex.compile(
    r"LATIN (?:SMALL LETTER|CAPITAL LETTER|SMALL LIGATURE|LETTER SMALL CAPITAL) (?:DOTLESS )?([A-Z]{1,2})(?: WITH .*)?$"
)
_WORD = regex.compile(r"[\p{L}\p{N}]+")


def written(words: str) -> str:
    """Take what was typed without the blanks around it; "" when nobody could see any of it."""
    return words.strip() if _SEEN.search(words) else ""


def written_in_line(words: str) -> str:
    """Take a name or a title: in one line, without what turns the words after it around."""
    return written(" ".join(storable(_TURNING.sub("", words)).split()))


def storable(words: str) -> str:
    """Leave out what no database keeps and nobody sees: NUL and its like, and halves of signs."""
    return _UNSTORABLE.sub("", words)


def folded(words: str) -> str:
    """Write words without regard to capitals, accents, kinds of dashes and quotes, and signs that nobody sees.

    Each sign folds by itself, to none, one or several; line breaks stay.
    """
    return words.translate(_FOLDS)


def alike(words: str) -> str:
    """Fold a name or a topic: two that come out the same read alike."""
    return "".join(folded(words).split())


def each_word(words: str) -> list[str]:
    """List the words, folded; whatever is neither letter nor number parts them."""
    return _WORD.findall(folded(words))


class _Folds(dict[int, str]):
    """What a sign folds to, by its code point. A sign that was met once is remembered."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold(chr(code))
        return found


def _fold(sign: str) -> str:
    if _IGNORABLE.match(sign) or _is_mark(sign):
        return ""
    if sign.isspace() or sign in _EMPTY:
        return "\n" if f"{sign}.".splitlines()[1:] else " "
    if _DASH.match(sign):
        return "-"
    name = unicodedata.name(sign, "")
    if _QUOTE.match(sign) or _LIKE_A_QUOTE.search(name):
        return "'"
    for parts in (unicodedata.normalize("NFC", sign), sign.casefold(), unicodedata.normalize("NFKD", sign)):
        if parts != sign:
            return folded(parts)
    return _plain(sign, name)


def _is_mark(sign: str) -> bool:
    """Tell an accent and its like; the Greek iota below is a letter in capitals."""
    return unicodedata.category(sign).startswith("M") and sign.casefold() == sign


def _plain(sign: str, name: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    latin = _LATIN.search(name)
    return latin[1].lower() if latin else sign


_FOLDS = _Folds()
