"""The windows in which a representative consents once more, adds a concern or objects, or a proposal is withdrawn."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decisions.proposal import Kind, Response, Revision
from decisions.refusal import AsksAgain
from handlers.views.blocks import ids, rich_text
from handlers.views.blocks.diff import MARKS, all_changes
from handlers.views.blocks.kit import Block, View, actions, beside, button, field, long_words, modal, paragraph, small
from handlers.views.blocks.pages import fitting
from handlers.views.blocks.proposal_view import Picture, change_words, name, status_line
from handlers.views.blocks.text import day, escape
from handlers.views.blocks.written import CUT, read_button, whole, whole_words
from handlers.views.objection import Ending, ending_fields
from handlers.views.suggestion import suggestion_fields


def consent_window(picture: Picture, again: AsksAgain, seen: Revision | None, ending: Ending | None = None) -> View:
    """Ask once more: the text is new, this consent lifts the partner's own objection, or it decides.

    `seen` is what the partner last answered.
    """
    concern = field("concern", "A concern to keep in mind", long_words(), optional=True, hint="You still consent.")
    return modal(
        ids.CONSENT_WINDOW,
        "Consent?",
        [
            paragraph(f"⚠️ {escape(again.words)}"),
            paragraph(f"*{name(picture)}*"),
            *_text(picture, seen),
            *(ending_fields(picture, ending) if ending else [concern]),
        ],
        submit="Consent",
        close="Not now",
        keeps={**picture.value(), "decides": again.decides},
    )


def concern_window(picture: Picture, concern: str, receipt_url: str) -> View:
    return modal(
        ids.CONCERN_WINDOW,
        "Add a concern",
        [
            paragraph(f"*{name(picture)}*"),
            small("Your organisation still consents. The concern is shown on the card and kept for the review."),
            field("concern", "What should be kept in mind", long_words(concern)),
        ],
        submit="Add",
        close="Cancel",
        keeps={**picture.value(), "receipt_url": receipt_url},
    )


def objection_window(
    picture: Picture,
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
        paragraph(f"*{name(picture)}*"),
        small("An objection holds the decision until your organisation consents or the text is amended."),
        field("reason", "Reason", long_words(reason)),
        field("acceptable_if", "What would make it acceptable", long_words(acceptable_if), optional=True),
        *suggestion_fields(picture, suggested, consents=consents),
        {"type": "divider"},
    ]
    return modal(
        ids.OBJECTION_WINDOW,
        f"Object to No. {picture.proposal.number}",
        [*asked, *_text(picture, seen, asked)],
        submit="Object",
        close="Cancel",
        keeps=picture.value(),
    )


def answer_window(picture: Picture, because: str, given: Response) -> View:
    """Show a partner the consent that stands, with what it can do about it. `because` says what the press did."""
    who = f"{picture.person(given.by)}, {day(given.at, picture.zone)}"
    blocks = [*_own_answer(picture, given), small(f"{who}. {escape(because)}")]
    return modal("window.answer", "Your answer: consent", blocks, keeps={})


def recorded_window(picture: Picture, given: Response) -> View:
    """Confirm an answer in the place of the window in which it was given."""
    return modal("window.recorded", "Recorded", [*_own_answer(picture, given)], keeps={})


def _own_answer(picture: Picture, given: Response) -> Iterator[Block]:
    partner, stands = picture.partner_name(given.partner_id), picture.standing.get(given.partner_id)
    if given.kind is Kind.UNDO:
        now = "objects again" if stands else "has not answered now"
        yield paragraph(f"*{partner} took its consent back, and {now}: {name(picture)}*\n{status_line(picture)}")
        return
    yield paragraph(f"✅ *{partner} consents to {name(picture)}*\n{status_line(picture)}")
    if given.concern:
        yield rich_text.block(rich_text.quote(given.concern))
    if given == stands and not picture.proposal.is_final:
        value = {**picture.value(given.revision), "response": given.id}
        yield actions(
            button("Change the concern" if given.concern else "Add a concern", ids.ADD_CONCERN, value),
            button("Take it back", ids.UNDO, value),
            button("Object", ids.OBJECT, value),
        )


def withdrawal_window(picture: Picture) -> View:
    return modal(
        ids.WITHDRAW_WINDOW,
        f"Withdraw No. {picture.proposal.number}",
        [
            paragraph(f"*{name(picture)}*"),
            small("This ends the proposal for good. It stays in the decision log, and it can be raised anew."),
            field("reason", "Reason", long_words(), hint="Everybody in the channel sees it."),
        ],
        submit="Withdraw",
        close="Cancel",
        keeps=picture.value(),
    )


def _text(picture: Picture, seen: Revision | None, asked: Sequence[Block] = ()) -> Iterator[Block]:
    """Show the whole text and why, and before it what changed since the partner's own answer.

    `asked` is what else stands in the window.
    """
    proposal, current = picture.proposal, picture.proposal.current
    shown: list[Block] = []
    if proposal.change:
        shown.append(paragraph(change_words(picture, proposal.change)))
    if seen and seen.number != current.number:
        shown.append(paragraph(f"*What changed since revision {seen.number}* ({MARKS})"))
        shown += all_changes(seen, current, picture.names)
    shown.append(paragraph("*The text that stands now*"))
    shown += [*whole(current.rich_text), paragraph("*Why this is best for people*"), *whole_words(current.benefit)]
    fits = fitting(shown, asked)
    yield from fits
    if len(fits) < len(shown):
        yield beside(CUT, read_button(picture.value()))
