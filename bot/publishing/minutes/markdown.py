"""Minutes in Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from bot.publishing.checksum import Checksummed, checksum_as_comment
from bot.publishing.minutes.chain import packed
from bot.publishing.minutes.contents import Minutes, MinutesItem
from bot.publishing.minutes.deeds import deeds_of, step_line, steps_of
from bot.publishing.minutes.event import Event, changes_of, decided_alone, events_of, how_alone
from bot.publishing.minutes.meetings import told_of
from bot.publishing.minutes.statements import beside_the_record, said_meanwhile
from bot.publishing.proposal_words import CLOSED, decided_word
from decisions.log.log_entry import LogEntry
from decisions.proposal.sealed import is_sealed
from decisions.words.refusal import say_day
from handlers.views.blocks.words.tables import tables


def write_markdown(written: Iterable[Minutes], out: TextIO) -> None:
    """Write them one after another; a comment at the end carries the chain."""
    checked, chain = Checksummed(out), list[LogEntry]()
    for minutes in written:
        for line in _minutes(minutes):
            checked.write(f"{line}\n")
        chain += minutes.entries
    if not chain:
        checked.write("\nNo entry of the decision log is of these days.\n\n")
    checked.write(f"<!-- chain {packed(chain)} -->\n")
    checksum_as_comment(checked)


def _minutes(minutes: Minutes) -> Iterator[str]:
    yield f"# {plain(minutes.alliance.name)}: minutes from the decision log\n"
    yield f"{say_day(minutes.first)} to {say_day(minutes.last)}\n"
    yield f"Partners: {plain(', '.join(partner.name for partner in minutes.alliance.partners))}\n"
    yield from _chapter("Decided", minutes.decided)
    yield from _chapter("Held by an objection", minutes.held)
    yield from _chapter("Open, not decided yet", minutes.open)
    yield from _chapter("Withdrawn", minutes.withdrawn)
    if minutes.reviews:
        yield "## Looked at again, and kept\n"
    for item, look in minutes.reviews:
        again = f" Next on {say_day(look.review_on)}." if look.review_on else ""
        yield f"**{_heading(item)}**, on {item.day(look.at)} by {plain(item.person(look.by))}.{again}\n"
        yield from _quoted(item.words(look.note))
    deeds = deeds_of(minutes)
    if deeds:
        yield "## What came of decisions\n"
    for deed in deeds:
        yield f"**{_heading(deed.item)}**: {plain(deed.heading)}. {plain(deed.line)}\n"
        yield from _quoted(deed.words)
    yield from _decided_alone(minutes)
    yield from _meetings(minutes)
    if changes := changes_of(minutes):
        yield "## Partners, and who speaks for them\n"
        yield from (f"- {_change(event)}" for event in changes)
        yield ""
    yield "## To be done\n"
    to_do = [
        (f"No. {it.number} · {it.title}", it.what, it.who, say_day(it.by) if it.by else "") for it in minutes.to_do
    ]
    yield from _table([("Matter", "What", "Who", "By when"), *to_do]) if to_do else ["Nothing is left open."]
    yield "\n## Appendix: the decision log of these days\n"
    for day, events in groupby(events_of(minutes), lambda event: event.at.date()):
        yield f"### {say_day(day)}\n"
        for event in events:
            yield from _event(event)
            yield ""


def _decided_alone(minutes: Minutes) -> Iterator[str]:
    if alone := decided_alone(minutes):
        yield "## Decided by an operations manager, as delegated\n"
    for event in alone:
        when = f"on {say_day(event.at.date())} by {plain(event.by)}"
        yield f"**{how_alone(event)}**, {when}. {plain(event.facts)}\n"
        for _, words in event.parts:
            yield from _quoted(words)


def _meetings(minutes: Minutes) -> Iterator[str]:
    for told in told_of(minutes):
        yield f"## {plain(told.title)}\n"
        for part in told.parts:
            yield f"### {plain(part.heading)}\n"
            yield from (f"- {plain(line)}" for line in part.lines)
            yield ""
        yield f"{plain(told.span)}\n"


def _chapter(heading: str, items: Sequence[MinutesItem]) -> Iterator[str]:
    if items:
        yield f"## {heading} ({len(items)})\n"
    for item in items:
        yield f"### {_heading(item)}\n"
        yield from _item(item)


def _item(item: MinutesItem) -> Iterator[str]:
    proposal, text = item.proposal, item.proposal.current
    if proposal.agreement:
        is_of_some = item.stepped_back or proposal.agreement.reserved_to
        who = plain(item.everyone) if is_of_some else "all partners"
        yield f"{decided_word(proposal)} on {item.day(proposal.agreement.at)} by {who}.\n"
    if proposal.withdrawal:
        by = plain(item.person(proposal.withdrawal.by)) if proposal.withdrawal.by else CLOSED
        yield f"Withdrawn on {item.day(proposal.withdrawal.at)} by {by}.\n"
        yield from _quoted(item.words(proposal.withdrawal.reason))
    yield from _quoted(item.words(text.text))
    if item.effect:
        yield f"{'With this decision' if proposal.agreement else 'When agreed'}: {plain(item.effect)}\n"
    yield "Why this is best for people:\n"
    yield from _quoted(item.words(text.benefit))
    for name, words in text.filled:
        yield f"{plain(name)}:\n"
        yield from _quoted(item.words(words))
    yield from _answers(item)
    yield from _objections(item)
    for heading, words in beside_the_record(item):
        yield f"{plain(heading)}:\n"
        yield from _quoted(words)
    yield " · ".join(f"{label}: {plain(words)}" for label, words in item.facts) + "\n"


def _answers(item: MinutesItem) -> Iterator[str]:
    if item.proposal.agreement:
        yield f"Consented: {plain(', '.join(item.who_consents))}\n"
    elif not item.proposal.withdrawal:
        if is_sealed(item.proposal):
            yield "The first round is sealed: all answers open together.\n"
        else:
            yield f"Consent so far: {plain(', '.join(item.who_consents)) or 'nobody'}\n"
        yield f"Not answered yet: {plain(', '.join(item.who_is_silent)) or 'nobody'}\n"
    yield from _beside(item)
    for partner, words, answer_by in item.questions:
        when = f", and answers by {say_day(answer_by)}" if answer_by else "; by which day is not known yet"
        yield f"{plain(partner)} takes time{when}.\n"
        yield from _quoted(words)
    for partner, concern in item.concerns:
        yield f"Concern of {plain(partner)}, kept for the review:\n"
        yield from _quoted(concern)


def _beside(item: MinutesItem) -> Iterator[str]:
    """Tell who has an interest, and what those who do not decide it think."""
    for partner, words in item.stepped_back:
        yield f"{plain(partner)} stepped back:\n"
        yield from _quoted(words)
    for partner, words in item.let_take_part:
        yield f"{plain(partner)} has an interest, and the others let it take part:\n"
        yield from _quoted(words)
    for heading, words in said_meanwhile(item):
        yield f"{plain(heading)}:\n"
        yield from _quoted(words)


def _objections(item: MinutesItem) -> Iterator[str]:
    for course in item.courses:
        said = course.objection
        yield f"Objection of {plain(item.partner(said.partner_id))} on {item.day(said.at)}:\n"
        yield from _quoted(item.words(said.reason))
        if said.acceptable_if:
            yield "What would make it acceptable:\n"
            yield from _quoted(item.words(said.acceptable_if))
        settled = course.lifted_by.settled if course.lifted_by else ""
        yield f"{item.end(course)}{':' if settled else ''}\n"
        yield from _quoted(item.words(settled))
    for step in steps_of(item):
        yield f"{plain(step_line(step))}\n"
        yield from _quoted(item.words(step.note))


def _change(event: Event) -> str:
    facts = f": {plain(event.facts)}" if event.facts else ""
    return f"{say_day(event.at.date())}: {plain(event.what)}{f', {plain(event.who)}' if event.who else ''}{facts}"


def _event(event: Event) -> Iterator[str]:
    yield f"{event.at:%H:%M} · **{event.what}**{f' · {plain(event.who)}' if event.who else ''}"
    if event.title:
        yield f"\n**{plain(event.title)}**"
    for label, words in event.parts:
        yield f"\n{label}:\n" if label else ""
        yield from (f"> {plain(line)}" for line in words.splitlines())
    if event.facts:
        yield f"\n{plain(event.facts)}"
    if event.consented:
        yield f"\nConsented: {plain(event.consented)}"
    yield f"\nEntry {event.entry.sequence} · {event.entry.hash[:16]}"


def _heading(item: MinutesItem) -> str:
    return f"No. {item.number} · {plain(item.title)}"


def _quoted(words: str) -> Iterator[str]:
    """Quote a person's words, with their tables as tables. A blank line at the end separates it from what follows."""
    lines, end = words.splitlines(), 0
    found = tables("\n".join(lines))
    for table in found:
        yield from _lines(lines[end : table.first])
        yield ">"
        yield from (f"> {line}" for line in _table(table.rows))
        yield ">"
        end = table.last
    yield from _lines(lines[end:])
    if words:
        yield ""


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Two blanks at its end keep a line separate from the next one."""
    return (f"> {plain(line)}" if line.strip() else ">" for line in lines)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    heads, *body = ([plain(cell) for cell in row] for row in rows)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in body)


def plain(words: str) -> str:
    """Keep Markdown from reading a person's words as its own signs."""
    return re.sub(r"([\\`*_{}\[\]<>#+|~!-])", r"\\\1", words)
