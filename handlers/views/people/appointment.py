"""What is said of who speaks for a partner from now on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.alliance.alliance import Alliance, Partner
from decisions.people.appointment import Appointment
from decisions.people.stand_in import last_day
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Message, actions, beside, button, paragraph, plain, small
from handlers.views.blocks.words.text import day, escape, join_words, person, say_day, shorten
from handlers.views.messages.reminder import Waiting, matters

About = Mapping[str, Any]


@dataclass(frozen=True)
class Appointed:
    """An appointment with what people are called, and which other partners have not seen it."""

    alliance_id: int
    zone: str
    appointment: Appointment
    names: Mapping[str, str]
    unseen: Sequence[Partner]

    @property
    def partner(self) -> str:
        return escape(self.appointment.partner)

    @property
    def value(self) -> dict[str, int]:
        return {"alliance": self.alliance_id, "entry": self.appointment.entry}


@dataclass(frozen=True)
class Welcome:
    """For whom somebody may speak from now on, and what waits for them."""

    alliance: str
    partner: str
    leads: bool
    waiting: Waiting
    until: str = ""


def representatives_changed(appointed: Appointed, about: About) -> Message:  # noqa: ARG001 (every message is made from both)
    """Tell everybody who speaks for a partner now, who did before, and who says so."""
    named = appointed.appointment
    ends_on = last_day(named.ends_at, appointed.zone) if named.ends_at else None
    text = f"*{appointed.partner}:* {speakers(named.representatives, appointed.names, named.stand_ins, ends_on)}."
    before = f"Before: {speakers(named.before, appointed.names)}."
    if named.authority:
        by = f"Recorded by whoever runs Accord, on this: {escape(named.authority)}."
        told = small("It stays in the digest until every other partner has seen it.")
        return Message(
            text,
            [
                paragraph(f"{text}\n{before}\n{by}"),
                told,
                actions(_seen_button(appointed), _partners_button(appointed.alliance_id)),
            ],
        )
    if not named.by:
        over = [person(appointed.names, each) for each in named.before if each not in named.representatives]
        by = f"The time for which {join_words(over)} stood in is over."
        return Message(text, [paragraph(f"{text}\n{before}\n{by}"), actions(_partners_button(appointed.alliance_id))])
    by = f"{person(appointed.names, named.by)} changed this for {appointed.partner}."
    who = small(f"Whoever spoke for {appointed.partner} before, or does now, can undo it.")
    buttons = button("Undo", ids.UNDO_SPEAKERS, appointed.value), _partners_button(appointed.alliance_id)
    return Message(text, [paragraph(f"{text}\n{before}\n{by}"), who, actions(*buttons)])


def welcome(welcomed: Welcome, about: About) -> Message:  # noqa: ARG001 (likewise)
    """Tell somebody that they may answer from now on, and what waits."""
    partner = escape(welcomed.partner)
    if not partner:
        return plain("Somebody else answers for your organisation again. Thank you!")
    role = f"You lead for {partner}" if welcomed.leads else f"You may answer for {partner}"
    how_long = f"until {welcomed.until}" if welcomed.until else "from now on"
    text = f"Welcome! {role} in {escape(welcomed.alliance)} {how_long}."
    if not welcomed.waiting.proposals:
        return plain(f"{text} Nothing waits for its answer just now.")
    waits = paragraph(f"This waits for the answer of {partner}. Nothing is decided without it:")
    return Message(
        text,
        [
            paragraph(text),
            waits,
            *matters(welcomed.waiting, has_titles=True),
        ],
    )


def seen_receipt(alliance: Alliance, about: About) -> Message:  # noqa: ARG001 (likewise)
    return plain(f"Recorded: {escape(about['partner'])} has seen who speaks for {escape(about['of'])}. Thank you!")


def recorded_words(recorded: Sequence[Appointed]) -> Iterator[Block]:
    """The part of the digest that shows what was recorded for a partner until every other one has seen it."""
    if recorded:
        yield paragraph("📌 *Recorded on an organisation's word*")
    for each in recorded:
        named = each.appointment
        waits = join_words([escape(partner.name) for partner in each.unseen])
        lines = (
            f"*{each.partner}:* {speakers(named.representatives, each.names)}, since {day(named.at, each.zone)}.",
            f"On this: {escape(named.authority)}.",
            f"Not seen yet by {waits}.",
        )
        yield beside(shorten("\n".join(lines), 2900), _seen_button(each))


def speakers(
    representatives: Sequence[str], names: Mapping[str, str], stand_ins: Sequence[str] = (), until: date | None = None
) -> str:
    """Say who leads, who may answer too, and who stands in up to and including a day."""
    if not representatives:
        return "nobody speaks for it"
    lead, *deputies = [person(names, each) for each in representatives if each not in stand_ins]
    for_a_time = join_words([person(names, each) for each in stand_ins])
    verb = "stands" if len(stand_ins) == 1 else "stand"
    parts = (
        f"{lead} leads",
        f"{join_words(deputies)} may answer too" if deputies else "",
        f"{for_a_time} {verb} in until {say_day(until)}" if until else "",
    )
    return ", ".join(filter(None, parts))


def _seen_button(appointed: Appointed) -> dict[str, Any]:
    return button("Seen", ids.SEEN, appointed.value)


def _partners_button(alliance_id: int) -> dict[str, Any]:
    """People of other workspaces have no command: here is where they say who speaks for them."""
    return button("Partners", ids.HOME_PARTNERS, {"alliance": alliance_id})
