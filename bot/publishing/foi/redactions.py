"""What is withheld from whoever asked, and why? Each place shows that something was there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec

from bot.command_line import NotDone
from bot.setup.toml_file import BadFile, Name, read_as
from decisions.log_entry import LogEntry, field_digest
from handlers.views.blocks.rich_text import plain

BLACK = "▇▇▇"
# A passage or a name of fewer letters would be met inside other words.
SHORTEST = 3
# Fields with nothing but names, which are met whole or not at all.
_NAMES = {"actor", "partner", "owner"}
# Slack's signs for bold and the like, which a message does not show, and letters that nobody sees.
_UNSEEN = "*_~`\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MEMBER_ID = re.compile(r"[UW](?=.*\d)[A-Z0-9]{3,}")
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
        if len(_bare(redaction.person or redaction.passage).strip()) < SHORTEST:
            raise BadFile(f"{path}: redactions {place}: is shorter than {SHORTEST} characters, and would hide too much")
    return found


class Redactor:
    """Blackens words and counts how often. `names` are people's, by Slack user id.

    `touched` are the redactions that a proposal's words call for, by its number, as far as the log was read.
    """

    def __init__(self, redactions: Sequence[Redaction], names: Mapping[str, str]) -> None:
        self.redactions = redactions
        self.counts: Counter[int] = Counter()
        self.touched: dict[int, set[int]] = defaultdict(set)
        self._patterns = [_pattern(redaction, names) for redaction in redactions]

    def refuse_telling_reasons(self) -> None:
        """Raise NotDone when a reason, which everybody reads, has the very words that are withheld."""
        for redaction in self.redactions:
            if self.met_in(redaction.reason):
                raise NotDone(f"--redactions: the reason {redaction.reason!r} tells what is withheld; put it otherwise")

    def reading(self, log: Iterable[LogEntry]) -> Iterator[LogEntry]:
        """Note what is touched, also on days that nobody asks for: a message may show it later, in pieces."""
        for entry in log:
            number = entry.fields.get("number")
            if number:
                before, self.counts = self.counts, Counter()
                for name in entry.fields.keys() - _NAMES:
                    self._value(entry.fields[name])
                self.touched[number] |= self.counts.keys()
                self.counts = before
            yield entry

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

    def whole(self, places: Iterable[int]) -> str:
        """Blacken words that may hold pieces of these redactions, which nobody can tell from others."""
        self.counts.update(places)
        return f"{self.black(*sorted(places))} The whole message, for it shows such words in pieces."

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
    if _MEMBER_ID.fullmatch(person.upper()):
        # The log keeps the ids of people whose names are not known any more.
        ids.append(person.upper())
    if not ids:
        raise NotDone(f"--redactions: nobody is known as {person!r}; take the Slack member id, or the name in Slack")
    return _whole_words([form for known in ids for form in (f"@{known}", known, names.get(known, "")) if form])


def _whole_words(forms: Sequence[str]) -> re.Pattern[str]:
    """Match any of these, however its blanks, capitals, quotation marks and dashes are written, bold or not."""
    blank = rf"[{_UNSEEN}]*\s[\s{_UNSEEN}]*"
    spaced = [blank.join(map(_any_sign, _bare(form).split())) for form in sorted(forms, key=len, reverse=True)]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])", re.IGNORECASE)


def _bare(words: str) -> str:
    return "".join(letter for letter in words if letter not in _UNSEEN)


def _any_sign(word: str) -> str:
    """Phones put other signs in the place of those that were typed."""
    letters = normalize("NFC", word)
    alike = {sign: f"[{re.escape(signs)}]" for signs in _ALIKE for sign in signs}
    return f"[{_UNSEEN}]*".join(alike.get(letter) or re.escape(letter) for letter in letters)
