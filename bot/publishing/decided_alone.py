"""What operations managers decided alone, as rows of the list of decisions: never as if the partners had."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from bot.publishing.mentions import mentions_named
from bot.publishing.minutes.contents import Minutes
from decisions.alliance.matter import DECIDED, DelegatedDecision
from decisions.words.refusal import say_day


def rows_of(minutes: Minutes) -> Iterator[Mapping[str, object]]:
    """Yield what was decided in the period, oldest first, each by the names of the columns."""
    numbers = {entry.fields["decision"] for entry in minutes.entries if entry.kind == DECIDED}
    return (_row(minutes, each) for each in minutes.alliance.matters.made if each.number in numbers)


def _row(minutes: Minutes, decided: DelegatedDecision) -> Mapping[str, object]:
    on = decided.at.astimezone(ZoneInfo(minutes.alliance.timezone)).date()
    who = _person(minutes, decided.by)
    return {
        "Alliance": minutes.alliance.name,
        "No.": decided.called,
        "Title": _words(minutes, decided.what),
        "What we decided": _words(minutes, decided.what),
        "Why this is best for people": _words(minutes, decided.why),
        "Agreed on": on,
        "What came of it": _taken_back(minutes, decided),
        "Decided by": f"Decided by {who}, an operations manager, to whom No. {decided.under} delegates it",
        "Matter": decided.matter,
        "Sum": decided.sum,
    }


def _taken_back(minutes: Minutes, decided: DelegatedDecision) -> str:
    back = decided.taken_back
    if back is None:
        return ""
    on = say_day(back.at.astimezone(ZoneInfo(minutes.alliance.timezone)).date())
    return f"Taken back on {on} by {_person(minutes, back.by)}: {_words(minutes, back.reason)}"


def _person(minutes: Minutes, slack_user_id: str) -> str:
    return minutes.people.get(slack_user_id) or slack_user_id


def _words(minutes: Minutes, words: str) -> str:
    return mentions_named(words, lambda person: minutes.people.get(person, ""))
