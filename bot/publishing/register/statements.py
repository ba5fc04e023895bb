"""What partners say beside a matter in the register. Each knew that it would stand here under its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.publishing.mentions import Who
from bot.publishing.rich_html import words_html
from decisions.proposal.statements import of_the_decision, of_the_matter
from decisions.said.correction import Correction
from decisions.said.statements import STATEMENTS, StatementKind, does, kind_of
from handlers.views.afterwards.correction import record_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import sentence


@dataclass(frozen=True)
class Stated:
    """One of them; `does` follows the partner's name."""

    kind: StatementKind
    partner: str
    does: str
    on: date
    words: Markup


@dataclass(frozen=True)
class Section:
    """All of one kind, below its heading and a first sentence, "" for none."""

    kind: StatementKind
    first: str
    statements: Sequence[Stated]


def sections_of(shown: ProposalView, day: Callable[[datetime], date], who: Who) -> list[Section]:
    """Return a section for each kind, in the order in which they came. `day` is in the alliance's zone."""
    these = [*of_the_matter(shown.proposal), *of_the_decision(shown.proposal)]
    said = [
        Stated(
            kind_of(it),
            shown.partner_names[it.partner_id],
            does(it, record="it"),
            day(it.at),
            words_html(it.words, who),
        )
        for it in these
    ]
    # Until when a record may be corrected, or that it is accepted.
    first = {STATEMENTS[Correction]: sentence(record_words(shown.proposal, shown.today))}
    told = [Section(kind, first.get(kind, ""), [it for it in said if it.kind == kind]) for kind in STATEMENTS.values()]
    return [section for section in told if section.first or section.statements]
