"""What is said of a proposal in the same words by register and minutes: how an objection ended, what it does."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import LadderChanges, Step
from decisions.alliance.matter import Decider, DeciderChange
from decisions.alliance.membership import AllianceCloses, ManagersChange, PartnerJoins, PartnerLeaves
from decisions.alliance.pounds import say_pounds
from decisions.answers.objection_course import Course
from decisions.proposal.log_labels import LABELS
from decisions.proposal.part import stepped_back, whose_matter
from decisions.proposal.proposal import Proposal, Question, Revision, Settlement
from decisions.proposal.sealed import is_sealed
from decisions.proposal.statements import who_gave_opinions
from decisions.words.refusal import say_day

_LIFTED = {
    Settlement.WORDS: "How it was settled",
    Settlement.TEXT: "A changed text settled it.",
    Settlement.CONCERN: "It was not settled, and is kept as a concern for the review.",
    None: "The partner consented later. How it was settled was not recorded then.",
}


# Of a first round whose answers nobody can read yet.
NOT_OPENED = "sealed, and not opened yet"
# What withdrew a proposal that was still open when the alliance was closed: no person did.
CLOSED = "the closing of the alliance"


def end_of(course: Course, proposal: Proposal, alliance: Alliance) -> str:
    """Say how an objection ended; nobody should assume that what was asked for was done."""
    if course.lifted_by:
        return _LIFTED[course.lifted_by.settled_by]
    if course.renewed_by:
        return "The same partner objected anew, in other words."
    if course.objection.partner_id in stepped_back(proposal):
        # Whoever stepped back is named; whoever objected may not be.
        return "It held the decision for a time, and was not settled."
    if course.objection.partner_id not in {partner.id for partner in alliance.partners}:
        return "The partner that objected left the alliance before it was settled."
    if course.objection.revision == proposal.current.number:
        return "It was withdrawn while this objection held it." if proposal.withdrawal else "It holds the decision."
    return "Everybody is asked again about a changed text."


def steps_in_words(steps: Sequence[Step]) -> str:
    """Say what is done from then on when a decision is held."""
    told = [f"{place}. {step.what} (after {step.after} working days)" for place, step in enumerate(steps, 1)]
    return f"When a decision is held: {' '.join(told)}" if told else "There are no steps any more for a held decision."


def effect(proposal: Proposal, alliance: Alliance, partner: Callable[[int], str]) -> str:
    """Say what it does to the alliance, "" for nothing; `partner` says what one is called now."""
    change = proposal.change
    if change is None:
        return ""
    if isinstance(change, PartnerJoins):
        return f"{change.name} joins the alliance."
    if isinstance(change, PartnerLeaves):
        return f"{partner(change.partner_id)} leaves the alliance."
    if isinstance(change, AllianceCloses):
        return "The alliance is closed for good."
    if isinstance(change, DeciderChange):
        has_left = any(former.id == change.partner_id for former in alliance.former)
        return _who_decides(change, partner, has_left=has_left)
    if isinstance(change, LadderChanges):
        return steps_in_words(change.steps)
    if isinstance(change, ManagersChange):
        return "Other people manage the alliance."
    return f"Other people speak for {partner(change.partner_id)}."


def _who_decides(change: DeciderChange, partner: Callable[[int], str], *, has_left: bool) -> str:
    if has_left:
        return f"{change.matter}: nobody's own matter, for {partner(change.partner_id)} has left the alliance."
    if change.decider == Decider.PARTNER:
        return f"{change.matter}: {partner(change.partner_id)} decides it alone, whose matter it is by law."
    if change.decider == Decider.ALL:
        return f"{change.matter}: all partners decide it again."
    sums = f"up to {say_pounds(change.each)} for one decision and {say_pounds(change.in_all)} in all"
    until = say_day(date.fromisoformat(change.until))
    return f"{change.matter}: the operations managers decide it, {sums}, until {until}."


def whose_facts(text: Revision) -> Iterator[tuple[str, str]]:
    """Yield what class of matters it is of, and what it costs, each with its label."""
    if text.matter:
        yield LABELS["matter"].words, text.matter
    if text.sum:
        yield LABELS["sum"].words, say_pounds(text.sum)


def asked_words(question: Question) -> str:
    """Say what a partner that takes time asks, and whose word of its own it waits for."""
    subject = f"It would consent subject to {question.subject_to}." if question.subject_to else ""
    return "\n".join(filter(None, [subject, question.words]))


def who_decided(proposal: Proposal, names: Sequence[str], partner: Callable[[int], str], *, is_all: bool) -> str:
    """Say who decides it: those of these names, or the one whose own matter it is by law."""
    agreed = proposal.agreement
    if agreed and agreed.reserved_to:
        views = [*map(partner, who_gave_opinions(proposal))]
        heard = f"; views of {', '.join(views)}" if views else ""
        return f"{partner(agreed.reserved_to)}, whose matter it is{heard}"
    if not is_all:
        return f"all {len(names)} who decide"
    return f"all {len(names)} partners" if len(names) > 1 else "the only partner"


def of_whom(proposal: Proposal, alliance: Alliance, names: Sequence[str], *, is_all: bool) -> str:
    """Say of how many the consents are counted."""
    if owner := whose_matter(proposal, alliance):
        return f"1 ({owner.name}, whose matter it is)"
    return f"{len(names)} {'partners' if is_all else 'who decide'}"


def decided_word(proposal: Proposal) -> str:
    """What one partner decides alone is never called agreed."""
    return "Decided" if proposal.agreement and proposal.agreement.reserved_to else "Agreed"


def first_round(proposal: Proposal, zone: ZoneInfo) -> str:
    """Say of a first round that is sealed, or was, when its answers were opened; "" for any other."""
    if is_sealed(proposal):
        return NOT_OPENED
    opened = proposal.opening
    return f"sealed, and opened on {say_day(opened.at.astimezone(zone).date())}" if opened else ""
