"""Which statements of partners stand beside a proposal now, and which can be made at that time?"""

from collections.abc import Sequence

from decisions.proposal.proposal import Proposal
from decisions.said.opinion import Opinion
from decisions.said.statements import STATEMENTS, Statement, StatementKind, kind_of


def of_the_matter(proposal: Proposal) -> list[Statement]:
    """List what was said while it was open: the newest of each partner and kind. One of an earlier text stands too."""
    said = (each for each in proposal.statements if not kind_of(each).is_of_decision)
    return [*{(type(each), each.partner_id): each for each in said}.values()]


def of_the_decision(proposal: Proposal) -> list[Statement]:
    """List what partners say beside the record, kind by kind, oldest first."""
    return [each for each in proposal.statements if kind_of(each).is_of_decision]


def who_gave_opinions(proposal: Proposal) -> list[int]:
    """List the ids of the partners that said what they think of what another one decides alone."""
    return [*dict.fromkeys(said.partner_id for said in proposal.statements if isinstance(said, Opinion))]


def counted(said: Sequence[Statement]) -> list[tuple[StatementKind, int]]:
    """Count those of each kind, leaving out what nobody said."""
    counts = ((kind, sum(1 for each in said if kind_of(each) == kind)) for kind in STATEMENTS.values())
    return [(kind, count) for kind, count in counts if count]
