"""Where does a proposal stand? The first line of its card, which is all of the end of one that has ended."""

from decisions.outcome import consents, objects
from decisions.proposal import Status
from handlers.views.blocks.proposal_view import Picture, everyone
from handlers.views.blocks.text import age, day, near_day

# More cells than these would fill a line of a telephone.
MOST_CELLS = 10
FILLED, EMPTY = "▰", "▱"


def status_words(picture: Picture) -> str:
    """Say it in words alone, as a notification and a screen reader do, in mrkdwn."""
    sign_and_word, *more = _parts(picture)
    return " · ".join([sign_and_word, *more])


def status_shown(picture: Picture) -> str:
    """Say it with a meter of the consents, in mrkdwn."""
    sign_and_word, *more = _parts(picture)
    if not more:
        return f"*{sign_and_word}*"
    counts, *rest = more
    if picture.status is Status.HELD:
        # What holds it is what counts. Its last line has the day.
        return f"*{sign_and_word}* · {counts}"
    return " · ".join([f"*{sign_and_word}*", f"{meter(*_counts(picture))} {counts}", *rest])


def meter(agree: int, count: int) -> str:
    """Draw how many consent. It is full only when all do (rule 1), and empty only when nobody does."""
    cells = min(count, MOST_CELLS)
    filled = max(agree * cells // count, min(agree, 1)) if count else 0
    return FILLED * filled + EMPTY * (cells - filled)


def decide_by_words(picture: Picture) -> str:
    decide_by = picture.proposal.current.decide_by
    if decide_by is None:
        return ""
    late = f" (⏰ overdue: {age(decide_by, picture.now, picture.zone)})" if picture.is_overdue() else ""
    return f"decide by {near_day(decide_by, picture.now, picture.zone)}{late}"


def _parts(picture: Picture) -> list[str]:
    proposal = picture.proposal
    if proposal.agreement:
        by = everyone(len(picture.alliance.partners))
        return [f"✅ Agreed on {day(proposal.agreement.at, picture.zone)} by {by}"]
    if proposal.withdrawal:
        return [
            f"↩️ Withdrawn on {day(proposal.withdrawal.at, picture.zone)} by {picture.person(proposal.withdrawal.by)}"
        ]
    agree, count = _counts(picture)
    word = _held(picture) if picture.status is Status.HELD else "◻️ Open"
    decide_by = decide_by_words(picture)
    return [word, f"{agree} of {count} partners consent", *([decide_by] if decide_by else [])]


def _held(picture: Picture) -> str:
    against = [picture.standing[partner.id] for partner in objects(picture.proposal, picture.alliance.partners)]
    how_long = age(min(said.at for said in against), picture.now, picture.zone)
    objections = "1 objection" if len(against) == 1 else f"{len(against)} objections"
    return f"✋ Held by {objections} ({'since today' if how_long == 'today' else how_long})"


def _counts(picture: Picture) -> tuple[int, int]:
    partners = picture.alliance.partners
    return len(consents(picture.proposal, partners)), len(partners)
