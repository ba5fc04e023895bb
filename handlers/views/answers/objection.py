"""What people see of an objection, and of how it ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decisions.proposal.proposal import Response, Settlement, Suggestion
from decisions.words.worded import LONGEST_WORDS
from handlers.views.answers.suggestion import suggested_changes, suggestion_buttons
from handlers.views.blocks import ids
from handlers.views.blocks.answers.ends import end_parts
from handlers.views.blocks.inputs import field, long_words, radio_buttons
from handlers.views.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    leading_to,
    paragraph,
    plain,
    small,
)
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, shorten
from handlers.views.messages.reminder import linked

About = Mapping[str, Any]
LONGEST_WISH = 600
MOST_WISHES = 8


@dataclass(frozen=True)
class Ending:
    """The partner's own objection that a consent would lift, and what was typed of how it ends.

    `concern` is None while nothing was typed. `text` is what is consented to: a suggestion, or None for what stands.
    """

    objected: Response
    settled_by: Settlement | None = None
    settled: str = ""
    concern: str | None = None
    text: Suggestion | None = None


def objection(view: ProposalView, about: About) -> Message:
    """Say it in the card's thread and in the channel, with the text that the partner suggests."""
    given = view.response(about["response"])
    again = " again" if about.get("again") else ""
    text = f"✋ {view.partner_name(given.partner_id)} objects to No. {view.proposal.number}{again}"
    suggested = view.suggestion_beside(given)
    return Message(
        text,
        [
            paragraph(f"*{text}* · {view.person(given.by)}"),
            *_words(given),
            *(suggested_changes(view, suggested) if suggested else ()),
            *([actions(*suggestion_buttons(view, suggested))] if suggested else ()),
            small(f"Please talk about it here. Consent on the card lifts the objection; {_new_text(view)}"),
        ],
    )


def objection_notice(view: ProposalView, about: About) -> Message:
    """Tell the author and the managers, with what they can do about it."""
    given = view.response(about["response"])
    partner = view.partner_name(given.partner_id)
    if view.proposal.is_final or view.standing.get(given.partner_id) != given:
        return plain(f"{partner} objected to {linked(view)}. Its card shows where it stands now.")
    again = " again" if about.get("again") else ""
    text = f"✋ {partner} objects to {linked(view)}{again} · {view.person(given.by)}"
    suggested = view.suggestion_beside(given)
    ways_on = [*_ways_on(view, suggested)]
    return Message(
        text,
        [
            paragraph(text),
            *_words(given),
            *(suggested_changes(view, suggested) if suggested else ()),
            *([actions(*ways_on)] if ways_on else ()),
            small(
                f"Nothing is decided while this objection stands.{_at_the_desk(view)} Thank you for looking into it."
            ),
        ],
    )


def lift(view: ProposalView, about: About) -> Message:
    """Say in the thread how an objection ended."""
    given = view.response(about["response"])
    course = next(course for course in view.courses if course.lifted_by == given)
    text = f"✅ {view.partner_name(given.partner_id)} consents to No. {view.proposal.number} now"
    return Message(
        text,
        [
            paragraph(f"*{text}* · {view.person(given.by)}"),
            small(f"It objected on {day(course.objection.at, view.zone)}:"),
            rich_text.block(rich_text.quote(course.objection.reason), *end_parts(given, LONGEST_WORDS)),
        ],
    )


def ending_fields(view: ProposalView, ending: Ending) -> Iterator[Block]:
    """Ask a partner how its own objection ends, with what it said then."""
    objected = ending.objected
    yield paragraph(f"✋ *You objected on {day(objected.at, view.zone)}* · {view.person(objected.by)}")
    yield from _words(objected)
    choices = {
        value: words for value, words in _ENDS.items() if value is not Settlement.TEXT or _may_settle(view, ending)
    }
    yield field("settled_by", "How does your objection end?", radio_buttons(choices, ending.settled_by))
    yield field(
        "settled",
        "How it was settled",
        long_words(ending.settled),
        optional=True,
        hint="Everybody in the channel sees it.",
    )
    concern = _as_a_concern(objected) if ending.concern is None else ending.concern
    yield field(
        "concern",
        "The concern to keep",
        long_words(concern),
        optional=True,
        hint="Only used if you keep it as a concern.",
    )
    if ending.text is None:
        yield actions(button("Ask for another text…", ids.OBJECT, view.value()))


def wishes(view: ProposalView) -> list[Block]:
    """List what those who object, or objected to an earlier text, would accept."""
    blocks: list[Block] = []
    here = {partner.id for partner in view.deciders}
    open_ones = [each.objection for each in view.courses if each.is_open and each.objection.partner_id in here]
    for said in open_ones[:MOST_WISHES]:
        to = "" if said.revision == view.proposal.current.number else f" (to revision {said.revision})"
        label = "would accept:" if said.acceptable_if else "has not said yet what it would accept. Its reason:"
        blocks.append(paragraph(f"✋ *{view.partner_name(said.partner_id)}* objected{to}, and {label}"))
        blocks.append(rich_text.block(rich_text.quote(shorten(said.acceptable_if or said.reason, LONGEST_WISH))))
    if len(open_ones) > MOST_WISHES:
        blocks.append(small(f"And {len(open_ones) - MOST_WISHES} more: History in the card's menu shows them."))
    return blocks


_ENDS = {
    Settlement.TEXT: "This text settles it",
    Settlement.WORDS: "It is settled, as I say below",
    Settlement.CONCERN: "It is not settled: we keep it as a concern",
}


def _may_settle(view: ProposalView, ending: Ending) -> bool:
    """The text to which the partner objected can't have settled it."""
    return ending.text is not None or ending.objected.revision != view.proposal.current.number


def _words(given: Response) -> list[Block]:
    return [
        rich_text.block(
            rich_text.section(*rich_text.of_words("Reason", "bold")),
            rich_text.quote(given.reason),
            rich_text.section(*rich_text.of_words("What would make it acceptable", "bold")),
            rich_text.quote(given.acceptable_if or "Not said yet."),
        )
    ]


def _ways_on(view: ProposalView, suggested: Suggestion | None) -> Iterator[Element]:
    if suggested and suggested.revision == view.proposal.current.number:
        yield from suggestion_buttons(view, suggested)
        value = {**view.value(), "suggestion": suggested.id}
        yield button("Change it first…", ids.EDIT_SUGGESTION, value)
    if view.alliance.is_founded:
        yield button("Amend", ids.AMEND_TEXT, view.value())
    if view.thread_url:
        yield leading_to(view.thread_url, "Open the thread", ids.OPEN_THREAD)


def _new_text(view: ProposalView) -> str:
    if view.alliance.is_founded:
        return "Amend puts a new text."
    return "the draft at Accord's desk can be changed, and put to the partners again."


def _at_the_desk(view: ProposalView) -> str:
    """The text that founds an alliance is not amended by hand."""
    return "" if view.alliance.is_founded else " Change the draft at Accord's desk, and put it to the partners again."


def _as_a_concern(objected: Response) -> str:
    wish = f"\nWould be acceptable: {objected.acceptable_if}" if objected.acceptable_if else ""
    return shorten(f"{objected.reason}{wish}", LONGEST_WORDS)
