"""The windows in which a representative consents once more, adds a concern or objects, or a proposal is withdrawn."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decisions.proposal.own_word import NeedsWord
from decisions.proposal.proposal import Kind, Response, Revision
from decisions.proposal.sealed import is_sealed
from decisions.words.refusal import AsksAgain
from handlers.views.answers.objection import Ending, ending_fields
from handlers.views.answers.sealed import ends_round, sealed_words
from handlers.views.answers.suggestion import suggestion_fields
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, long_words
from handlers.views.blocks.kit import Block, View, actions, beside, button, modal, paragraph, small
from handlers.views.blocks.pages import fitting
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.diff import MARKS, all_changes
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.proposal.matters import passed_words
from handlers.views.blocks.proposal.papers import paper_list
from handlers.views.blocks.proposal.proposal_view import ProposalView, name, where_it_stands
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, sentence, shorten
from handlers.views.blocks.written import CUT, read_button, whole, whole_words
from handlers.views.card.facts_line import facts_line

# Slack takes this much on the button that sends a window.
LONGEST_SUBMIT = 24
HOLDS = "An objection holds the decision until your organisation consents or the text is amended."
FOUNDING_HOLDS = (
    "An objection holds the founding until your organisation consents, or the draft at Accord's desk is changed and "
    "put again."
)


def consent_window(view: ProposalView, again: AsksAgain, seen: Revision | None, ending: Ending | None = None) -> View:
    """Ask once more: the text is new, this consent lifts the partner's own objection, or it decides.

    `seen` is what the partner last answered.
    """
    concern = field("concern", "A concern to keep in mind", long_words(), optional=True, hint="You still consent.")
    return modal(
        ids.CONSENT_WINDOW,
        "Consent?",
        [
            paragraph(f"⚠️ {escape(again.words)}"),
            paragraph(f"*{name(view)}*"),
            *_text(view, seen),
            *(ending_fields(view, ending) if ending else [concern]),
            *_other_way(view, again),
        ],
        submit=_agrees(again.who) if isinstance(again, NeedsWord) else "Consent",
        close="Not now",
        keeps={**view.value(), "decides": again.decides, **_word(again)},
    )


def _word(again: AsksAgain) -> dict[str, bool]:
    return {"has_word": True} if isinstance(again, NeedsWord) else {}


def _agrees(who: str) -> str:
    """Name what the press says: "Our board agrees"."""
    words = f"{sentence(who)} {'agree' if who.endswith('s') else 'agrees'}"
    return words if len(words) <= LONGEST_SUBMIT else "Consent"


def _other_way(view: ProposalView, again: AsksAgain) -> Iterator[Block]:
    """A partner without its body's word says that it is waiting for it."""
    if isinstance(again, NeedsWord):
        words = "I need time…" if is_sealed(view.proposal) else f"Subject to {again.who}…"
        yield actions(button(shorten(words, 75), ids.NEED_TIME, {**view.value(), "closes_all": True}))


def concern_window(view: ProposalView, concern: str, receipt_url: str) -> View:
    return modal(
        ids.CONCERN_WINDOW,
        "Add a concern",
        [
            paragraph(f"*{name(view)}*"),
            small("Your organisation still consents. The concern is shown on the card and kept for the review."),
            field("concern", "What should be kept in mind", long_words(concern)),
        ],
        submit="Add",
        close="Cancel",
        keeps={**view.value(), "receipt_url": receipt_url},
    )


def objection_window(
    view: ProposalView,
    because: str = "",
    seen: Revision | None = None,
    reason: str = "",
    acceptable_if: str = "",
    suggested: Mapping[str, Any] | None = None,
    *,
    consents: bool = False,
) -> View:
    """Ask for the reason, and perhaps a text. `because` says why it is shown anew; what was typed comes along."""
    asked = [
        *([paragraph(f"⚠️ {escape(because)}")] if because else []),
        paragraph(f"*{name(view)}*"),
        small(sealed_words(view) or (HOLDS if view.alliance.is_founded else FOUNDING_HOLDS)),
        field("reason", "Reason", long_words(reason)),
        field("acceptable_if", "What would make it acceptable", long_words(acceptable_if), optional=True),
        *(suggestion_fields(view, suggested, consents=consents) if _takes_suggestions(view) else []),
        {"type": "divider"},
    ]
    return modal(
        ids.OBJECTION_WINDOW,
        f"Object to No. {view.proposal.number}",
        [*asked, *_text(view, seen, asked)],
        submit="Object",
        close="Cancel",
        keeps=view.value(),
    )


