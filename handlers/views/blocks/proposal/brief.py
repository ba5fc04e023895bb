"""A matter in one or two lines, as lists of them need it."""

from collections.abc import Iterable, Iterator

from decisions.alliance.alliance import Partner
from decisions.proposal.outcome import asked_at, consents, objects, waits_for
from decisions.proposal.proposal import Status
from decisions.proposal.sealed import is_sealed
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, beside, button
from handlers.views.blocks.proposal.proposal_view import ProposalView, everyone, notice_words
from handlers.views.blocks.proposal.steps import step_words
from handlers.views.blocks.words.text import age, escape, join_words, link, say_day, shorten
from handlers.views.blocks.written import read_button

LONGEST_TITLE, LONGEST_WISH = 70, 70
# More names than these are a number.
MOST_NAMES = 3


def brief(view: ProposalView) -> str:
    """Say which proposal, and in a second line whom or what it waits for."""
    return f"{titled(view)}{_lateness(view)}\n{_stands(view)}"


def brief_to_read(view: ProposalView, words: str = "Read") -> Block:
    """Say it with a button beside it that leads to where it is read, and answered."""
    return beside(brief(view), read_button(view.value(), words))


def titled(view: ProposalView) -> str:
    title = shorten(view.proposal.current.title, LONGEST_TITLE)
    return link(view.card_url, f"No. {view.proposal.number} · {title}")


def urgent_first(views: Iterable[ProposalView]) -> list[ProposalView]:
    """Put held ones first, and oldest first among them and among the others."""
    return sorted(views, key=lambda each: (each.status is not Status.HELD, each.proposal.raised_at))


def show_all(count: int, alliance_id: int) -> Iterator[Block]:
    """Lead to the window that has the rest."""
    if count > 0:
        yield beside(f"And {count} more.", button("Show all", ids.HOME_STATUS, {"alliance": alliance_id}))


def _lateness(view: ProposalView) -> str:
    decide_by = view.proposal.current.decide_by
    if words := notice_words(view):
        return f" · {words}"
    if decide_by is None:
        return ""
    if view.is_overdue():
        return f" · ⏰ overdue: {age(decide_by, view.now, view.zone)}"
    return f" · decide by {say_day(decide_by)}"


def _stands(view: ProposalView) -> str:
    proposal, partners = view.proposal, view.deciders
    count = f"{len(consents(proposal, partners))} of {len(partners)} consent"
    if view.reserved_to:
        count = "decides it alone, as its own matter"
    silent, against = waits_for(proposal, partners), objects(proposal, partners)
    if is_sealed(proposal):
        # Counting consents would say that nobody consents, whatever lies sealed.
        answered = f"{len(partners) - len(silent)} of {len(partners)} have answered"
        return f"🔒 Waits for {_whom(view, silent)} · {answered}" if silent else f"🔒 {answered}"
    if against:
        said = view.standing[against[0].id]
        others = f" and {len(against) - 1} more object" if len(against) > 1 else " objects"
        wish = escape(shorten(" ".join(said.acceptable_if.split()), LONGEST_WISH)) or "not said yet"
        held = f"✋ {escape(against[0].name)}{others} ({_for(age(said.at, view.now, view.zone))})"
        return " · ".join([f"{held}. What would make it acceptable: {wish}", count, *step_words(view)])
    return f"◻️ Waits for {_whom(view, silent)} · {count}" if silent else f"◻️ {count}"


def _whom(view: ProposalView, silent: list[Partner]) -> str:
    since = min(asked_at(view.proposal, partner) for partner in silent)
    names = [_called(view, partner) for partner in silent]
    if len(silent) == len(view.deciders) and not view.reserved_to:
        names = [everyone(len(silent))]
    elif len(names) > MOST_NAMES:
        names = [f"{len(names)} partners"]
    return f"{join_words(names)} ({_for(age(since, view.now, view.zone))})"


def _called(view: ProposalView, partner: Partner) -> str:
    asked = view.questions.get(partner.id)
    if asked and asked.subject_to:
        when = f"by {say_day(asked.answer_by)}" if asked.answer_by else "day not known yet"
        return f"{escape(partner.name)}, subject to {escape(asked.subject_to)} ({when}),"
    by = asked.answer_by if asked else None
    return f"{escape(partner.name)}{f', which answers by {say_day(by)},' if by else ''}"


def _for(waited: str) -> str:
    return "since today" if waited == "today" else f"for {waited}"
