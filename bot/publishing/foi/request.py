"""Which entries of the decision log, and which messages, a request for information asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.command_line import NotDone
from bot.publishing.chapters import Span
from decisions.log.log_entry import LogEntry
from decisions.words.spelling import alike, each_word


@dataclass(frozen=True)
class Request:
    """Whole days of the alliance's zone. With topics or words, only the proposals that have one of the topics,
    and all of the words anywhere in their record."""

    first: date
    last: date
    topics: tuple[str, ...]
    words: str

    def span(self, zone: ZoneInfo) -> Span:
        return Span(_midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.topics or self.words)


class Search:
    """Reads the whole log once, and then knows what is asked for.

    Raises NotDone for a topic that no proposal has, and for words without a letter: both are misspelt.
    """

    def __init__(self, request: Request, log: Iterable[LogEntry]) -> None:
        self._request = request
        self._wanted = each_word(request.words)
        if request.words and not self._wanted:
            raise NotDone(f"--words: there is no word in {request.words!r}")
        self._topics = set(map(alike, request.topics))
        self.searched = 0
        texts: dict[int, list[str]] = defaultdict(list)
        topics: dict[int, set[str]] = defaultdict(set)
        known: dict[str, str] = {}
        for entry in log:
            self.searched += 1
            number = entry.fields.get("number")
            if number and request.is_narrowed:
                texts[number].append(_text_of(entry))
                spelt = {alike(topic): topic for topic in entry.fields.get("topics") or ()}
                topics[number] |= spelt.keys()
                known |= spelt
        _refuse_unknown(request.topics, known)
        self._numbers = {number for number in texts if self._matches(" ".join(texts[number]), topics[number])}

    def asks_for(self, entry: LogEntry) -> bool:
        """Whether an entry of a day that is asked for is asked for itself."""
        number = entry.fields.get("number")
        if number:
            return self.asks_for_number(number)
        return not self._request.is_narrowed or self._matches(_text_of(entry), set())

    def asks_for_number(self, number: int) -> bool:
        return not self._request.is_narrowed or number in self._numbers

    def asks_for_words(self, words: str) -> bool:
        """Whether a message about several matters, such as a digest, names one of those asked for."""
        return not self._request.is_narrowed or any(f"No. {number} ·" in words for number in self._numbers)

    def _matches(self, text: str, topics: set[str]) -> bool:
        return (not self._topics or bool(self._topics & topics)) and _has_all(text, self._wanted)


def _refuse_unknown(topics: Iterable[str], known: Mapping[str, str]) -> None:
    for topic in topics:
        if alike(topic) not in known:
            there_are = ", ".join(sorted(known.values(), key=str.casefold)) or "none at all"
            raise NotDone(f"--topic: no proposal has the topic {topic!r}; there are: {there_are}")


def _text_of(entry: LogEntry) -> str:
    return " ".join(each_word(" ".join(_strings(dict(entry.fields)))))


def _has_all(text: str, wanted: Iterable[str]) -> bool:
    """Whether each of these begins a word of the text; all of them are folded."""
    begun = f" {text}"
    return all(f" {word}" in begun for word in wanted)


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
