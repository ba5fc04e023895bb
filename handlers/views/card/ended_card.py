"""What is left of a card when a proposal has ended: what came of it, and the way to all that was said."""

from collections.abc import Iterator

from decisions.afterwards.review import is_ending, is_near, review_due_on
from decisions.alliance.alliance import local_day
from handlers.views.afterwards.action import how_many, menu_words
from handlers.views.afterwards.offered import offered
from handlers.views.afterwards.review import change_label
from handlers.views.blocks import ids
from handlers.views.blocks.answers.ends import end_in_words
from handlers.views.blocks.answers.on_record import concerned, ended, in_a_line, small_lines
from handlers.views.blocks.answers.parts import part_lines
from handlers.views.blocks.answers.statements import how_many_beside, statement_lines
from handlers.views.blocks.kit import Block, Element, beside, header, menu, paragraph
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.matters import matter_facts
from handlers.views.blocks.proposal.papers import paper_lines
from handlers.views.blocks.proposal.proposal_view import ProposalView, trial_words
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, link, say_day, shorten
from handlers.views.card.status import status_line

# About two lines on a telephone, and one in small print.
TWO_LINES, ONE_LINE, LONGEST_REASON = 90, 50, 160
MOST_LINES = 2
MOST_IN_MENU = 5


def ended_card(view: ProposalView) -> list[Block]:
    shown = [header(view.proposal.current.title), beside(status_line(view), _menu(view))]
    came_of_it = _withdrawn(view) if view.proposal.withdrawal else _agreed(view)
    told = [*part_lines(view, TWO_LINES), *statement_lines(view, ONE_LINE), *_kept(view), *paper_lines(view)]
    told += [*how_many_beside(view), " · ".join(_origin(view))]
    return [*shown, *came_of_it, *small_lines(told)]


def _withdrawn(view: ProposalView) -> Iterator[Block]:
    """Say why. Nobody who had not answered is listed."""
    if view.proposal.withdrawal:
        yield rich_text.block(_line(view.proposal.withdrawal.reason, LONGEST_REASON))


def _agreed(view: ProposalView) -> Iterator[Block]:
    proposal, current = view.proposal, view.proposal.current
    for number in view.superseded_by:
        yield paragraph(f"*Superseded by No. {number}*")
    if proposal.change:
        yield paragraph(change_words(view, proposal.change).replace("*When agreed:* ", "*From then on:* "))
    else:
        yield rich_text.block(_line(current.text, TWO_LINES))


def _kept(view: ProposalView) -> Iterator[str]:
    """Tell in a few lines what stays on record with a decision; all of it is behind Read."""
    if not view.is_in_force:
        return
    told = [*_on_record(view)]
    room = MOST_LINES - (is_review_near(view) or is_trial_ending(view)) - bool(view.proposal.current.supersedes)
    shown = told if len(told) <= room else told[: room - 1]
    longest = ONE_LINE * room // max(len(told), 1)
    yield from (f"{start}{in_a_line(words, max(longest - len(start), 20))}" for start, words in shown)
    if more := len(told) - len(shown):
        yield f"☑️ {f'And {more} more are' if shown else f'{more} kept'} on record: *Read* in the menu (⋯)"


def _on_record(view: ProposalView) -> Iterator[tuple[str, str]]:
    """Tell what is kept, and how objections were settled: who, in mrkdwn, and the words."""
    for said in concerned(view):
        yield f"☑️ *{view.partner_name(said.partner_id)}*: ", said.concern
    for objected, lifted in ended(view):
        how = lifted.settled or " ".join(end_in_words(lifted))
        yield f"🤝 *{view.partner_name(objected.partner_id)}* objected: ", how


def is_review_near(view: ProposalView) -> bool:
    due_on = review_due_on(view.proposal)
    stands = view.is_in_force and not view.alliance.is_closed
    return stands and due_on is not None and is_near(due_on, local_day(view.now, view.alliance))


def is_trial_ending(view: ProposalView) -> bool:
    return view.is_in_force and not view.alliance.is_closed and is_ending(view.proposal, view.today)


def _origin(view: ProposalView) -> Iterator[str]:
    proposal, current = view.proposal, view.proposal.current
    yield f"*No. {proposal.number}*"
    if not view.is_in_force:
        yield f"raised by {view.person(proposal.author)} on {day(proposal.raised_at, view.zone)}"
        return
    yield from matter_facts(current)
    if current.owner:
        yield f"owner: {view.person(current.owner)}"
    if counts := ", ".join(how_many(view)):
        yield f"actions: {counts}"
    if current.in_force_on:
        yield f"in force from {say_day(current.in_force_on)}"
    if current.tried_until:
        yield f"{'⌛ ' if is_trial_ending(view) else ''}{trial_words(view)}"
    if due_on := review_due_on(proposal):
        words = f"review on {say_day(due_on)}"
        yield f"🔎 {words}: {_who_confirms(view)} confirms that it stays" if is_review_near(view) else words
    if current.supersedes:
        earlier = f"No. {current.supersedes} · {shorten(view.supersedes_title, 60)}"
        yield f"supersedes {link(view.supersedes_url, earlier)}"


def _who_confirms(view: ProposalView) -> str:
    """Say who is asked; an owner may speak for nobody."""
    owner = view.proposal.current.owner
    return "the owner" if owner and view.alliance.may_raise(owner) else "a partner or a manager"


def _menu(view: ProposalView) -> Element:
    acts = {"Read": ids.READ_ALL, "History": ids.HISTORY}
    if (view.is_in_force or view.has_ended) and not view.alliance.is_closed and not view.proposal.change:
        acts[change_label(view)] = ids.CHANGE
    if is_review_near(view):
        acts["Reviewed: keep…"] = ids.KEEP_IT
    if words := menu_words(view):
        acts[words] = ids.ACTIONS
    # Slack takes five; the menu of the outcome has what is left out.
    acts = dict([*acts.items(), *offered(view).items()][:MOST_IN_MENU])
    return menu(ids.MENU, {words: {**view.value(), "act": act} for words, act in acts.items()})


def _line(words: str, longest: int) -> Element:
    return rich_text.section(*rich_text.of_words(shorten(" ".join(words.split()), longest)))
