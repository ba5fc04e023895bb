"""Which corrections stand beside the record of a decision in the register?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.publishing.mentions import Who
from bot.publishing.rich_html import words_html
from handlers.views.blocks.proposal_view import ProposalView


@dataclass(frozen=True)
class Beside:
    """A correction of the record; whoever gives it knows that it stands here under its name."""

    partner: str
    on: date
    words: Markup


def corrections_beside(shown: ProposalView, day: Callable[[datetime], date], who: Who) -> list[Beside]:
    """List them as they came. `day` is one of the alliance's zone."""
    return [
        Beside(shown.partner_names[it.partner_id], day(it.at), words_html(it.words, who))
        for it in shown.proposal.corrections
    ]
