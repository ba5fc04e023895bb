"""What stays on record of a proposal, in a line each: concerns that are kept, and how objections ended."""

from collections.abc import Iterable, Iterator

from decisions.proposal.proposal import Response, Settlement
from handlers.views.blocks.answers.ends import end_in_a_line
from handlers.views.blocks.kit import Block, small
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import escape, shorten

# Slack takes 3,000 characters at once.
MOST_AT_ONCE = 2900


def small_lines(lines: Iterable[str]) -> Iterator[Block]:
    together: list[str] = []
    for line in lines:
        if together and len("\n".join([*together, line])) > MOST_AT_ONCE:
            yield small("\n".join(together))
            together = []
        together.append(line)
    if together:
        yield small("\n".join(together))


def concerned(view: ProposalView) -> list[Response]:
    """List the consents with a concern that stand, in the partners' order."""
    partners = view.deciders
    return [said for each in partners if (said := view.standing.get(each.id)) and said.concern]


def ended(view: ProposalView) -> list[tuple[Response, Response]]:
    """List the objections that ended, with the consents that ended them, except those that are concerns now."""
    here = {partner.id for partner in view.deciders}
    told = [(each.objection, each.lifted_by) for each in view.courses if each.objection.partner_id in here]
    return [(objected, lifted) for objected, lifted in told if lifted and not _is_a_concern_now(view, lifted)]


def on_record(view: ProposalView, most: int, longest: int) -> Iterator[str]:
    """Tell each concern that is kept, and of each objection how it ended."""
    for said in concerned(view)[:most]:
        how = ", objected before, and keeps its concern" if said.settled_by is Settlement.CONCERN else " with a concern"
        partner = view.partner_name(said.partner_id)
        yield f"☑️ *{partner}* consents{how}: {in_a_line(said.concern, longest)}"
    for objected, lifted in ended(view)[:most]:
        partner, end = view.partner_name(objected.partner_id), end_in_a_line(lifted, longest)
        yield f"🤝 *{partner}* objected: {in_a_line(objected.reason, longest)} · {end}"


def in_a_line(words: str, longest: int) -> str:
    return escape(in_one_line(words, longest))


def _is_a_concern_now(view: ProposalView, lifted: Response) -> bool:
    return lifted.settled_by is Settlement.CONCERN and view.standing.get(lifted.partner_id) == lifted


def in_one_line(words: str, longest: int) -> str:
    return shorten(" ".join(words.split()), longest)
