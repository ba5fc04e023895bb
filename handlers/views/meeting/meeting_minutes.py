"""What the minutes of a meeting say: the same words in the channel and in what is exported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance
from decisions.log.log_entry import LogEntry
from decisions.log.log_kinds import heading
from decisions.proposal.log_labels import LABELS, Form
from decisions.proposal.proposal import Status
from decisions.replay.meeting_minutes import Item, MeetingMinutes
from handlers.views.blocks.kit import Block, Message, header, message_size, paragraph, small
from handlers.views.blocks.mentions import Who, mentions_named
from handlers.views.blocks.words.text import escape, join_words, say_day, shorten

# What a list of the agenda is called.
LISTS = {
    "to_ratify": "To ratify",
    "held": "Held by an objection",
    "overdue": "Overdue",
    "waiting": "Open",
    "to_review": "To look at again",
    "to_do": "To do",
    "": "Besides the agenda",
}
LONGEST_SAID = 300
# As in the digest: room for what stands around it.
LARGEST_MINUTES, MOST_PARTS, LONGEST_PART = 11_000, 44, 2900
RATIFIED = (
    "Those present took note of this decision and ratified it. It was agreed before, by all who decide, and stays as "
    "it is; nobody who was not there is taken to have said anything."
)
NOT_TAKEN_UP = "It was not taken up, and stands on the agenda of the next meeting. The decision stays as it is."
NOTHING = "Nothing was recorded in this time about"
# These words are the text itself, which is read elsewhere.
_LONG = ("text", "benefit")


@dataclass(frozen=True)
class Part:
    """A heading with its lines, in plain words."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Minuted:
    """The minutes, and what the people they name are called ("" for those whom Accord does not know)."""

    told: MeetingMinutes
    who: Who


def title(told: MeetingMinutes) -> str:
    place = f", {told.meeting.place}" if told.meeting.place else ""
    return f"Minutes of meeting {told.meeting.number}, {say_day(told.meeting.held_on)}{place}"


def parts(minuted: Minuted) -> Iterator[Part]:
    """Yield who was there, each thing of which there is something to tell, what the manager noted, and the rest."""
    told = minuted.told
    yield Part("Who was there", [*_there(minuted)])
    things = (*told.items, *told.besides)
    yield from (_item(each, minuted) for each in things if _has_something(each))
    if told.meeting.note:
        yield Part("Note", [mentions_named(told.meeting.note, minuted.who)])
    if quiet := [each for each in things if not _has_something(each)]:
        yield Part(NOTHING, [f"No. {each.number} · {each.title}{_in_brief(each)}" for each in quiet])


def span(told: MeetingMinutes) -> str:
    """Say to which time it belongs, and what it is."""
    zone, closed_at = told.alliance.timezone, told.meeting.closed_at or told.meeting.opened_at
    return (
        f"From the opening ({_moment(told.meeting.opened_at, zone)}) to the closing "
        f"({_moment(closed_at, zone)}), as the decision log tells it up to entry {told.entry}. A meeting decides "
        "nothing: only what partners answer themselves counts."
    )


def minutes(minuted: Minuted, about: object) -> Message:  # noqa: ARG001 (every message is written from both)
    """Tell it in the channel, as much as a message has room for."""
    words, blocks, left = title(minuted.told), list[Block](), 0
    for part in parts(minuted):
        lines = "\n".join(f"• {escape(line)}" for line in part.lines)
        block = paragraph(shorten(f"*{escape(part.heading)}*\n{lines}", LONGEST_PART))
        fits = len(blocks) < MOST_PARTS and message_size([*blocks, block]) <= LARGEST_MINUTES
        if fits and not left:
            blocks.append(block)
        else:
            left += 1
    more = [small(f"And {left} more, in the exported minutes.")] if left else []
    return Message(f"📝 {escape(words)}", [header(shorten(words, 150)), *blocks, *more, small(span(minuted.told))])


def _there(minuted: Minuted) -> Iterator[str]:
    who = minuted.told.meeting.attendance
    yield from _by_partner(minuted.told.alliance, who.present, minuted.who)
    if who.others:
        yield f"Also there: {who.others}"
    if who.apologies:
        yield f"Apologies: {'; '.join(_by_partner(minuted.told.alliance, who.apologies, minuted.who))}"


def _by_partner(alliance: Alliance, people: Sequence[str], who: Who) -> Iterator[str]:
    """Name people with the partner that they speak for; whoever speaks for none comes last."""
    for partner in alliance.partners:
        if names := [who(each) or each for each in people if each in partner.representatives]:
            yield f"{partner.name}: {join_words(names)}"
    others = [each for each in people if alliance.partner_of(each) is None]
    if others:
        yield f"For no partner: {join_words([who(each) or each for each in others])}"


def _item(item: Item, minuted: Minuted) -> Part:
    return Part(f"{LISTS[item.where]}: No. {item.number} · {item.title}", [*_lines(item, minuted)])


def _has_something(item: Item) -> bool:
    return bool(item.came or item.to_confirm or item.to_do or item.where == "to_ratify")


def _in_brief(item: Item) -> str:
    """Say who holds it, and for how many it waits: " (held by Clyde, waits for 6)"."""
    if item.status not in (Status.OPEN, Status.HELD):
        return ""
    held = f"held by {join_words([*item.holds])}" if item.holds else ""
    waits = f"waits for {len(item.waits_for)}" if item.waits_for else ""
    return f" ({', '.join(filter(None, (held, waits)))})" if held or waits else ""


def _lines(item: Item, minuted: Minuted) -> Iterator[str]:
    if item.where == "to_ratify":
        yield RATIFIED if item.number in minuted.told.meeting.ratified else NOT_TAKEN_UP
    yield from (_event(entry, minuted.who) for entry in item.came)
    for this in item.to_do:
        owner = minuted.who(this.owner) or this.owner
        yield f"To be done: {_quoted(this.what, minuted.who)}, {owner}, by {say_day(this.due_on)}"
    for partner, note in item.to_confirm:
        yield (
            f"To confirm: the consent of {partner} was reported ({_quoted(note, minuted.who)}). It counts when "
            f"{partner} consents."
        )
    if item.status in (Status.OPEN, Status.HELD):
        yield _stands(item)


def _event(entry: LogEntry, who: Who) -> str:
    """Tell one entry in a line: what it is, whose, and in which words."""
    fields = entry.fields
    whose = fields["partner"] or who(fields["actor"]) or fields["actor"]
    what = f"{heading(entry.kind, fields)} No. {fields['number']}"
    said = [
        (label.words, _quoted(fields[name], who))
        for name, label in LABELS.items()
        if label.form is Form.WORDS and name not in _LONG and fields.get(name)
    ]
    words = "; ".join(f"{called}: {quoted}" if place else quoted for place, (called, quoted) in enumerate(said))
    return f"{what}{f' · {whose}' if whose else ''}{f': {words}' if words else ''}"


def _stands(item: Item) -> str:
    waits = f"waits for {join_words([*item.waits_for])}" if item.waits_for else ""
    held = f"held by {join_words([*item.holds])}" if item.holds else ""
    return f"At the closing: {'; '.join(filter(None, (held, waits))) or 'all have answered'}"


def _quoted(words: str, who: Who) -> str:
    return f"“{shorten(' '.join(mentions_named(words, who).split()), LONGEST_SAID)}”"


def _moment(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{say_day(local.date())}, {local:%H:%M}"
