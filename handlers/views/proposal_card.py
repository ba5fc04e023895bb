"""What does a proposal's card show? One message in the channel that is always true."""

from collections.abc import Iterator

from handlers.views.blocks import ids, rich_text
from handlers.views.blocks.kit import (
    LARGEST_MESSAGE,
    Block,
    Element,
    Said,
    actions,
    answer_elements,
    beside,
    header,
    menu,
    message_size,
    paragraph,
    small,
)
from handlers.views.blocks.proposal_view import Picture, change_words, name
from handlers.views.blocks.text import day, escape, link, say_day, shorten
from handlers.views.blocks.written import excerpt, excerpt_of_words
from handlers.views.ended_card import ended_card
from handlers.views.standing import Room, standing
from handlers.views.status import status_shown, status_words

# What is cut of these on the card is one press away.
LONGEST_TEXT = 360
LONGEST_BENEFIT = 160

# The first that fits is taken. Everything that is cut stands in the thread, or in the history.
ROOMS = (Room(120, 80, 8, 6, 900), Room(120, 80, 6, 3, 900), Room(120, 80, 3, 1, 300))


def card(picture: Picture) -> Said:
    headline = f"{name(picture)}\n{status_words(picture)}"
    if picture.proposal.is_final:
        return Said(headline, ended_card(picture))
    blocks: list[Block] = []
    for room in ROOMS:
        blocks = [*_what(picture), *standing(picture, room), *_controls(picture)]
        if message_size(blocks) <= LARGEST_MESSAGE:
            break
    return Said(headline, blocks)


def _what(picture: Picture) -> Iterator[Block]:
    proposal, current = picture.proposal, picture.proposal.current
    yield header(current.title)
    yield beside(status_shown(picture), _menu(picture))
    if proposal.change:
        yield paragraph(change_words(picture, proposal.change))
    text = [*excerpt(current.rich_text, LONGEST_TEXT, picture.value())]
    is_whole = len(text) == 1
    why = [*excerpt_of_words("Why", current.benefit, LONGEST_BENEFIT, picture.value() if is_whole else None)]
    if is_whole:
        # One block is lower than two.
        text, why = [rich_text.block(*text[0]["elements"], *why[0]["elements"])], why[1:]
    yield from [*text, *why]
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 150)}"
        yield small(f"Supersedes {link(picture.supersedes_url, earlier)}")


def _controls(picture: Picture) -> Iterator[Block]:
    yield actions(*answer_elements(picture.value()))
    yield small(" · ".join([*_origin(picture), "Silence is not consent."]))


def _origin(picture: Picture) -> Iterator[str]:
    proposal, current = picture.proposal, picture.proposal.current
    yield f"*No. {proposal.number}*"
    yield f"raised by {picture.person(proposal.author)} on {day(proposal.raised_at, picture.zone)}"
    if current.number > 1:
        yield f"revision {current.number} of {day(current.at, picture.zone)}{_suggested_by(picture)}"
    if current.owner:
        yield f"owner: {picture.person(current.owner)}"
    if current.in_force_on:
        yield f"in force from {say_day(current.in_force_on)}"
    if current.review_on:
        yield f"review on {say_day(current.review_on)}"
    if current.topics:
        yield f"topics: {escape(', '.join(current.topics))}"


def _suggested_by(picture: Picture) -> str:
    taken = picture.proposal.current.suggestion
    return f", as {picture.partner_name(picture.suggestion(taken).partner_id)} suggested" if taken else ""


def _menu(picture: Picture) -> Element:
    acts = {
        "Amend": ids.AMEND,
        "Withdraw": ids.WITHDRAW,
        "Remind": ids.REMIND,
        "Report a consent": ids.REPORT,
        "History": ids.HISTORY,
    }
    return menu(ids.MENU, {words: {**picture.value(), "act": act} for words, act in acts.items()})
