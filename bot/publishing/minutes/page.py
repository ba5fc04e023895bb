"""Minutes as a page, to print or to keep as a PDF."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TextIO

from markupsafe import Markup

from bot.publishing.checksum import Checksummed, checksum_as_comment
from bot.publishing.minutes.chain import packed
from bot.publishing.minutes.contents import Minutes, MinutesItem
from bot.publishing.minutes.deeds import deeds_of, step_line, steps_of
from bot.publishing.minutes.event import Event, changes_of, decided_alone, events_of, how_alone
from bot.publishing.minutes.meetings import told_of
from bot.publishing.minutes.statements import beside_the_record, said_meanwhile
from bot.publishing.pages import template
from bot.publishing.proposal_words import CLOSED, decided_word
from bot.publishing.rich_html import rich_html, words_html


def write_page(written: Iterable[Minutes], out: TextIO) -> None:
    """Write a page that prints well, with the chain in it."""
    checked, told = Checksummed(out), list(written)
    chain = packed(entry for minutes in told for entry in minutes.entries)
    shown = {"body": _body, "words": _words, "days": _days, "changes": changes_of, "closed": CLOSED, "deeds": deeds_of}
    shown |= {"alone": decided_alone, "how_alone": how_alone, "decided": decided_word, "said_meanwhile": said_meanwhile}
    shown |= {"steps": steps_of, "step_line": step_line, "meetings": told_of, "beside_the_record": beside_the_record}
    checked.write(template("minutes.html").render(shown, told=told, chain=Markup(chain)))  # noqa: S704 (base64)
    checksum_as_comment(checked)


def _body(item: MinutesItem) -> Markup:
    """Write the text as it was typed; earlier versions kept only its words."""
    text = item.proposal.current
    if not text.rich_text:
        return _words(item, text.text)
    return rich_html(text.rich_text, lambda person: item.people.get(person, ""))


def _words(item: MinutesItem, words: str) -> Markup:
    return words_html(words, lambda person: item.people.get(person, ""))


def _days(minutes: Minutes) -> Iterator[tuple[date, Iterator[Event]]]:
    above = {number: words_above(minutes.by_number[number]) for number in minutes.shown}
    events = (without_told(event, above.get(event.entry.fields.get("number") or 0)) for event in events_of(minutes))
    return groupby(events, lambda event: event.at.date())


def without_told(event: Event, above: Container[str] | None) -> Event:
    """Leave out words that stand `above`, which is None for nothing; nothing else is lost, whatever its kind."""
    if above is None or not event.parts or any(words not in above for _, words in event.parts):
        return event
    return replace(event, parts=(), title="", consented="")


def words_above(item: MinutesItem) -> set[str]:
    """Collect what minutes.html tells of a matter in somebody's own words."""
    proposal, text = item.proposal, item.proposal.current
    words = [text.text, text.benefit, *(words for _, words in text.filled)]
    words += [proposal.withdrawal.reason] if proposal.withdrawal else []
    for course in item.courses:
        words += [course.objection.reason, course.objection.acceptable_if]
        words += [course.lifted_by.settled] if course.lifted_by else []
    words += [step.what for step in steps_of(item)]
    told = (*item.stepped_back, *item.let_take_part, *item.concerns)
    told += (*said_meanwhile(item), *beside_the_record(item))
    return {*map(item.words, words), *(words for _, words in told), *(words for _, words, _ in item.questions)}
