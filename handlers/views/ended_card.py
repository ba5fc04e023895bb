"""What is left of a card when a proposal has ended? What came of it, and the way to all that was said."""

from collections.abc import Iterator

from decisions.response import local_day
from decisions.review import is_near, review_due_on
from handlers.views.blocks import ids, rich_text
from handlers.views.blocks.ends import end_in_words
from handlers.views.blocks.kit import Block, Element, beside, header, menu, paragraph
from handlers.views.blocks.on_record import concerned, ended, in_a_line, small_lines
from handlers.views.blocks.proposal_view import Picture, change_words
from handlers.views.blocks.text import day, link, say_day, shorten
from handlers.views.status import status_shown

# About two lines on a telephone, and one in small print.
TWO_LINES, ONE_LINE, LONGEST_REASON = 90, 50, 160
MOST_LINES = 2


def ended_card(picture: Picture) -> list[Block]:
    shown = [header(picture.proposal.current.title), beside(status_shown(picture), _menu(picture))]
    came_of_it = _withdrawn(picture) if picture.proposal.withdrawal else _agreed(picture)
    return [*shown, *came_of_it, *small_lines([*_kept(picture), " · ".join(_origin(picture))])]


def _withdrawn(picture: Picture) -> Iterator[Block]:
    """Say why. Nobody is listed who had not answered."""
    if picture.proposal.withdrawal:
        yield rich_text.block(_line(picture.proposal.withdrawal.reason, LONGEST_REASON))


def _agreed(picture: Picture) -> Iterator[Block]:
    proposal, current = picture.proposal, picture.proposal.current
    for number in picture.superseded_by:
        yield paragraph(f"*Superseded by No. {number}*")
    if proposal.change:
        yield paragraph(change_words(picture, proposal.change).replace("*When agreed:* ", "*From then on:* "))
    else:
        yield rich_text.block(_line(current.text, TWO_LINES))


def _kept(picture: Picture) -> Iterator[str]:
    """Tell in a few lines what stays on record with a decision; all of it is behind Read."""
    if not picture.is_in_force:
        return
    told = [*_on_record(picture)]
    room = MOST_LINES - is_review_near(picture) - bool(picture.proposal.current.supersedes)
    shown = told if len(told) <= room else told[: room - 1]
    longest = ONE_LINE * room // max(len(told), 1)
    yield from (f"{start}{in_a_line(words, max(longest - len(start), 20))}" for start, words in shown)
    if more := len(told) - len(shown):
        yield f"☑️ {f'And {more} more are' if shown else f'{more} kept'} on record: *Read* in the menu (⋯)"


def _on_record(picture: Picture) -> Iterator[tuple[str, str]]:
    """Tell what is kept, and how objections were settled: who, in mrkdwn, and the words."""
    for said in concerned(picture):
        yield f"☑️ *{picture.partner_name(said.partner_id)}*: ", said.concern
    for objected, lifted in ended(picture):
        how = lifted.settled or " ".join(end_in_words(lifted))
        yield f"🤝 *{picture.partner_name(objected.partner_id)}* objected: ", how


def is_review_near(picture: Picture) -> bool:
    due_on = review_due_on(picture.proposal)
    return picture.is_in_force and due_on is not None and is_near(due_on, local_day(picture.now, picture.alliance))


def _origin(picture: Picture) -> Iterator[str]:
    proposal, current = picture.proposal, picture.proposal.current
    yield f"*No. {proposal.number}*"
    if not picture.is_in_force:
        yield f"raised by {picture.person(proposal.author)} on {day(proposal.raised_at, picture.zone)}"
        return
    if current.owner:
        yield f"owner: {picture.person(current.owner)}"
    if current.in_force_on:
        yield f"in force from {say_day(current.in_force_on)}"
    if due_on := review_due_on(proposal):
        words = f"review on {say_day(due_on)}"
        yield f"🔎 {words}: {_who_confirms(picture)} confirms that it stays" if is_review_near(picture) else words
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(picture.supersedes_title, 60)}"
        yield f"supersedes {link(picture.supersedes_url, earlier)}"


def _who_confirms(picture: Picture) -> str:
    """Say who is asked; an owner may speak for nobody."""
    owner = picture.proposal.current.owner
    return "the owner" if owner and picture.alliance.may_raise(owner) else "a partner or a manager"


def _menu(picture: Picture) -> Element:
    acts = {"Read": ids.READ_ALL, "History": ids.HISTORY}
    if picture.is_in_force:
        acts["Raise a change…"] = ids.CHANGE
    if is_review_near(picture):
        acts["Reviewed: keep…"] = ids.KEEP_IT
    return menu(ids.MENU, {words: {**picture.value(), "act": act} for words, act in acts.items()})


def _line(words: str, longest: int) -> Element:
    return rich_text.section(*rich_text.of_words(shorten(" ".join(words.split()), longest)))
