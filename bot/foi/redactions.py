"""What is withheld from whoever asked, and why? Each place shows that something was there."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec

from bot.command_line import NotDone
from bot.toml_file import BadFile, Name, read_as
from decisions.log_entry import LogEntry, field_digest
from handlers.views.rich_text import plain

BLACK = "▇▇▇"
# A passage or a name of fewer letters would be met inside other words.
SHORTEST = 3
_ALIKE = ("'\u2019\u2018\u02bc", '"\u201c\u201d\u201e', "-\u2010\u2011\u2012\u2013\u2014")


class Redaction(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A person (a Slack member id, or a name as Slack has it) or a passage, and the exemption in free text."""

    reason: Name
    person: str = ""
    passage: str = ""


class RedactionFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    redactions: tuple[Redaction, ...]


@dataclass(frozen=True)
class Disclosed:
    """An entry as it is shown: in its fields, what is withheld is black.

    `withheld` are the fields of which something is, with the digests that the chain covers.
    """

    entry: LogEntry
    withheld: Mapping[str, str]


def read_redactions(path: Path) -> tuple[Redaction, ...]:
    """Read them. Raises BadFile."""
    found = read_as(RedactionFile, path, "docs/foi.md shows how one is written").redactions
    for place, redaction in enumerate(found, start=1):
        if bool(redaction.person) == bool(redaction.passage):
            raise BadFile(f"{path}: redactions {place}: name either a person or a passage")
        if len((redaction.person or redaction.passage).strip()) < SHORTEST:
            raise BadFile(f"{path}: redactions {place}: is shorter than {SHORTEST} characters, and would hide too much")
    return found


class Redactor:
    """Blackens words and counts how often. `names` are people's, by Slack user id."""

    def __init__(self, redactions: Sequence[Redaction], names: Mapping[str, str]) -> None:
        self.redactions = redactions
        self.counts: Counter[int] = Counter()
        self._patterns = [_pattern(redaction, names) for redaction in redactions]

    def entry(self, entry: LogEntry) -> Disclosed:
        shown = {name: self._value(value) for name, value in entry.fields.items()}
        withheld = {
            name: field_digest(name, value, entry.salts[name])
            for name, value in entry.fields.items()
            if shown[name] != value
        }
        return Disclosed(replace(entry, fields=shown), withheld)

    def words(self, words: str) -> str:
        """Blacken these. Redactions that overlap become one, so that neither keeps the other from its place."""
        composed = normalize("NFC", words)
        spans = sorted(
            (met.start(), met.end(), place)
            for place, pattern in enumerate(self._patterns)
            for met in pattern.finditer(composed)
        )
        shown, end = "", 0
        places: list[int] = []
        for first, last, place in spans:
            if places and first >= end:
                shown += self.black(*places)
                places = []
            if not places:
                shown += composed[end:first]
            places.append(place)
            end = max(end, last)
            self.counts[place] += 1
        return shown + self.black(*places) + composed[end:] if spans else words

    def name(self, words: str) -> str:
        """Blacken what is no part of the record, such as what was looked for: it counts as no place."""
        before = self.counts.copy()
        shown = self.words(words)
        self.counts = before
        return shown

    def black(self, *places: int) -> str:
        """Write what stands where something is withheld."""
        reasons = dict.fromkeys(self.redactions[place].reason for place in places)
        return f"{BLACK} [withheld: {'; '.join(reasons)}]"

    def met_in(self, words: str) -> list[int]:
        """List the redactions that these words call for."""
        composed = normalize("NFC", words)
        return [place for place, pattern in enumerate(self._patterns) if pattern.search(composed)]

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, list):
            return [self._value(inner) for inner in value]
        if isinstance(value, dict) and value.get("type") == "rich_text":
            # The same words stand in the field `text`; here they may be spread over many pieces.
            met = self.met_in(plain(value))
            return self.black(*met) if met else value
        if isinstance(value, dict):
            return {name: self._value(inner) for name, inner in value.items()}
        return value


def _pattern(redaction: Redaction, names: Mapping[str, str]) -> re.Pattern[str]:
    if redaction.passage:
        return _whole_words([redaction.passage])
    person = redaction.person.strip().lstrip("@")
    ids = [known for known, name in names.items() if person.casefold() in (known.casefold(), name.casefold())]
    if not ids:
        raise NotDone(f"--redactions: nobody is known as {person!r}; take the Slack member id, or the name in Slack")
    return _whole_words([form for known in ids for form in (f"@{known}", known, names[known]) if form])


def _whole_words(forms: Sequence[str]) -> re.Pattern[str]:
    """Match any of these, however its blanks, capitals, quotation marks and dashes are written."""
    spaced = [r"\s+".join(map(_any_sign, form.split())) for form in sorted(forms, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def _any_sign(word: str) -> str:
    """Phones put other signs in the place of those that were typed."""
    letters = normalize("NFC", word)
    alike = {sign: f"[{re.escape(signs)}]" for signs in _ALIKE for sign in signs}
    return "".join(alike.get(letter) or re.escape(letter) for letter in letters)
