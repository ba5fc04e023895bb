"""Who says what is to be done after a decision and what came of it, and when is somebody reminded of theirs?"""

from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from decisions.afterwards import action_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Proposal
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written_in_line
from decisions.words.worded import worded
from decisions.words.working_days import is_working_day, working_days_after

LONGEST_ACTION = 300

End = ActionDone | ActionTakenBack


def action(
    proposal: Proposal,
    alliance: Alliance,
    superseded_by: int | None,
    *,
    by: str,
    at: datetime,
    what: str,
    owner: str,
    due_on: date | None,
) -> Action:
    """Say what is to be done after a decision. Its owner may be anybody in the channel, with a voice or without."""
    refuse_unless_may_add(proposal, alliance, superseded_by, by)
    what = written_in_line(what)
    at_once(lambda: _said(what), lambda: _owned(owner), lambda: _to_come(due_on, local_day(at, alliance)))
    return Action(len(proposal.actions) + 1, by, at, what, owner, _to_come(due_on, local_day(at, alliance)))


def done(proposal: Proposal, alliance: Alliance, place: int, *, by: str, at: datetime, note: str) -> ActionDone:
    """Say that an action is done, and what came of it."""
    refuse_unless_may_end(proposal, alliance, place, by)
    return ActionDone(place, by, at, _explained("note", note, "what came of it"))


def taken_back(
    proposal: Proposal, alliance: Alliance, place: int, *, by: str, at: datetime, reason: str
) -> ActionTakenBack:
    """Say that nobody does it any more. The action stays on record, with the reason."""
    refuse_unless_may_end(proposal, alliance, place, by)
    return ActionTakenBack(place, by, at, _explained("reason", reason, "why it is taken back"))


def refuse_unless_may_add(proposal: Proposal, alliance: Alliance, superseded_by: int | None, by: str) -> None:
    """Whoever may raise adds actions, and the author, while the decision is in force."""
    if not _may_add(proposal, alliance, by):
        raise action_refusal.may_not_add_actions(proposal.number, proposal.author, alliance)
    if proposal.agreement is None:
        raise action_refusal.no_decision_to_do(proposal.number)
    if superseded_by is not None:
        raise proposal_refusal.superseded_already("", proposal.number, superseded_by)


def refuse_unless_may_end(proposal: Proposal, alliance: Alliance, place: int, by: str) -> Action:
    """Its owner says what came of it, or whoever may add actions; once, whatever became of the decision since."""
    found = action_at(proposal, place)
    if found is None:
        raise proposal_refusal.unknown_proposal()
    if by != found.owner and not _may_add(proposal, alliance, by):
        raise action_refusal.may_not_end_action(proposal.number, found.owner, alliance)
    end = end_of(proposal, found)
    if isinstance(end, ActionDone):
        raise action_refusal.action_done_already(proposal.number, local_day(end.at, alliance))
    if end:
        raise action_refusal.action_taken_back_already(proposal.number, local_day(end.at, alliance))
    return found


def action_at(proposal: Proposal, place: int) -> Action | None:
    return next((each for each in proposal.actions if each.place == place), None)


def end_of(proposal: Proposal, this: Action) -> End | None:
    """Find what came of it, None while it is to be done."""
    ends: tuple[End, ...] = (*proposal.actions_done, *proposal.actions_taken_back)
    return next((end for end in ends if end.place == this.place), None)


def to_do(proposal: Proposal) -> list[Action]:
    """List what is to be done, the next first."""
    return sorted((each for each in proposal.actions if not end_of(proposal, each)), key=lambda each: each.due_on)


class Nudge(StrEnum):
    """Why its owner is reminded: the day comes, or it has passed. Each once."""

    SOON = "soon"
    OVERDUE = "overdue"


def is_overdue(this: Action, today: date) -> bool:
    return this.due_on < today


def nudge(this: Action, added_on: date, today: date, holidays: Container[date]) -> Nudge | None:
    """Tell of what the owner is to be reminded on this day: on the last working day before it is due, and after it.

    Whoever was given it today knows it.
    """
    if not is_working_day(today, holidays) or today <= added_on:
        return None
    if is_overdue(this, today):
        return Nudge.OVERDUE
    is_the_last = working_days_after(today, this.due_on - timedelta(days=1), holidays) == 0
    return Nudge.SOON if today < this.due_on and is_the_last else None


def doubts_about(fact: Action | End, proposal: Proposal, alliance: Alliance) -> Iterator[str]:
    """Say why what the log tells of an action can't be."""
    number = proposal.number
    if isinstance(fact, Action):
        if proposal.agreement is None:
            yield f"adds an action to No. {number}, which is no decision"
        if fact.place != len(proposal.actions) + 1:
            yield f"adds an action to No. {number} out of turn"
        if not _may_add(proposal, alliance, fact.by):
            yield f"is by {fact.by}, who may not add actions to No. {number}"
        return
    found = action_at(proposal, fact.place)
    if found is None or end_of(proposal, found):
        yield f"ends an action of No. {number} that nobody has to do"
    elif fact.by != found.owner and not _may_add(proposal, alliance, fact.by):
        yield f"is by {fact.by}, who may not end an action of No. {number}"


def _may_add(proposal: Proposal, alliance: Alliance, by: str) -> bool:
    return alliance.may_raise(by) or by == proposal.author


def _said(what: str) -> None:
    if not what:
        raise refusal.missing("what", "what is to be done")
    if len(what) > LONGEST_ACTION:
        raise refusal.too_long("what", LONGEST_ACTION, len(what))


def _owned(owner: str) -> None:
    if not owner:
        raise action_refusal.nobody_does_it()


def _to_come(due_on: date | None, today: date) -> date:
    if due_on is None:
        raise action_refusal.no_day_for_it()
    if due_on < today:
        raise refusal.date_in_the_past("due_on")
    return due_on


def _explained(field: str, words: str, what: str) -> str:
    words = worded(field, words)
    if not words:
        raise refusal.missing(field, what)
    return words
