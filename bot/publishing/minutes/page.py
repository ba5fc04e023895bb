"""How do minutes read as a page, to print or to keep as a PDF?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TextIO

from markupsafe import Markup

from bot.publishing.matters import CLOSED, decided_word
from bot.publishing.minutes.chain import packed
from bot.publishing.minutes.contents import Matter, Minutes
from bot.publishing.minutes.corrections import corrections_of
from bot.publishing.minutes.deeds import deeds_of, step_line, steps_of
from bot.publishing.minutes.event import Event, changes_of, decided_alone, events_of, how_alone
from bot.publishing.minutes.meetings import told_of
from bot.publishing.minutes.views import views_told
from bot.publishing.pages import template
from bot.publishing.rich_html import rich_html, words_html
from bot.publishing.sealing import Sealed, seal_as_comment
from decisions.log.log_entry import LogEntry

# Events whose words stand above, whichever text they were about; of others they do if it is the text that stands.
_TOLD_ABOVE = ("objection_raised", "proposal_withdrawn", "decision_agreed", "decision_reviewed")
# Words beside the text, which stand nowhere else.
_NOT_ABOVE = ("text_suggested", "action_added", "action_taken_back")


def write_page(written: Iterable[Minutes], out: TextIO) -> None:
    """Write a page that prints well, with the chain in it."""
    sealed, told = Sealed(out), list(written)
    chain = packed(entry for minutes in told for entry in minutes.entries)
    shown = {"body": _body, "words": _words, "days": _days, "changes": changes_of, "closed": CLOSED, "deeds": deeds_of}
    shown |= {"alone": decided_alone, "how_alone": how_alone, "decided": decided_word, "views": views_told}
    shown |= {"steps": steps_of, "step_line": step_line, "meetings": told_of, "corrections": corrections_of}
    sealed.write(template("minutes.html").render(shown, told=told, chain=Markup(chain)))  # noqa: S704 (base64)
    seal_as_comment(sealed)


def _body(matter: Matter) -> Markup:
    """Write the text as it was typed; earlier versions kept only its words."""
    text = matter.proposal.current
    if not text.rich_text:
        return _words(matter, text.text)
    return rich_html(text.rich_text, lambda person: matter.people.get(person, ""))


def _words(matter: Matter, words: str) -> Markup:
    return words_html(words, lambda person: matter.people.get(person, ""))


def _days(minutes: Minutes) -> Iterator[tuple[date, Iterator[Event]]]:
    texts = {number: minutes.matters[number].proposal.current.number for number in minutes.shown}
    events = (_without_told(event, texts.get(event.entry.fields.get("number") or 0)) for event in events_of(minutes))
    return groupby(events, lambda event: event.at.date())


def _without_told(event: Event, text: int | None) -> Event:
    """Leave out words that stand above. `text` is the number of the one that does, None for none."""
    return replace(event, parts=(), title="", consented="") if _is_told(event.entry, text) else event


def _is_told(entry: LogEntry, text: int | None) -> bool:
    if text is None or "note" in entry.fields or entry.kind in _NOT_ABOVE:
        return False
    return entry.kind in _TOLD_ABOVE or entry.fields.get("revision") == text
