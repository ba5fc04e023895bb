"""Writes the list of all decisions, for a channel's canvas or a pinned message."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.views.blocks.desk_row import THE_DESK
from handlers.views.blocks.kit import LARGEST_MESSAGE, Message, header, message_size, paragraph, small
from handlers.views.blocks.words.text import escape, link, say_day

NOTE = (
    "Accord keeps this list up to date; what is written here by hand is lost. "
    f"Search, at {THE_DESK}, finds all of them."
)
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+|~!-])")


@dataclass(frozen=True)
class Listed:
    """A decision. `url` is its card's address, "" while not known; `is_over` tells of a trial that has ended.

    `decided_by` is the partner that decided alone, whose matter it is by law, "" where all did.
    """

    number: int
    title: str
    agreed_on: date
    review_on: date | None
    superseded_by: int | None
    url: str
    in_force_on: date | None = None
    tried_until: date | None = None
    is_over: bool = False
    decided_by: str = ""


def counts_from(decision: Listed) -> tuple[date, int]:
    """Tell decisions apart by the day from which they count, and those of one day by their numbers."""
    return decision.in_force_on or decision.agreed_on, decision.number


@dataclass(frozen=True)
class LivingLog:
    """The newest decisions first, by the day from which they count; `count` is that of all.

    `has_stepped_back` tells that not every partner decided each of them.
    """

    alliance: str
    count: int
    newest: Sequence[Listed]
    has_stepped_back: bool = False


def log_canvas(log: LivingLog) -> str:
    """Write it in Markdown, as canvases take it."""
    lines = [f"# Decisions of {_plain(log.alliance)}", _counted(log), ""]
    lines += [f"- {_canvas_line(decision)}" for decision in log.newest]
    return "\n".join([*lines, "", NOTE])


def log_message(log: LivingLog) -> Message:
    """Write as many as fit into a message."""
    text = f"Decisions of {escape(log.alliance)}: {log.count}"
    blocks = [header("Our decisions"), paragraph(_counted(log))]
    for decision in log.newest:
        line = paragraph(_message_line(decision))
        if message_size([*blocks, line, small(NOTE)]) > LARGEST_MESSAGE or len(blocks) > 45:
            break
        blocks.append(line)
    return Message(text, [*blocks, small(NOTE)])


def _counted(log: LivingLog) -> str:
    who = "Every partner that decided" if log.has_stepped_back else "Every partner"
    consented = f"{who} consented to each of them."
    if not log.count:
        return f"Nothing has been decided yet. {consented}"
    count = "One decision." if log.count == 1 else f"{log.count} decisions, newest first."
    return f"{count} {consented}"


def _canvas_line(decision: Listed) -> str:
    name = f"No. {decision.number} · {_plain(decision.title)}"
    return f"{f'[{name}]({decision.url})' if decision.url else name}{_facts(decision, _plain)}"


def _message_line(decision: Listed) -> str:
    return f"{link(decision.url, f'No. {decision.number} · {decision.title}')}{_facts(decision, escape)}"


def _facts(decision: Listed, written: Callable[[str], str]) -> str:
    facts = f" · {'decided' if decision.decided_by else 'agreed'} on {say_day(decision.agreed_on)}"
    facts += f" by {written(decision.decided_by)}, whose matter it is" if decision.decided_by else ""
    facts += (
        f" · in force from {say_day(decision.in_force_on)}" if decision.in_force_on and not decision.is_over else ""
    )
    if decision.superseded_by:
        return f"{facts} · superseded by No. {decision.superseded_by}"
    if decision.tried_until:
        facts += f" · tried until {say_day(decision.tried_until)}"
        if decision.is_over:
            return f"{facts}; it was not renewed"
    return f"{facts} · review on {say_day(decision.review_on)}" if decision.review_on else facts


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)
