"""Where a proposal stands, or how it ended: the first line of its card."""

from decisions.proposal.outcome import consents, objects, waits_for
from decisions.proposal.proposal import Status
from decisions.proposal.sealed import is_sealed
from handlers.views.blocks.proposal.proposal_view import (
    ProposalView,
    agreed_word,
    all_who_decide,
    by_whom,
    its_own_matter,
    notice_words,
    of_whom,
    trial_words,
)
from handlers.views.blocks.words.text import age, day, near_day, sentence

# More cells than these would fill a line of a telephone.
MOST_CELLS = 10
FILLED, EMPTY = "▰", "▱"


def status_words(view: ProposalView) -> str:
    """Say it in words alone, as a notification and a screen reader do, in mrkdwn."""
    sign_and_word, *more = _status(view)
    return " · ".join([sign_and_word, *more])


def status_line(view: ProposalView) -> str:
    """Say it with a meter of the consents, in mrkdwn."""
    sign_and_word, *more = _status(view)
    if not more or view.proposal.is_final or view.reserved_to:
        return " · ".join([f"*{sign_and_word}*", *more])
    counts, *rest = more
    if view.status is Status.HELD:
        # What holds it is what counts. Its last line has the day.
        return f"*{sign_and_word}* · {counts}"
    return " · ".join([f"*{sign_and_word}*", f"{meter(*_counts(view))} {counts}", *rest])


def meter(agree: int, count: int) -> str:
    """Draw how many consent. It is full only when all do (rule 1), and empty only when nobody does."""
    cells = min(count, MOST_CELLS)
    filled = max(agree * cells // count, min(agree, 1)) if count else 0
    return FILLED * filled + EMPTY * (cells - filled)


def decide_by_words(view: ProposalView) -> str:
    decide_by = view.proposal.current.decide_by
    if decide_by is None:
        return ""
    late = f" (⏰ overdue: {age(decide_by, view.now, view.zone)})" if view.is_overdue() else ""
    return f"decide by {near_day(decide_by, view.now, view.zone)}{late}"


def _status(view: ProposalView) -> list[str]:
    """Say, part by part, where it stands, who consents, and the day."""
    proposal = view.proposal
    if proposal.agreement:
        by = all_who_decide(view)
        if view.has_ended:
            word = agreed_word(view).lower()
            return [f"⌛ {sentence(trial_words(view))}", f"{word} on {day(proposal.agreement.at, view.zone)} by {by}"]
        return [f"✅ {agreed_word(view)} on {day(proposal.agreement.at, view.zone)} by {by}"]
    if proposal.withdrawal:
        return [f"↩️ Withdrawn on {day(proposal.withdrawal.at, view.zone)} by {by_whom(view, proposal.withdrawal)}"]
    if view.reserved_to and view.status is Status.OPEN:
        return ["◻️ Open", its_own_matter(view), *filter(None, [decide_by_words(view)])]
    agree, count = _counts(view)
    if is_sealed(proposal):
        return ["🔒 Sealed", f"{agree} of {of_whom(view)} have answered", *filter(None, [decide_by_words(view)])]
    word = _held(view) if view.status is Status.HELD else "◻️ Open"
    decide_by = decide_by_words(view)
    earliest = view.proposal.current.earliest_on
    if agree == count and earliest and notice_words(view):
        # Answers can change until then, and nobody shall take it for decided.
        decide_by = f"decided on {near_day(earliest, view.now, view.zone)} if all still consent"
    return [word, f"{agree} of {of_whom(view)} consent", *([decide_by] if decide_by else [])]


def _held(view: ProposalView) -> str:
    against = [view.standing[partner.id] for partner in objects(view.proposal, view.deciders)]
    how_long = age(min(said.at for said in against), view.now, view.zone)
    objections = "1 objection" if len(against) == 1 else f"{len(against)} objections"
    return f"✋ Held by {objections} ({'since today' if how_long == 'today' else how_long})"


def _counts(view: ProposalView) -> tuple[int, int]:
    """Count who consents, or in a sealed round who has answered, and all who decide."""
    partners = view.deciders
    if is_sealed(view.proposal):
        return len(partners) - len(waits_for(view.proposal, partners)), len(partners)
    return len(consents(view.proposal, partners)), len(partners)
