"""A reminder: what waits for one person, each with the button that opens it to be read, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.proposal.outcome import asked_at, objects, waits_for
from decisions.proposal.proposal import Kind
from handlers.views.blocks.kit import LONGEST_SECTION, Block, Message, beside, paragraph, small
from handlers.views.blocks.mentions import names_mentioned
from handlers.views.blocks.proposal.proposal_view import (
    ProposalView,
    agreed_word,
    all_who_decide,
    notice_words,
    trial_words,
)
from handlers.views.blocks.words.text import age, escape, join_words, link, possessive, say_day, shorten
from handlers.views.blocks.written import read_button

# More would be no reminder but a list; the window behind What waits for us is one.
MOST_SHOWN = 8
# Two lines on a telephone, and as much of a reason as can be read at a glance.
TWO_LINES, LONGEST_REASON = 120, 200


@dataclass(frozen=True)
class Waiting:
    """What one person was asked about for a partner, oldest first; some of it may be answered or ended by now."""

    partner: str
    proposals: Sequence[ProposalView]
    partner_id: int = 0
    person: str = ""

    @property
    def still(self) -> list[ProposalView]:
        return [view for view in self.proposals if not became(self, view)]


def reminder(waiting: Waiting, about: Mapping[str, Any]) -> Message:  # noqa: ARG001 (every message is made from both)
    if not waiting.still:
        words = "Thank you: nothing waits for your answer now."
        return Message(words, [paragraph(words), *matters(waiting, has_titles=True)])
    count, whose = len(waiting.still), possessive(escape(waiting.partner))
    what = linked(waiting.still[0]) if count == 1 else f"{count} proposals"
    text = f"{what} {'waits' if count == 1 else 'wait'} for {whose} answer. Silence is not consent."
    return Message(text, [paragraph(text), *matters(waiting, has_titles=len(waiting.proposals) > 1)])


def overdue_notice(late: Sequence[ProposalView], about: Mapping[str, Any]) -> Message:  # noqa: ARG001 (likewise)
    """Tell a manager what is past its date, and whom it waits for. Nothing closes (rule 2)."""
    if not late:
        words = "Nothing is overdue any more."
        return Message(words, [paragraph(words)])
    count = len(late)
    text = f"{'1 proposal is' if count == 1 else f'{count} proposals are'} past the decide-by date. Nothing closes."
    return Message(text, [paragraph(text), *(paragraph(_late(view)) for view in late[:MOST_SHOWN]), *_more(count)])


def linked(view: ProposalView) -> str:
    title = shorten(view.proposal.current.title, 150)
    return link(view.card_url, f"No. {view.proposal.number} · {title}")


def lateness(view: ProposalView, partner_id: int = 0) -> str:
    """Say "asked 3 days ago, decide by 20 November 2026", with a mark when that is over.

    A partner that joined later was asked then.
    """
    partner = view.alliance.partner(partner_id)
    since = asked_at(view.proposal, partner) if partner else view.proposal.current.at
    asked = age(since, view.now, view.zone)
    parts = [f"asked {asked}" if asked == "today" else f"asked {asked} ago"]
    if decide_by := view.proposal.current.decide_by:
        late = f" (⏰ overdue: {age(decide_by, view.now, view.zone)})" if view.is_overdue() else ""
        parts.append(f"decide by {say_day(decide_by)}{late}")
    if words := notice_words(view):
        parts.append(words)
    if in_force_on := view.proposal.current.in_force_on:
        parts.append(f"in force from {say_day(in_force_on)}")
    if words := trial_words(view):
        parts.append(words)
    return ", ".join(parts)


def matter(view: ProposalView, title: str = "", partner_id: int = 0) -> Block:
    """Tell what it is about: two lines of the text, and who objects and why. To answer, all of it is opened."""
    lines = [*([title] if title else []), *preview(view), lateness(view, partner_id)]
    return beside(shorten("\n".join(lines), LONGEST_SECTION - 1), read_button(view.value(), "Read and answer"))


def preview(view: ProposalView) -> Iterator[str]:
    yield in_a_line(names_mentioned(view.proposal.current.text, view.names), TWO_LINES)
    yield from objections(view)


def objections(view: ProposalView, most: int = 8) -> Iterator[str]:
    """Say in a line or two each who objects, why, and what would help."""
    for partner in objects(view.proposal, view.deciders)[:most]:
        said = view.standing[partner.id]
        yield f"✋ *{escape(partner.name)}*: {in_a_line(said.reason, LONGEST_REASON)}"
        if said.acceptable_if:
            yield f"What would make it acceptable: {in_a_line(said.acceptable_if, LONGEST_REASON)}"


def in_a_line(words: str, limit: int) -> str:
    return escape(shorten(" ".join(words.split()), limit))


def matters(waiting: Waiting, *, has_titles: bool) -> Iterator[Block]:
    for view in waiting.proposals[:MOST_SHOWN]:
        if became(waiting, view):
            yield what_became(waiting, view)
        else:
            yield matter(view, f"*{linked(view)}*" if has_titles else "", waiting.partner_id)
    yield from _more(len(waiting.proposals))


def became(waiting: Waiting, view: ProposalView) -> str:
    """Say in a line what became of a proposal, "" while it waits for the partner's answer."""
    proposal, partner = view.proposal, escape(waiting.partner)
    if proposal.agreement:
        return f"✅ {linked(view)} is {agreed_word(view).lower()} by {all_who_decide(view)}"
    if proposal.withdrawal:
        return f"↩️ {linked(view)} was withdrawn"
    if waiting.partner_id in view.stepped_back:
        return f"↪️ {partner} stepped back from {linked(view)}"
    if sealed := view.sealed_answers.get(waiting.partner_id):
        by = "" if sealed.by == waiting.person else f" · {view.person(sealed.by)}"
        return f"🔒 {partner} has answered {linked(view)}{by}. The answer is sealed"
    said = view.standing.get(waiting.partner_id)
    if said is None:
        return ""
    by = "" if said.by == waiting.person else f" · {view.person(said.by)}"
    if said.kind is Kind.OBJECTION:
        return f"✋ {partner} objects to {linked(view)}{by}"
    concern = ", with a concern" if said.concern else ""
    return f"✅ {partner} consents to {linked(view)}{concern}{by}"


def what_became(waiting: Waiting, view: ProposalView) -> Block:
    """While a proposal is open, its answer can be changed from here."""
    words, decides = became(waiting, view), waiting.partner_id not in view.stepped_back
    return (
        paragraph(words)
        if view.proposal.is_final or not decides
        else beside(words, read_button(view.value(), "Change"))
    )


def _late(view: ProposalView) -> str:
    silent = [escape(partner.name) for partner in waits_for(view.proposal, view.deciders)]
    whom = f"waits for {join_words(silent)}" if silent else "is held by an objection"
    return shorten(f"{linked(view)} {whom}\n{lateness(view)}", 2900)


def _more(count: int) -> Iterator[Block]:
    if count > MOST_SHOWN:
        yield small(f"And {count - MOST_SHOWN} more: press *What waits for us*.")
