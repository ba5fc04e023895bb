"""A reminder: what waits for one person, each with the button that opens it to be read, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.outcome import asked_at, objects, waits_for
from decisions.proposal import Kind
from handlers.views.blocks.kit import LONGEST_SECTION, Block, Said, beside, paragraph, small
from handlers.views.blocks.proposal_view import Picture, everyone
from handlers.views.blocks.text import age, escape, join_words, link, possessive, say_day, shorten
from handlers.views.blocks.written import read_button

# More would be no reminder but a list; the window behind What waits for us is one.
MOST_SHOWN = 8
# Two lines on a telephone, and as much of a reason as can be read at a glance.
TWO_LINES, LONGEST_REASON = 120, 200


@dataclass(frozen=True)
class Waiting:
    """What one person was asked about for a partner, oldest first; some of it may be answered or ended by now."""

    partner: str
    proposals: Sequence[Picture]
    partner_id: int = 0
    person: str = ""

    @property
    def still(self) -> list[Picture]:
        return [picture for picture in self.proposals if not became(self, picture)]


def reminder(waiting: Waiting, about: Mapping[str, Any]) -> Said:  # noqa: ARG001 (every message is made from both)
    if not waiting.still:
        words = "Thank you: nothing waits for your answer now."
        return Said(words, [paragraph(words), *matters(waiting, has_titles=True)])
    count, whose = len(waiting.still), possessive(escape(waiting.partner))
    what = linked(waiting.still[0]) if count == 1 else f"{count} proposals"
    text = f"{what} {'waits' if count == 1 else 'wait'} for {whose} answer. Silence is not consent."
    return Said(text, [paragraph(text), *matters(waiting, has_titles=len(waiting.proposals) > 1)])


def overdue_notice(late: Sequence[Picture], about: Mapping[str, Any]) -> Said:  # noqa: ARG001 (likewise)
    """Tell a manager what is past its date, and whom it waits for. Nothing closes (rule 2)."""
    if not late:
        words = "Nothing is overdue any more."
        return Said(words, [paragraph(words)])
    count = len(late)
    text = f"{'1 proposal is' if count == 1 else f'{count} proposals are'} past the decide-by date. Nothing closes."
    return Said(text, [paragraph(text), *(paragraph(_late(picture)) for picture in late[:MOST_SHOWN]), *_more(count)])


def linked(picture: Picture) -> str:
    title = shorten(picture.proposal.current.title, 150)
    return link(picture.card_url, f"No. {picture.proposal.number} · {title}")


def lateness(picture: Picture, partner_id: int = 0) -> str:
    """Say "asked 3 days ago, decide by 20 November 2026", with a mark when that is over.

    A partner that joined later was asked then.
    """
    partner = picture.alliance.partner(partner_id)
    since = asked_at(picture.proposal, partner) if partner else picture.proposal.current.at
    asked = age(since, picture.now, picture.zone)
    parts = [f"asked {asked}" if asked == "today" else f"asked {asked} ago"]
    if decide_by := picture.proposal.current.decide_by:
        late = f" (⏰ overdue: {age(decide_by, picture.now, picture.zone)})" if picture.is_overdue() else ""
        parts.append(f"decide by {say_day(decide_by)}{late}")
    if in_force_on := picture.proposal.current.in_force_on:
        parts.append(f"in force from {say_day(in_force_on)}")
    return ", ".join(parts)


def matter(picture: Picture, title: str = "", partner_id: int = 0) -> Block:
    """Tell what it is about: two lines of the text, and who objects and why. To answer, all of it is opened."""
    lines = [*([title] if title else []), *preview(picture), lateness(picture, partner_id)]
    return beside(shorten("\n".join(lines), LONGEST_SECTION - 1), read_button(picture.value(), "Read and answer"))


def preview(picture: Picture) -> Iterator[str]:
    yield in_a_line(picture.proposal.current.text, TWO_LINES)
    yield from objections(picture)


def objections(picture: Picture, most: int = 8) -> Iterator[str]:
    """Say in a line or two each who objects, why, and what would help."""
    for partner in objects(picture.proposal, picture.alliance.partners)[:most]:
        said = picture.standing[partner.id]
        yield f"✋ *{escape(partner.name)}*: {in_a_line(said.reason, LONGEST_REASON)}"
        if said.acceptable_if:
            yield f"What would make it acceptable: {in_a_line(said.acceptable_if, LONGEST_REASON)}"


def in_a_line(words: str, limit: int) -> str:
    return escape(shorten(" ".join(words.split()), limit))


def matters(waiting: Waiting, *, has_titles: bool) -> Iterator[Block]:
    for picture in waiting.proposals[:MOST_SHOWN]:
        if became(waiting, picture):
            yield what_became(waiting, picture)
        else:
            yield matter(picture, f"*{linked(picture)}*" if has_titles else "", waiting.partner_id)
    yield from _more(len(waiting.proposals))


def became(waiting: Waiting, picture: Picture) -> str:
    """Say in a line what became of a proposal, "" while it waits for the partner's answer."""
    proposal, partner = picture.proposal, escape(waiting.partner)
    if proposal.agreement:
        return f"✅ {linked(picture)} is agreed by {everyone(len(picture.alliance.partners))}"
    if proposal.withdrawal:
        return f"↩️ {linked(picture)} was withdrawn"
    said = picture.standing.get(waiting.partner_id)
    if said is None:
        return ""
    by = "" if said.by == waiting.person else f" · {picture.person(said.by)}"
    if said.kind is Kind.OBJECTION:
        return f"✋ {partner} objects to {linked(picture)}{by}"
    concern = ", with a concern" if said.concern else ""
    return f"✅ {partner} consents to {linked(picture)}{concern}{by}"


def what_became(waiting: Waiting, picture: Picture) -> Block:
    """While a proposal is open, its answer can be changed from here."""
    words = became(waiting, picture)
    return paragraph(words) if picture.proposal.is_final else beside(words, read_button(picture.value(), "Change"))


def _late(picture: Picture) -> str:
    silent = [escape(partner.name) for partner in waits_for(picture.proposal, picture.alliance.partners)]
    whom = f"waits for {join_words(silent)}" if silent else "is held by an objection"
    return shorten(f"{linked(picture)} {whom}\n{lateness(picture)}", 2900)


def _more(count: int) -> Iterator[Block]:
    if count > MOST_SHOWN:
        yield small(f"And {count - MOST_SHOWN} more: press *What waits for us*.")
