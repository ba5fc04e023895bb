"""In which windows does a representative consent once more, add a concern, object, or is a proposal withdrawn?"""

from collections.abc import Iterator

from decisions.proposal import Revision
from decisions.refusal import AsksAgain
from handlers.views.blocks import ids, rich_text
from handlers.views.blocks.diff import changes
from handlers.views.blocks.kit import Block, View, field, long_words, modal, paragraph, small
from handlers.views.blocks.proposal_view import Picture, change_words, name
from handlers.views.blocks.text import escape

LONGEST_TEXT = 2500


def consent_window(picture: Picture, again: AsksAgain, seen: Revision | None) -> View:
    """Ask once more: the text is new, or this consent decides. `seen` is what the partner last answered."""
    return modal(
        ids.CONSENT_WINDOW,
        "Consent?",
        [
            paragraph(f"⚠️ {escape(again.words)}"),
            *_text(picture, seen),
            field("concern", "A concern to keep in mind", long_words(), optional=True, hint="You still consent."),
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
    picture: Picture, because: str = "", seen: Revision | None = None, reason: str = "", acceptable_if: str = ""
) -> View:
    """Ask for the reason. `because` says why the window is shown anew; what was typed comes along."""
    notice = (
        [paragraph(f"⚠️ {escape(because)}"), *_text(picture, seen)] if because else [paragraph(f"*{name(picture)}*")]
    )
    return modal(
        ids.OBJECTION_WINDOW,
        f"Object to No. {picture.proposal.number}",
        [
            *notice,
            small("An objection holds the decision until your organisation consents or the text is amended."),
            field("reason", "Reason", long_words(reason)),
            field("acceptable_if", "What would make it acceptable", long_words(acceptable_if), optional=True),
        ],
        submit="Object",
        close="Cancel",
        keeps=picture.value(),
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


def _text(picture: Picture, seen: Revision | None) -> Iterator[Block]:
    proposal = picture.proposal
    yield paragraph(f"*{name(picture)}*")
    if proposal.change:
        yield paragraph(change_words(picture, proposal.change))
    if seen and seen.number != proposal.current.number:
        yield paragraph(f"*What changed since revision {seen.number}* (struck through: taken out, bold: put in)")
        yield changes(seen, proposal.current, picture.names)
    yield paragraph("*The text that stands now*")
    pieces = rich_text.split(rich_text.harmless(proposal.current.rich_text), LONGEST_TEXT)
    yield pieces[0]
    if len(pieces) > 1:
        yield small("The rest of the text is in the card's thread.")
