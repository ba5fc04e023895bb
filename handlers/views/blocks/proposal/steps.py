"""What is told of the step that a held decision is on."""

from collections.abc import Iterator, Mapping

from decisions.alliance.alliance import local_day
from decisions.alliance.ladder import CameOfIt, StepProposed, StepRecorded
from decisions.asking.climb import Climb, climb, concerned, is_to_try, steps_for
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Element, button, paragraph
from handlers.views.blocks.proposal.ladder import after
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, near_day, say_day, shorten

# As much of a step as a line of a card has room for.
LONGEST_ON_CARD = 80
OUTCOMES: Mapping[CameOfIt, str] = {CameOfIt.DONE: "was done", CameOfIt.NOT_POSSIBLE: "was not possible"}


def step_words(view: ProposalView) -> Iterator[str]:
    """Say in a few words which step it is on, nothing where it is on none."""
    found = climb(view.proposal, view.alliance)
    if found and found.pending:
        yield f"{numbered(view, found.pending).lower()} since {since(view, found.pending)}"


def step_line(view: ProposalView) -> Iterator[str]:
    """Say so in the one line of a card."""
    found = climb(view.proposal, view.alliance)
    if found is None or found.newest is None:
        return
    this = found.newest
    what = escape(shorten(this.what, LONGEST_ON_CARD))
    if found.pending:
        yield f"🪜 {numbered(view, this)} since {since(view, this)}: {what}"
        return
    then = f" Next, if it is still held: {after(found.next)}." if found.next else ""
    yield f"🪜 {numbered(view, this)} {OUTCOMES[found.recorded[this.place].came_of_it]}: {what}{then}"


def numbered(view: ProposalView, this: StepProposed) -> str:
    count = len(steps_for(view.proposal, view.alliance))
    return f"Step {this.step} of {count}" if this.step <= count else f"Step {this.step}"


def pending(view: ProposalView) -> tuple[Climb, StepProposed] | None:
    """Find the step of which nobody has yet said what came of it."""
    found = climb(view.proposal, view.alliance)
    return (found, found.pending) if found and found.pending else None


def step_buttons(view: ProposalView, place: int | None = None) -> list[Element]:
    """Lead to where it is said what came of it, while that is to be said; with `place`, of that step only."""
    found = pending(view)
    if found is None or place not in (None, found[1].place):
        return []
    return [button("What came of it…", ids.CAME_OF_STEP, {**view.value(), "place": found[1].place})]


def try_buttons(view: ProposalView) -> list[Element]:
    """Its author writes into the text until when it is tried."""
    found = pending(view)
    if found is None or not is_to_try(found[0]):
        return []
    return [button("Try it until…", ids.AMEND_TEXT, {**view.value(), "try": True})]


def is_proposed_to(view: ProposalView, person: str) -> bool:
    return pending(view) is not None and person in concerned(view.proposal, view.alliance)


def steps_taken(view: ProposalView, revision: int) -> Iterator[list[Block]]:
    """Tell in the history what was proposed while this text stood, and what came of it."""
    ends = {each.place: each for each in view.proposal.steps_recorded}
    for this in view.proposal.steps_proposed:
        if this.revision == revision:
            proposed = paragraph(f"🪜 *{numbered(view, this)}* · {day(this.at, view.zone)}\n{escape(this.what)}")
            yield [proposed, *(came_of_it(view, ends[this.place]) if this.place in ends else [])]


def came_of_it(view: ProposalView, end: StepRecorded) -> list[Block]:
    """Tell it in the words of whoever said so."""
    said = f"It {OUTCOMES[end.came_of_it]} ({say_day(end.held_on)}) · {by_whom_said(view, end)}"
    return [paragraph(said), rich_text.block(rich_text.quote(end.note))]


def by_whom_said(view: ProposalView, end: StepRecorded) -> str:
    partner = view.alliance.partner_of(end.by)
    return f"{view.person(end.by)}{f', for {escape(partner.name)}' if partner else ''}"


def since(view: ProposalView, this: StepProposed) -> str:
    return near_day(local_day(this.at, view.alliance), view.now, view.zone)
