"""Is the record of a decision accepted, and which corrections stand beside it in the register?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.publishing.mentions import Who
from bot.publishing.rich_html import words_html
from handlers.views.afterwards.correction import record_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import sentence


@dataclass(frozen=True)
class Beside:
    """A correction of the record; whoever gives it knows that it stands here under its name."""

    partner: str
    on: date
    words: Markup


@dataclass(frozen=True)
class Acceptance:
    """Whether the record may be corrected or is accepted, "" where nobody is asked, and what stands beside it."""

    words: str
    corrections: Sequence[Beside]


def acceptance_of(shown: ProposalView, day: Callable[[datetime], date], who: Who) -> Acceptance:
    """Tell of it, corrections as they came. `day` is one of the alliance's zone."""
    beside = [
        Beside(shown.partner_names[it.partner_id], day(it.at), words_html(it.words, who))
        for it in shown.proposal.corrections
    ]
    return Acceptance(sentence(record_words(shown.proposal, shown.today)), beside)
