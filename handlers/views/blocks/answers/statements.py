"""What partners say beside a matter, as the thread, cards and windows tell it."""

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.proposal.facts import facts_of_kind
from decisions.proposal.statements import counted, of_the_decision, of_the_matter
from decisions.said.statements import STATEMENTS, Statement, does, how_many_stand, kind_of
from handlers.views.blocks.answers.on_record import in_a_line
from handlers.views.blocks.kit import Block, Message, paragraph, plain, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, escape

About = Mapping[str, Any]


def statement_lines(view: ProposalView, longest: int) -> Iterator[str]:
    """Tell in mrkdwn what the others think while it is open, a line each; what is of an earlier text says so."""
    for said in of_the_matter(view.proposal):
        revision: int = getattr(said, "revision", view.proposal.current.number)
        of = "" if revision == view.proposal.current.number else f" (of revision {revision})"
        yield f"{kind_of(said).sign} *{view.partner_name(said.partner_id)}*{of}: {in_a_line(said.words, longest)}"


def beside_the_record(view: ProposalView) -> Iterator[list[Block]]:
    """Tell of each statement about the decision, in its words."""
    for said in of_the_decision(view.proposal):
        whose = f"{kind_of(said).sign} *{view.partner_name(said.partner_id)}* {escape(does(said))}"
        yield [paragraph(f"{whose} · {view.person(said.by)}, {day(said.at, view.zone)}"), _quoted(said)]


def how_many_beside(view: ProposalView) -> Iterator[str]:
    """Count them on the card."""
    for kind, count in counted(of_the_decision(view.proposal)):
        yield f"{kind.sign} {how_many_stand(kind, count)} beside the record: *Read* in the menu (⋯)"


def statement(view: ProposalView, about: About, which: type[Statement]) -> Message:
    """Say it in the card's thread, where people can talk about it."""
    said, kind = _said(view, about, which), STATEMENTS[which]
    number = f"No. {view.proposal.number}"
    what = escape(does(said, record=f"the record of {number}", matter=number))
    text = f"{kind.sign} {view.partner_name(said.partner_id)} {what}"
    beside = [small("It stands beside the record. The decision stays as it is.")] if kind.is_of_decision else []
    return Message(text, [paragraph(f"*{text}* · {view.person(said.by)}"), _quoted(said), *beside])


def statement_receipt(view: ProposalView, about: About, which: type[Statement]) -> Message:
    """Confirm it to whoever made it."""
    said, kind = _said(view, about, which), STATEMENTS[which]
    if kind.is_of_decision:
        return plain(f"Your {kind.noun} stands beside the record of {name(view)}.")
    whose = view.partner_name(said.partner_id)
    return plain(f"Recorded: the {kind.noun} of {whose} of {name(view)}. The card shows it.")


def _said(view: ProposalView, about: About, which: type[Statement]) -> Statement:
    """Find the one that a message is about: it names its place among those of its kind."""
    said: Statement = facts_of_kind(view.proposal, which)[about[STATEMENTS[which].name]]
    return said


def _quoted(said: Statement) -> Block:
    return rich_text.block(rich_text.quote(said.words))
