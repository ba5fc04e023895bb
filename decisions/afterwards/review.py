"""What comes of a decision after it was agreed: when is it looked at again, by whom, and what is said of it then?"""

from datetime import date, datetime, timedelta

from decisions.afterwards import review_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Proposal, Review
from decisions.texts import change_refusal
from decisions.texts.revision import refuse_unless_may_raise
from decisions.texts.trial import refuse_if_over
from decisions.words.at_once import at_once
from decisions.words.spelling import written
from decisions.words.worded import worded

# People are asked to look again from this long before the day on.
NEAR = timedelta(days=14)


def review(
    proposal: Proposal,
    alliance: Alliance,
    superseded_by: int | None,
    *,
    by: str,
    at: datetime,
    note: str,
    review_on: date | None,
) -> Review:
    """Keep a decision after looking at it again; it changes nothing about the decision.

    `review_on` is when it is looked at next, None for never. To change a decision, raise one that
    supersedes it (rule 6).
    """
    refuse_unless_may_review(proposal, alliance, superseded_by, by)
    refuse_if_over(proposal, local_day(at, alliance))
    at_once(lambda: worded("note", note), lambda: _is_later(review_on, local_day(at, alliance)))
    return Review(by, at, written(note), review_on)


def _is_later(review_on: date | None, today: date) -> None:
    if review_on and review_on <= today:
        raise review_refusal.review_must_be_later()


def refuse_unless_may_review(proposal: Proposal, alliance: Alliance, superseded_by: int | None, by: str) -> None:
    """Whoever may raise may say what came of a decision, while it is in force (rule 8)."""
    refuse_unless_may_raise(alliance, by)
    if proposal.agreement is None:
        raise review_refusal.nothing_to_review(proposal.number)
    if superseded_by is not None:
        raise proposal_refusal.superseded_already("", proposal.number, superseded_by)


def refuse_if_it_changed_the_alliance(proposal: Proposal) -> None:
    """What was carried out goes on whatever another text says."""
    if proposal.change:
        raise change_refusal.proposed_in_its_window("", proposal.number)


def refuse_while_it_is_changed(proposal: Proposal, by: int | None) -> None:
    """Lead to the change of it that is open, or two that say the same would both be answered."""
    if by is not None:
        raise change_refusal.changed_already_by(proposal.number, by)


def review_due_on(proposal: Proposal) -> date | None:
    """Tell on which day a decision is looked at next: as the newest review says, else as the agreed text says."""
    return proposal.reviews[-1].review_on if proposal.reviews else proposal.current.review_on


def looked_at_on(proposal: Proposal) -> date | None:
    """Tell when a decision is thought of next: on its review day, or on the last day of a trial if that comes first."""
    days = (review_due_on(proposal), proposal.current.tried_until)
    return min((day for day in days if day), default=None)


def is_ending(proposal: Proposal, today: date) -> bool:
    """Whether the last day of a trial comes near, so that people think of renewing it."""
    until = proposal.current.tried_until
    return proposal.agreement is not None and until is not None and near_from(until) <= today <= until


def is_looked_at_for_its_end(proposal: Proposal, today: date) -> bool:
    """Whether a trial stands among what is to be looked at because it ends: soon, or with no review day before that."""
    return is_ending(proposal, today) or (proposal.current.tried_until is not None and review_due_on(proposal) is None)


def is_near(review_on: date, today: date) -> bool:
    return today >= near_from(review_on)


def near_from(review_on: date) -> date:
    return review_on - NEAR
