"""Says what an objection came to."""

from collections.abc import Iterator
from typing import Any

from decisions.proposal.proposal import Response, Settlement
from handlers.views.blocks.kit import Block, small
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape, shorten


def end_in_words(lifted: Response) -> tuple[str, str]:
    """Say how a consent ended the partner's objection: a label, and the partner's own words, "" for none."""
    if lifted.settled_by is Settlement.WORDS:
        return "How it was settled:", lifted.settled
    if lifted.settled_by is Settlement.TEXT:
        return f"Settled by the text of revision {lifted.revision}.", ""
    if lifted.settled_by is Settlement.CONCERN:
        return "Not settled. It is kept as a concern:", lifted.concern
    return "How it was settled was not recorded then.", ""


def end_in_a_line(lifted: Response, longest: int) -> str:
    """Say it in mrkdwn."""
    label, words = end_in_words(lifted)
    said = f" {escape(shorten(' '.join(words.split()), longest))}" if words else ""
    return f"{label}{said}"


def end_parts(lifted: Response, longest: int) -> list[dict[str, Any]]:
    label, words = end_in_words(lifted)
    said = rich_text.section(*rich_text.of_words(label, "bold"))
    return [said, rich_text.quote(shorten(words, longest))] if words else [said]


def lifted_objections(view: ProposalView, most: int, longest: int) -> Iterator[Block]:
    """Tell of each objection that ended how it did, so that nobody takes what was asked for as granted."""
    here = {partner.id for partner in view.deciders}
    told = [(each.objection, each.lifted_by) for each in view.courses if each.objection.partner_id in here]
    ended = [(objected, lifted) for objected, lifted in told if lifted]
    for objected, lifted in ended[:most]:
        yield _lifted(view, objected, lifted, longest)
    if len(ended) > most:
        yield small(f"And {len(ended) - most} more: History in the menu shows how each objection ended.")


def _lifted(view: ProposalView, objected: Response, lifted: Response, longest: int) -> Block:
    return rich_text.block(
        rich_text.section(
            *rich_text.of_words("🤝 "),
            *rich_text.of_words(view.partner_names[objected.partner_id], "bold"),
            *rich_text.of_words(f" objected on {day(objected.at, view.zone)}, and lifted that:"),
        ),
        rich_text.quote(shorten(objected.reason, longest)),
        *end_parts(lifted, longest),
    )
