"""Withholds words, wherever they stand and however they are written. Each place shows that something was there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from bot.command_line import NotDone
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.folding import bare, bare_with_places
from decisions.log.log_entry import LogEntry, field_digest
from decisions.proposal.sealed import SAID
from decisions.words.spelling import alike, each_word
from handlers.views.blocks.words.rich_text import block, of_words, plain, section

BLACK = "▇▇▇"
# Fields with nothing but names, which match whole or not at all. An owner's may be changed into another's.
_NAMES = {"actor", "partner"}
_MEMBER_ID = regex.compile(r"[UW](?=.*\d)[A-Z0-9]{3,}")
_LETTER = r"[\p{L}\p{N}]"
# What may stand between two words of a passage, or nothing: signs, blanks, the number of the next item of a list.
_BETWEEN = r"(?:\n[^\S\n]*\d{1,3}\.[^\S\n]|[^\p{L}\p{N}])*"


@dataclass(frozen=True)
class Disclosed:
    """An entry as it is shown: in its fields, what is withheld is black.

    `withheld` are the fields of which something is, with the digests that the chain covers.
    """

    entry: LogEntry
    withheld: Mapping[str, str]


class Redactor:
    """Blackens words and counts how often. `names` are people's, by Slack user id.

    `touched` are the redactions that a proposal's words call for, by its number, as far as the log was read.
    """

    def __init__(self, redactions: Sequence[Redaction], names: Mapping[str, str]) -> None:
        self.redactions = redactions
        self.counts: Counter[int] = Counter()
        self.touched: dict[int, set[int]] = defaultdict(set)
        # Papers that are carried, and that nobody but a person can look into.
        self.unread: list[str] = []
        # A text is named by a hash without a salt: whoever guesses what is withheld of it could make sure.
        self._telling: dict[str, set[int]] = defaultdict(set)
        self.forms = [forms(redaction, names) for redaction in redactions]
        self._patterns = [_whole_words(each) for each in self.forms]

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
                if "text" in entry.fields and "text_sha256" in entry.fields and self.counts:
                    self._telling[entry.fields["text_sha256"]] |= self.counts.keys()
                self.counts = before
            yield entry

    def entry(self, entry: LogEntry) -> Disclosed:
        before = Counter(self.counts)
        shown = {name: self._value(value) for name, value in entry.fields.items()}
        # With the salt of an answer that was sealed, whoever guesses what is withheld of it could make sure.
        if "salt" in shown and any(shown[name] != entry.fields[name] for name in SAID if name in shown):
            shown["salt"] = self.black(*sorted((self.counts - before).keys()))
        if telling := self._telling.get(entry.fields.get("text_sha256", "")):
            shown["text_sha256"] = self.black(*sorted(telling))
        withheld = {
            name: field_digest(name, value, entry.salts[name])
            for name, value in entry.fields.items()
            if shown[name] != value
        }
        return Disclosed(replace(entry, fields=shown), withheld)

    def words(self, words: str) -> str:
        """Blacken these. Redactions that overlap become one, so that neither keeps the other from its place."""
        if not self.met_in(words):
            return words
        spans = self._spans(words)
        shown, end = "", 0
        met: list[int] = []
        for first, last, redaction in spans:
            if met and first >= end:
                shown += self.black(*met)
                met = []
            if not met:
                shown += words[end:first]
            met.append(redaction)
            end = max(end, last)
            self.counts[redaction] += 1
        return shown + self.black(*met) + words[end:]

    def name(self, words: str) -> str:
        """Blacken what counts as no place, such as what was looked for, or words that stand elsewhere too."""
        before = self.counts.copy()
        shown = self.words(words)
        self.counts = before
        return shown

    def whole(self, places: Iterable[int]) -> str:
        """Blacken words that may hold pieces of these redactions, which nobody can tell from others."""
        self.counts.update(places)
        return f"{self.black(*sorted(places))} The whole message, for it shows such words in pieces."

    def unmet(self) -> list[str]:
        """List the people, passages and papers that were found nowhere."""
        return [each.hidden for place, each in enumerate(self.redactions) if not self.counts[place]]

    def black(self, *places: int) -> str:
        """Write what stands where something is withheld."""
        reasons = dict.fromkeys(self.redactions[place].reason for place in places)
        return f"{BLACK} [withheld: {'; '.join(reasons)}]"

    def met_in(self, words: str) -> list[int]:
        """List the redactions that these words call for."""
        folded = bare(words)
        return [redaction for redaction, pattern in enumerate(self._patterns) if pattern.search(folded)]

    def rich_text(self, rich: Mapping[str, Any]) -> Mapping[str, Any]:
        """Blacken words in rich text, which then loses its formatting. They count where they stand as plain words."""
        if not self.met_in_rich_text(rich):
            return rich
        return block(section(*of_words(self.name(plain(rich)))))

    def met_in_rich_text(self, rich: Mapping[str, Any]) -> list[int]:
        """List the redactions that it calls for, by what is read in it and by what its pieces have besides."""
        return self.met_in("\n".join([plain(rich), *_strings(rich)]))

    def _spans(self, words: str) -> list[tuple[int, int, int]]:
        folded, places = bare_with_places(words)
        return sorted(
            (places[met.start()], _end(places, met.end()), redaction)
            for redaction, pattern in enumerate(self._patterns)
            for met in pattern.finditer(folded)
        )

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, list):
            return [self._value(inner) for inner in value]
        if isinstance(value, dict) and value.get("type") == "rich_text":
            # The same words stand in the field `text`; here they may be spread over many pieces.
            met = self.met_in_rich_text(value)
            return self.black(*met) if met else value
        if isinstance(value, dict):
            return {name: self._value(inner) for name, inner in value.items()}
        return value


def forms(redaction: Redaction, names: Mapping[str, str]) -> list[str]:
    """List the ways in which it is written. Raises NotDone for a person whom nobody knows."""
    if redaction.passage or redaction.paper:
        return [redaction.passage] if redaction.passage else []
    person = redaction.person.strip().lstrip("@")
    ids = [known for known, name in names.items() if alike(person) in (alike(known), alike(name))]
    if _MEMBER_ID.fullmatch(person.upper()):
        # The log keeps the ids of people whose names are no longer known.
        ids.append(person.upper())
    if not ids:
        raise NotDone(f"--redactions: nobody is known as {person!r}; take the Slack member id, or the name in Slack")
    return [form for known in ids for form in (known, names.get(known, "")) if form]


def _whole_words(forms: Iterable[str]) -> "regex.Pattern[str]":
    """Match any of these in folded words; a mention has its sign in front."""
    listed = [words for form in forms if (words := each_word(bare(form)))]
    written = "|".join(_BETWEEN.join(words) for words in sorted(listed, key=lambda words: -len("".join(words))))
    # Without a letter in any of them, this never matches.
    return regex.compile(rf"(?<!{_LETTER})@?(?:{written or '(?!)'})(?!{_LETTER})")


def _end(places: Sequence[int], folded_end: int) -> int:
    """Find where the sign ends that the last folded one came of: one sign may fold to several, as ¼ does to three."""
    return next(place for place in places[folded_end:] if place > places[folded_end - 1])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
