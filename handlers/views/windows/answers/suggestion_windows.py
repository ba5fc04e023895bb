"""The windows in which a suggested text is read, consented to beforehand, or taken."""

from decisions.proposal.proposal import Response, Suggestion
from decisions.words.refusal import AsksAgain
from handlers.views.answers.objection import Ending, ending_fields
from handlers.views.answers.suggestion import all_suggested_changes, as_revision, suggestion_value, who_would_consent
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import field, long_words
from handlers.views.blocks.kit import Block, View, modal, paragraph, small
from handlers.views.blocks.pages import page_at, pages, turn
from handlers.views.blocks.proposal.change_words import change_words
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words.text import escape
from handlers.views.blocks.written import whole

RULE = (
    "Your consent counts only if exactly this text is taken. It may decide then, and that is final. Until then you can "
    "take it back, and your answer to the text that stands now is as it was."
)


def suggestion_window(
    view: ProposalView, suggested: Suggestion, *, may_consent: bool, ending: Ending | None, page: object = 0
) -> View:
    """Read the whole text, and consent to it beforehand. `ending` is the partner's own objection, if it has one."""
    blocks, is_last = _page(view, suggested, page)
    concern = field(
        "concern", "A concern to keep in mind", long_words(), optional=True, hint="You would still consent."
    )
    # Whoever consents has every page behind them.
    asks = may_consent and is_last
    asked = [small(RULE), *(ending_fields(view, ending) if ending else [concern])] if asks else []
    return modal(
        ids.SUGGESTION_WINDOW,
        "A suggested text",
        [*blocks, *asked],
        submit="Consent if it is taken" if asks else None,
        close="Not now" if asks else "Close",
        keeps=suggestion_value(view, suggested),
    )


def not_beforehand_window(view: ProposalView, suggested: Suggestion, given: Response) -> View:
    """Read it again, and take the consent back."""
    said = f"{view.partner_name(given.partner_id)} would consent to this text · {view.person(given.by)}"
    return modal(
        ids.NOT_BEFOREHAND_WINDOW,
        "A suggested text",
        [paragraph(f"☑️ *{said}*"), *_first_page(view, suggested), small("You can take it back until it is taken.")],
        submit="Take it back",
        close="Leave it",
        keeps=suggestion_value(view, suggested),
    )


def taking_window(view: ProposalView, suggested: Suggestion, again: AsksAgain) -> View:
    """Ask once more whoever takes a text that decides."""
    return modal(
        ids.TAKING_WINDOW,
        "Take this text?",
        [paragraph(f"⚠️ {escape(again.words)}"), *_first_page(view, suggested)],
        submit="Take it",
        close="Not now",
        keeps={**suggestion_value(view, suggested), "decides": again.decides},
    )


def _first_page(view: ProposalView, suggested: Suggestion) -> list[Block]:
    """Most texts have no other; the rest is a press away."""
    return _page(view, suggested, 0)[0]


def _page(view: ProposalView, suggested: Suggestion, page: object) -> tuple[list[Block], bool]:
    """Show one page of what differs and of the whole text, and tell whether it is the last."""
    head = [paragraph(f"*{name(view)}*")]
    if view.proposal.change:
        head.append(paragraph(change_words(view, view.proposal.change)))
    text = [paragraph("*The whole text that is suggested*"), *whole(suggested.rich_text)]
    text += filled_in(as_revision(view, suggested))
    divided = pages([all_suggested_changes(view, suggested), text])
    shown = page_at(page, divided)
    would = small(who_would_consent(view, suggested))
    turns = turn(ids.SUGGESTION_PAGE, suggestion_value(view, suggested), shown, len(divided))
    return [*head, *divided[shown], would, *turns], shown == len(divided) - 1