def _takes_suggestions(view: ProposalView) -> bool:
    """The text that founds an alliance follows its draft, so nothing that is suggested could be taken."""
    return view.alliance.is_founded and not is_sealed(view.proposal)


def answer_window(view: ProposalView, because: str, given: Response) -> View:
    """Show a partner the consent that stands, with what it can do about it. `because` says what the press did."""
    who = f"{view.person(given.by)}, {day(given.at, view.zone)}"
    blocks = [*_own_answer(view, given), small(f"{who}. {escape(because)}")]
    return modal("window.answer", "Your answer: consent", blocks, keeps={})


def recorded_window(view: ProposalView, given: Response) -> View:
    """Confirm an answer in the place of the window in which it was given."""
    return modal("window.recorded", "Recorded", [*_own_answer(view, given)], keeps={})


def _own_answer(view: ProposalView, given: Response) -> Iterator[Block]:
    partner, stands = view.partner_name(given.partner_id), view.standing.get(given.partner_id)
    if given.kind is Kind.UNDO:
        now = "objects again" if stands else "has not answered now"
        yield paragraph(f"*{partner} took its consent back, and {now}: {name(view)}*\n{where_it_stands(view)}")
        return
    yield paragraph(f"✅ *{partner} consents to {name(view)}*\n{where_it_stands(view)}")
    if given.concern:
        yield rich_text.block(rich_text.quote(given.concern))
    if given == stands and not view.proposal.is_final:
        value = {**view.value(given.revision), "response": given.id}
        yield actions(
            button("Change the concern" if given.concern else "Add a concern", ids.ADD_CONCERN, value),
            button("Take it back", ids.UNDO, value),
            button("Object", ids.OBJECT, value),
        )


def withdrawal_window(view: ProposalView) -> View:
    return modal(
        ids.WITHDRAW_WINDOW,
        f"Withdraw No. {view.proposal.number}",
        [
            paragraph(f"*{name(view)}*"),
            *ends_round(view),
            small("This ends the proposal for good. It stays in the decision log, and it can be raised anew."),
            field("reason", "Reason", long_words(), hint="Everybody in the channel sees it."),
        ],
        submit="Withdraw",
        close="Cancel",
        keeps=view.value(),
    )


def _text(view: ProposalView, seen: Revision | None, asked: Sequence[Block] = ()) -> Iterator[Block]:
    """Show the whole text and why, before it what changed since the partner's own answer, and after it its facts.

    `asked` is what else stands in the window.
    """
    proposal, current = view.proposal, view.proposal.current
    shown: list[Block] = []
    if proposal.change:
        shown.append(paragraph(change_words(view, proposal.change)))
    if seen and seen.number != current.number:
        shown.append(paragraph(f"*What changed since revision {seen.number}* ({MARKS})"))
        shown += all_changes(seen, current, view)
    shown.append(paragraph("*The text that stands now*"))
    shown += [*whole(current.rich_text), paragraph("*Why this is best for people*"), *whole_words(current.benefit)]
    shown += filled_in(current)
    facts = list(_facts(view))
    fits = fitting(shown, [*asked, *facts])
    yield from fits
    if len(fits) < len(shown):
        yield beside(CUT, read_button(view.value()))
    yield from facts


def _facts(view: ProposalView) -> Iterator[Block]:
    """Show what is consented to with the words: papers, days, class and sum. However long the text, they stay."""
    current = view.proposal.current
    if current.papers:
        yield paragraph(f"*Papers, consented to with the text*\n{paper_list(view, current)}")
    yield small(facts_line(view))
    if passed := passed_words(view.alliance, current):
        yield small(passed)
