"""A proposal's card: one message in the channel that is always true."""

from collections.abc import Iterator
from datetime import datetime

from decisions.alliance.alliance import local_day
from decisions.proposal.proposal import Status
from decisions.proposal.sealed import is_sealed
from handlers.views.answers.sealed import opening_button
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    LARGEST_MESSAGE,
    Block,
    Element,
    Message,
    actions,
    answer_elements,
    beside,
    button,
    header,
    menu,
    message_size,
    paragraph,
    small,
)
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.form import beginning
from handlers.views.blocks.proposal.matters import passed_words
from handlers.views.blocks.proposal.papers import paper_lines
from handlers.views.blocks.proposal.proposal_view import ProposalView, follow_through, name
from handlers.views.blocks.proposal.steps import step_buttons, step_line
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, link, near_day, shorten
from handlers.views.blocks.written import excerpt, excerpt_of_words
from handlers.views.card.ended_card import ended_card
from handlers.views.card.standing import Room, standing
from handlers.views.card.status import decide_by_words, status_line, status_words
from handlers.views.card.telephone import TWO_THIRDS, USUAL_TEXT, height

# What is cut of these on the card is one press away.
LONGEST_TEXT = 360
LONGEST_BENEFIT = 160
LONGEST_FORM = 200

# The first that two thirds of a telephone have room for is taken; else, of the last, the first that Slack takes.
# Everything that is cut stands in the thread, in the window that opens all of it, or in the history.
ROOMS = (
    Room(120, 80, 8, 6, 900),
    Room(120, 80, 8, 6, 900, is_joined=True),
    Room(120, 40, 8, 6, 45, is_joined=True),
    Room(100, 0, 8, 6, 90, is_joined=True),
    Room(80, 0, 8, 6, 0, is_joined=True),
    Room(50, 0, 8, 6, 0, is_joined=True),
)
SMALLEST = (Room(120, 80, 8, 6, 900), Room(120, 80, 6, 3, 900), Room(120, 80, 3, 1, 300))


def card(view: ProposalView) -> Message:
    headline = f"{name(view)}\n{status_words(view)}"
    if view.proposal.is_final:
        return Message(headline, ended_card(view))
    return Message(headline, _fitting(view))


def _fitting(view: ProposalView) -> list[Block]:
    # A longer text takes room of its own: the answers stay as they are told beside a short one.
    room_on_a_telephone = TWO_THIRDS + max(height(_what(view)) - USUAL_TEXT, 0)
    for room in ROOMS:
        blocks = _open(view, room)
        if height(blocks) <= room_on_a_telephone and message_size(blocks) <= LARGEST_MESSAGE:
            return blocks
    for room in SMALLEST:
        blocks = _open(view, room)
        if message_size(blocks) <= LARGEST_MESSAGE:
            break
    return blocks


def _open(view: ProposalView, room: Room) -> list[Block]:
    return [*_what(view), *standing(view, room), *map(small, step_line(view)), *_controls(view)]


def _what(view: ProposalView) -> Iterator[Block]:
    proposal, current = view.proposal, view.proposal.current
    yield header(current.title)
    yield beside(status_line(view), _menu(view))
    if proposal.change:
        yield paragraph(change_words(view, proposal.change))
    text = [*excerpt(current.rich_text, LONGEST_TEXT, view.value())]
    is_whole = len(text) == 1
    why = [*excerpt_of_words("Why", current.benefit, LONGEST_BENEFIT, view.value() if is_whole else None)]
    opens_all = not is_whole or len(why) > 1
    form = beginning(current, LONGEST_FORM, None if opens_all else view.value())
    if is_whole:
        # One block is lower than two.
        text, why = [rich_text.block(*text[0]["elements"], *why[0]["elements"])], why[1:]
    yield from [*text, *why, *form]
    yield from map(small, paper_lines(view))
    if passed := passed_words(view.alliance, current):
        yield small(passed)
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(view.supersedes_title, 150)}"
        yield small(f"Supersedes {link(view.supersedes_url, earlier)}")


def _controls(view: ProposalView) -> Iterator[Block]:
    # Where nobody has an interest, nothing tells of them.
    interests = [button("Interests", ids.INTERESTS, view.value())] if view.proposal.interests else []
    ours = [button("Our view…", ids.OUR_OPINION, view.value())] if view.reserved_to else []
    more = [*ours, *interests, *step_buttons(view), *opening_button(view)]
    yield actions(*answer_elements(view.value()), *more)
    # Where somebody objects, nobody takes the others' silence for consent.
    silence = [] if view.status is Status.HELD else ["Silence is not consent."]
    if view.reserved_to:
        silence = [f"{view.reserved_to} answers alone. The others are asked for their views."]
    yield small(" · ".join([*_origin(view), *silence]))


def _origin(view: ProposalView) -> Iterator[str]:
    proposal, current = view.proposal, view.proposal.current
    yield f"*No. {proposal.number}*"
    if view.status is Status.HELD:
        yield from [view.person(proposal.author), *filter(None, [decide_by_words(view)])]
    else:
        yield f"{view.person(proposal.author)}, {_day(view, proposal.raised_at)}"
    if current.number > 1:
        yield f"revision {current.number} of {_day(view, current.at)}{_suggested_by(view)}"
    yield from follow_through(view)
    if current.topics:
        yield f"topics: {escape(', '.join(current.topics))}"


def _day(view: ProposalView, moment: datetime) -> str:
    return near_day(local_day(moment, view.alliance), view.now, view.zone)


def _suggested_by(view: ProposalView) -> str:
    taken = view.proposal.current.suggestion
    return f", as {view.partner_name(view.suggestion(taken).partner_id)} suggested" if taken else ""


def _menu(view: ProposalView) -> Element:
    acts = {
        "Amend": ids.AMEND,
        "Withdraw": ids.WITHDRAW,
        "Remind": ids.REMIND,
        # A sealed round takes no reports, and Slack's menu has no room for more.
        **({"Tell a worry privately": ids.WORRY} if is_sealed(view.proposal) else {"Report a consent": ids.REPORT}),
        "History": ids.HISTORY,
    }
    return menu(ids.MENU, {words: {**view.value(), "act": act} for words, act in acts.items()})
