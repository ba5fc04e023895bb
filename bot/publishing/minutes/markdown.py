"""How do minutes read in Markdown?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from bot.publishing.matters import CLOSED, decided_word
from bot.publishing.minutes.chain import packed
from bot.publishing.minutes.contents import Matter, Minutes
from bot.publishing.minutes.deeds import deeds_of, step_line, steps_of
from bot.publishing.minutes.event import Event, changes_of, decided_alone, events_of, how_alone
from bot.publishing.minutes.meetings import told_of
from bot.publishing.minutes.statements import beside_the_record, said_meanwhile
from bot.publishing.sealing import Sealed, seal_as_comment
from decisions.log.log_entry import LogEntry
from decisions.proposal.sealed import is_sealed
from decisions.words.refusal import say_day
from handlers.views.blocks.words.tables import tables


def write_markdown(written: Iterable[Minutes], out: TextIO) -> None:
    """Write them one after another; a comment at the end carries the chain."""
    sealed, chain = Sealed(out), list[LogEntry]()
    for minutes in written:
        for line in _minutes(minutes):
            sealed.write(f"{line}\n")
        chain += minutes.entries
    if not chain:
        sealed.write("\nNo entry of the decision log is of these days.\n\n")
    sealed.write(f"<!-- chain {packed(chain)} -->\n")
    seal_as_comment(sealed)


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
    for matter, look in minutes.reviews:
        again = f" Next on {say_day(look.review_on)}." if look.review_on else ""
        yield f"**{_heading(matter)}**, on {matter.day(look.at)} by {plain(matter.person(look.by))}.{again}\n"
        yield from _quoted(matter.words(look.note))
    deeds = deeds_of(minutes)
    if deeds:
        yield "## What came of decisions\n"
    for deed in deeds:
        yield f"**{_heading(deed.matter)}**: {plain(deed.heading)}. {plain(deed.line)}\n"
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


def _chapter(heading: str, matters: Sequence[Matter]) -> Iterator[str]:
    if matters:
        yield f"## {heading} ({len(matters)})\n"
    for matter in matters:
        yield f"### {_heading(matter)}\n"
        yield from _matter(matter)


def _matter(matter: Matter) -> Iterator[str]:
    proposal, text = matter.proposal, matter.proposal.current
    if proposal.agreement:
        is_of_some = matter.stepped_back or proposal.agreement.reserved_to
        who = plain(matter.everyone) if is_of_some else "all partners"
        yield f"{decided_word(proposal)} on {matter.day(proposal.agreement.at)} by {who}.\n"
    if proposal.withdrawal:
        by = plain(matter.person(proposal.withdrawal.by)) if proposal.withdrawal.by else CLOSED
        yield f"Withdrawn on {matter.day(proposal.withdrawal.at)} by {by}.\n"
        yield from _quoted(matter.words(proposal.withdrawal.reason))
    yield from _quoted(matter.words(text.text))
    if matter.effect:
        yield f"{'With this decision' if proposal.agreement else 'When agreed'}: {plain(matter.effect)}\n"
    yield "Why this is best for people:\n"
    yield from _quoted(matter.words(text.benefit))
    for name, words in text.filled:
        yield f"{plain(name)}:\n"
        yield from _quoted(matter.words(words))
    yield from _answers(matter)
    yield from _objections(matter)
    for heading, words in beside_the_record(matter):
        yield f"{plain(heading)}:\n"
        yield from _quoted(words)
    yield " · ".join(f"{label}: {plain(words)}" for label, words in matter.facts) + "\n"


def _answers(matter: Matter) -> Iterator[str]:
    if matter.proposal.agreement:
        yield f"Consented: {plain(', '.join(matter.who_consents))}\n"
    elif not matter.proposal.withdrawal:
        if is_sealed(matter.proposal):
            yield "The first round is sealed: all answers open together.\n"
        else:
            yield f"Consent so far: {plain(', '.join(matter.who_consents)) or 'nobody'}\n"
        yield f"Not answered yet: {plain(', '.join(matter.who_is_silent)) or 'nobody'}\n"
    yield from _beside(matter)
    for partner, words, answer_by in matter.questions:
        when = f", and answers by {say_day(answer_by)}" if answer_by else "; by which day is not known yet"
        yield f"{plain(partner)} takes time{when}.\n"
        yield from _quoted(words)
    for partner, concern in matter.concerns:
        yield f"Concern of {plain(partner)}, kept for the review:\n"
        yield from _quoted(concern)


def _beside(matter: Matter) -> Iterator[str]:
    """Tell who has an interest, and what those think who do not decide it."""
    for partner, words in matter.stepped_back:
        yield f"{plain(partner)} stepped back:\n"
        yield from _quoted(words)
    for partner, words in matter.let_take_part:
        yield f"{plain(partner)} has an interest, and the others let it take part:\n"
        yield from _quoted(words)
    for heading, words in said_meanwhile(matter):
        yield f"{plain(heading)}:\n"
        yield from _quoted(words)


def _objections(matter: Matter) -> Iterator[str]:
    for course in matter.courses:
        said = course.objection
        yield f"Objection of {plain(matter.partner(said.partner_id))} on {matter.day(said.at)}:\n"
        yield from _quoted(matter.words(said.reason))
        if said.acceptable_if:
            yield "What would make it acceptable:\n"
            yield from _quoted(matter.words(said.acceptable_if))
        settled = course.lifted_by.settled if course.lifted_by else ""
        yield f"{matter.end(course)}{':' if settled else ''}\n"
        yield from _quoted(matter.words(settled))
    for step in steps_of(matter):
        yield f"{plain(step_line(step))}\n"
        yield from _quoted(matter.words(step.note))


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


def _heading(matter: Matter) -> str:
    return f"No. {matter.number} · {plain(matter.title)}"


def _quoted(words: str) -> Iterator[str]:
    """Quote a person's words, with their tables as tables. A line of its own at the end parts it from what follows."""
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
    """Two blanks at its end keep a line apart from the next one."""
    return (f"> {plain(line)}" if line.strip() else ">" for line in lines)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    heads, *body = ([plain(cell) for cell in row] for row in rows)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in body)


def plain(words: str) -> str:
    """Keep Markdown from reading a person's words as its own signs."""
    return re.sub(r"([\\`*_{}\[\]<>#+|~!-])", r"\\\1", words)
