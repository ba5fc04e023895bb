"""What is said of something that is to be done after a decision: to everybody, and to whoever does it."""

from collections.abc import Mapping
from typing import Any

from decisions.afterwards.follow_up import End, action_at, end_of, is_overdue
from decisions.alliance.alliance import local_day
from decisions.said.action import Action, ActionDone
from handlers.views.afterwards.action import end_buttons, quoted, who_and_when
from handlers.views.blocks.kit import Message, paragraph, plain
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import age, escape, say_day
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]


def action_added(view: ProposalView, about: About) -> Message:
    """Tell everybody in the card's thread."""
    this = _this(view, about)
    text = f"◻️ To be done for No. {view.proposal.number}: {escape(this.what)}"
    by = f" · added by {view.person(this.by)}" if this.by != this.owner else ""
    buttons = [] if end_of(view.proposal, this) else [end_buttons(view, this)]
    return Message(text, [paragraph(f"{text}\n{who_and_when(view, this)}{by}"), *buttons])


def action_ended(view: ProposalView, about: About) -> Message:
    """Tell them likewise what came of it."""
    this, end = _ended(view, about)
    act = "☑️ Done" if isinstance(end, ActionDone) else "↩️ Taken back"
    text = f"{act}, of what was to be done for No. {view.proposal.number}: {escape(this.what)}"
    return Message(text, [paragraph(f"{text} · {view.person(end.by)}"), quoted(end)])


def action_notice(view: ProposalView, about: About) -> Message:
    """Tell whoever is to do it."""
    this = _this(view, about)
    return _to_owner(view, this, f"{view.person(this.by)} asks you to do this for {linked(view)}", by_when=True)


def action_reminder(view: ProposalView, about: About) -> Message:
    """Remind of it before the day, or when it is overdue, as it stands when it is said."""
    this = _this(view, about)
    if not is_overdue(this, local_day(view.now, view.alliance)):
        return _to_owner(view, this, f"This is to be done for {linked(view)}", by_when=True)
    late = f"⏰ Overdue: {age(this.due_on, view.now, view.zone)}"
    return _to_owner(view, this, f"{late}. This was to be done for {linked(view)}")


def action_ended_notice(view: ProposalView, about: About) -> Message:
    """Tell its owner what somebody else said of it."""
    this, end = _ended(view, about)
    how = "says that this is done" if isinstance(end, ActionDone) else "took this back, so nobody needs to do it"
    text = f"{view.person(end.by)} {how}, for {linked(view)}"
    return Message(text, [paragraph(f"{text}: {escape(this.what)}"), quoted(end)])


def action_receipt(view: ProposalView, about: About) -> Message:
    this = _this(view, about)
    return plain(f"Noted, for {name(view)}: {escape(this.what)} · {who_and_when(view, this)}")


def action_ended_receipt(view: ProposalView, about: About) -> Message:
    this, end = _ended(view, about)
    act = "done" if isinstance(end, ActionDone) else "taken back"
    return plain(f"Noted as {act}, for {name(view)}: {escape(this.what)}")


def _to_owner(view: ProposalView, this: Action, text: str, *, by_when: bool = False) -> Message:
    if end := end_of(view.proposal, this):
        how = "is done" if isinstance(end, ActionDone) else "was taken back"
        return plain(f"For {linked(view)}: “{escape(this.what)}” {how}. Nothing more is needed.")
    text = f"{text}, by {say_day(this.due_on)}" if by_when else text
    said = rich_text.block(rich_text.quote(this.what))
    return Message(text, [paragraph(f"{text}:"), said, end_buttons(view, this)])


def _ended(view: ProposalView, about: About) -> tuple[Action, End]:
    this = _this(view, about)
    end = end_of(view.proposal, this)
    if end is None:
        raise ValueError(f"action {this.place} of No. {view.proposal.number} is to be done")
    return this, end


def _this(view: ProposalView, about: About) -> Action:
    found = action_at(view.proposal, about["action"])
    if found is None:
        raise ValueError(f"No. {view.proposal.number} has no action {about['action']}")
    return found
