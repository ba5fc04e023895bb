"""What do the others think of a matter that one partner decides alone? A line each, as card and outcome tell it."""

from collections.abc import Iterator

from decisions.answers.reserved import standing_views
from handlers.views.blocks.answers.on_record import in_a_line
from handlers.views.blocks.proposal.proposal_view import ProposalView


def view_lines(view: ProposalView, longest: int) -> Iterator[str]:
    """Tell each view that stands, in mrkdwn; one of an earlier text says so."""
    for said in standing_views(view.proposal).values():
        of = "" if said.revision == view.proposal.current.number else f" (of revision {said.revision})"
        yield f"💬 *{view.partner_name(said.partner_id)}*{of}: {in_a_line(said.words, longest)}"
