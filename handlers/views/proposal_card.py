"""What does a proposal's card show? One message in the channel that is always true."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decisions.alliance import Partner
from decisions.outcome import objects
from decisions.proposal import Kind, Response
from decisions.review import review_due_on
from decisions.voice import instead_of_lead, present
from handlers.views.blocks import ids, rich_text, voices
from handlers.views.blocks.ends import lifted_objections
from handlers.views.blocks.kit import (
    LARGEST_MESSAGE,
    Block,
    Element,
    Said,
    actions,
    answer_elements,
    header,
    menu,
    message_size,
    paragraph,
    small,
)
from handlers.views.blocks.proposal_view import Picture, change_words, everyone, name, status_line
from handlers.views.blocks.text import age, day, escape, link, say_day, shorten
from handlers.views.blocks.written import excerpt, excerpt_of_words
from handlers.views.review import review_buttons
from handlers.views.suggestion import suggestion_beside

# What is cut of these on the card is one press away.
LONGEST_TEXT = 500
LONGEST_BENEFIT = 300
LONGEST_REASON = 1200
LONGEST_CONCERN = 300
LONGEST_EARLIER = 140


@dataclass(frozen=True)
class Room:
    """How much a card shows of what the partners said: characters of words, and how many of each."""

    words: int
    objections: int
    concerns: int
    partners: int


# The first that fits is taken. Everything that is cut stands in the thread, or in the history.
ROOMS = (Room(3600, 8, 6, 2900), Room(1500, 6, 3, 2900), Room(600, 3, 1, 2000))


def card(picture: Picture) -> Said:
    status = status_line(picture)
    blocks: list[Block] = []
    for room in ROOMS:
        standing = [paragraph(f"*{status}*"), *_where_it_stands(picture, room)]
        blocks = [*_what(picture), {"type": "divider"}, *standing, *_controls(picture)]
        if message_size(blocks) <= LARGEST_MESSAGE:
            break
    return Said(f"{name(picture)}\n{status}", blocks)


def _what(picture: Picture) -> Iterator[Block]:
    proposal, current = picture.proposal, picture.proposal.current
    yield header(current.title)
    yield small(_origin(picture))
    if proposal.change:
        yield paragraph(change_words(picture, proposal.change))
    yield from excerpt(current.rich_text, LONGEST_TEXT, picture.value())
    yield paragraph("*Why this is best for people*")
    yield from excerpt_of_words(current.benefit, LONGEST_BENEFIT, picture.value())
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        yield small(f"Supersedes {link(picture.supersedes_url, earlier)}")
    for number in picture.superseded_by:
        yield small(f"*Superseded by No. {number}*")


def _origin(picture: Picture) -> str:
    proposal, current = picture.proposal, picture.proposal.current
    raised = f"raised by {picture.person(proposal.author)} on {day(proposal.raised_at, picture.zone)}"
    parts = [f"*No. {proposal.number}*", raised]
    if current.number > 1:
        parts.append(f"revision {current.number} of {day(current.at, picture.zone)}{_suggested_by(picture)}")
    if current.decide_by:
        late = f" (overdue: {age(current.decide_by, picture.now, picture.zone)})" if picture.is_overdue() else ""
        parts.append(f"decide by {say_day(current.decide_by)}{late}")
    if current.in_force_on:
        parts.append(f"in force from {say_day(current.in_force_on)}")
    if review_on := review_due_on(proposal):
        parts.append(f"review on {say_day(review_on)}")
    if current.owner:
        parts.append(f"owner: {picture.person(current.owner)}")
    if current.topics:
        parts.append(f"topics: {escape(', '.join(current.topics))}")
    return " · ".join(parts)


def _suggested_by(picture: Picture) -> str:
    taken = picture.proposal.current.suggestion
    return f", as {picture.partner_name(picture.suggestion(taken).partner_id)} suggested" if taken else ""


def _where_it_stands(picture: Picture, room: Room) -> Iterator[Block]:
    if picture.proposal.withdrawal:
        yield rich_text.block(rich_text.quote(shorten(picture.proposal.withdrawal.reason, LONGEST_REASON)))
    yield from _partners(picture, room)
    yield from _objections(picture, room)
    yield from lifted_objections(picture, room.concerns, min(room.words, 300))
    yield from _concerns(picture, room)
    yield from _questions(picture, room)


def _partners(picture: Picture, room: Room) -> Iterator[Block]:
    lines = [_partner(picture, partner) for partner in picture.alliance.partners]
    shown = [line for place, line in enumerate(lines) if sum(map(len, lines[: place + 1])) + place <= room.partners]
    yield paragraph("\n".join(shown) or "No partner decides now.")
    if len(shown) < len(lines):
        yield small(f"And {len(lines) - len(shown)} more partners: History in the menu shows every answer.")


def _partner(picture: Picture, partner: Partner) -> str:
    said = picture.standing.get(partner.id)
    reported = " · 📝 consent reported, not yet confirmed" if partner.id in picture.unconfirmed else ""
    if said is None:
        return f"{_silent(picture, partner)}{reported}"
    return f"{_sign_and_word(said, picture.partner_name(partner.id))} · {picture.person(said.by)}{reported}"


def _silent(picture: Picture, partner: Partner) -> str:
    asked = picture.questions.get(partner.id)
    if asked:
        until = say_day(asked.answer_by)
        return f"❓ *{picture.partner_name(partner.id)}* needs time, answers by {until} · {picture.person(asked.by)}"
    cover = "" if picture.proposal.is_final else _cover(picture, partner)
    earlier = picture.earlier.get(partner.id)
    if earlier:
        return f"↻ *{picture.partner_name(partner.id)}* {_earlier(picture, earlier)}{cover}"
    silent = "had not answered" if picture.proposal.is_final else f"not yet{cover}"
    return f"◻️ *{picture.partner_name(partner.id)}* {silent}"


def _earlier(picture: Picture, said: Response) -> str:
    """Say what a partner answered to an earlier text."""
    if said.kind is Kind.OBJECTION:
        return (
            f"objected to revision {said.revision}: {escape(shorten(' '.join(said.reason.split()), LONGEST_EARLIER))}"
        )
    asked = "" if picture.proposal.is_final else ", asked again"
    return f"consented to revision {said.revision}{asked}"


def _cover(picture: Picture, partner: Partner) -> str:
    """Say who answers while the lead is away."""
    if not present(partner, picture.away):
        return " · everybody who speaks for it is away"
    deputy = instead_of_lead(partner, picture.away)
    return f" · {picture.person(partner.lead)} is away, {picture.person(deputy)} answers" if deputy else ""


def _sign_and_word(said: Response, partner: str) -> str:
    if said.kind is Kind.OBJECTION:
        return f"✋ *{partner}* objects"
    return f"☑️ *{partner}* consents with a concern" if said.concern else f"✅ *{partner}* consents"


def _objections(picture: Picture, room: Room) -> Iterator[Block]:
    against = [picture.standing[partner.id] for partner in objects(picture.proposal, picture.alliance.partners)]
    longest = room.words // (2 * min(max(len(against), 1), room.objections))
    for said in against[: room.objections]:
        yield voices.objection(picture, said, longest)
        yield from suggestion_beside(picture, said)
    if len(against) > room.objections or any(
        max(len(said.reason), len(said.acceptable_if)) > longest for said in against
    ):
        yield small("Every objection is in the thread in full.")


def _concerns(picture: Picture, room: Room) -> Iterator[Block]:
    kept = [
        said for partner in picture.alliance.partners if (said := picture.standing.get(partner.id)) and said.concern
    ]
    for said in kept[: room.concerns]:
        yield voices.concern(picture, said, LONGEST_CONCERN)
    if len(kept) > room.concerns or any(len(said.concern) > LONGEST_CONCERN for said in kept):
        yield small("Every concern is in the thread in full.")


def _questions(picture: Picture, room: Room) -> Iterator[Block]:
    asked = [each for each in picture.questions.values() if each.words]
    for each in asked[: room.concerns]:
        yield voices.question(picture, each, LONGEST_CONCERN)
    if len(asked) > room.concerns or any(len(each.words) > LONGEST_CONCERN for each in asked):
        yield small("Every question is in the thread in full.")


def _controls(picture: Picture) -> Iterator[Block]:
    if picture.is_in_force:
        yield review_buttons(picture)
    if picture.proposal.is_final:
        return
    count = len(picture.alliance.partners)
    consent = "consents" if count == 1 else "consent"
    yield small(f"Decided only when {everyone(count)} {consent}. Silence is not consent.")
    value = picture.value()
    yield actions(*answer_elements(value), _menu(value))


def _menu(value: Mapping[str, Any]) -> Element:
    acts = {
        "Amend": ids.AMEND,
        "Withdraw": ids.WITHDRAW,
        "Remind": ids.REMIND,
        "Report a consent": ids.REPORT,
        "History": ids.HISTORY,
    }
    return menu(ids.MENU, {words: {**value, "act": act} for words, act in acts.items()})
