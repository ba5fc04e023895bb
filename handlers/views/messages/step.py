"""What is said of a step for a decision that is held: in its thread, and to those concerned."""

from collections.abc import Mapping
from typing import Any

from decisions.alliance.alliance import local_day
from decisions.alliance.ladder import StepProposed, StepRecorded
from decisions.asking.climb import climb
from handlers.views.blocks.kit import Block, Message, actions, paragraph, plain, small
from handlers.views.blocks.proposal.ladder import NO_STEP_DECIDES, after
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.proposal.steps import OUTCOMES, by_whom_said, numbered, step_buttons, try_buttons
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, near_day, say_day
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]


def step_proposed(view: ProposalView, about: About) -> Message:
    """Propose it to everybody in the card's thread."""
    this = _this(view, about)
    text = f"🪜 {numbered(view, this)} for No. {view.proposal.number}{_held(view)}: {escape(this.what)}"
    return Message(text, [paragraph(text), *_below(view, this)])


def step_notice(view: ProposalView, about: About) -> Message:
    """Propose it to one of those concerned, and again when nobody has said what came of it."""
    this = _this(view, about)
    if not step_buttons(view, this.place):
        return plain(f"{linked(view)}: nothing more is needed for this step.")
    text = f"{linked(view)} has been held{_held_since(view)}. {numbered(view, this)}: {escape(this.what)}"
    if about.get("time", 1) > 1:
        text = f"{text}\nNobody has said yet what came of it."
    return Message(text, [paragraph(f"🪜 {text}"), *_below(view, this)])


def step_recorded(view: ProposalView, about: About) -> Message:
    """Tell everybody what came of it, and what is next."""
    this, end = _this(view, about), _end(view, about)
    how = f"{OUTCOMES[end.came_of_it]} ({say_day(end.held_on)})"
    text = f"🪜 {numbered(view, this)} for No. {view.proposal.number} {how}: {escape(this.what)}"
    found = climb(view.proposal, view.alliance)
    then = f"If it is still held, the next step is proposed {after(found.next)}." if found and found.next else ""
    words = rich_text.block(rich_text.quote(end.note))
    return Message(text, [paragraph(f"{text} · {by_whom_said(view, end)}"), words, *([small(then)] if then else [])])


def step_receipt(view: ProposalView, about: About) -> Message:
    this, end = _this(view, about), _end(view, about)
    return plain(f"Noted, for {name(view)}: {numbered(view, this)} {OUTCOMES[end.came_of_it]}.")


def _below(view: ProposalView, this: StepProposed) -> list[Block]:
    buttons = step_buttons(view, this.place)
    return [actions(*buttons, *try_buttons(view)), small(NO_STEP_DECIDES)] if buttons else []


def _held(view: ProposalView) -> str:
    since = _held_since(view)
    return f", held{since}" if since else ""


def _held_since(view: ProposalView) -> str:
    found = climb(view.proposal, view.alliance)
    return f" since {near_day(local_day(found.since, view.alliance), view.now, view.zone)}" if found else ""


def _this(view: ProposalView, about: About) -> StepProposed:
    return next(each for each in view.proposal.steps_proposed if each.place == about["place"])


def _end(view: ProposalView, about: About) -> StepRecorded:
    return next(each for each in view.proposal.steps_recorded if each.place == about["place"])
