"""What partners said of a proposal in words of their own: objections, concerns and questions."""

from decisions.proposal.proposal import Question, Response
from handlers.views.blocks.kit import Block, Element
from handlers.views.blocks.proposal.matters import answers_by
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import age, shorten

# Nobody can say more at once.
ALL = 3000


def objection(view: ProposalView, said: Response, longest: int = ALL) -> Block:
    raised = age(said.at, view.now, view.zone)
    when = "today" if raised == "today" else f"{raised} ago"
    return rich_text.block(
        _named(view, "✋", said.partner_id, f" objects ({when}):"),
        rich_text.quote(shorten(said.reason, longest)),
        rich_text.section(*rich_text.of_words("What would make it acceptable:", "bold")),
        rich_text.quote(shorten(said.acceptable_if, longest) or "Not said yet."),
    )


def concern(view: ProposalView, said: Response, longest: int = ALL) -> Block:
    return rich_text.block(
        _named(view, "☑️", said.partner_id, " consents, and asks to keep in mind:"),
        rich_text.quote(shorten(said.concern, longest)),
    )


def question(view: ProposalView, asked: Question, longest: int = ALL) -> Block:
    return rich_text.block(
        _named(view, "❓", asked.partner_id, " asks:"), rich_text.quote(shorten(asked.words, longest))
    )


def time_taken(view: ProposalView, asked: Question) -> Block:
    """Show that a partner takes time, and asks nothing."""
    return rich_text.block(_named(view, "❓", asked.partner_id, f" {answers_by(asked)}"))


def _named(view: ProposalView, sign: str, partner_id: int, what: str) -> Element:
    return rich_text.section(
        *rich_text.of_words(f"{sign} "),
        *rich_text.of_words(view.partner_names[partner_id], "bold"),
        *rich_text.of_words(what),
    )
