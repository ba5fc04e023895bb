"""What does a person see and say of the record of a decision, and of corrections that stand beside it?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from decisions.afterwards.correction import may_be_corrected
from decisions.proposal.proposal import Proposal
from decisions.said.correction import Correction
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Said, View, field, long_words, modal, paragraph, plain, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import day, say_day

About = Mapping[str, Any]
MENU_WORDS = "Correct the record…"


def record_words(proposal: Proposal, today: date) -> str:
    """Say whether the record may be corrected or is accepted, in plain words, "" where nobody is asked."""
    correct_by = proposal.agreement.correct_by if proposal.agreement else None
    if correct_by is None:
        return ""
    beside = corrections_beside(proposal)
    if may_be_corrected(proposal, today):
        words = f"partners may correct this record until {say_day(correct_by)}"
        return f"{words}; {beside} so far" if beside else words
    if beside:
        return f"record accepted on {say_day(correct_by)}; {beside}"
    return f"record accepted by all on {say_day(correct_by)}"


def corrections_beside(proposal: Proposal, what: str = "it") -> str:
    """Count the corrections, "" for none."""
    count = len(proposal.corrections)
    if not count:
        return ""
    return f"1 correction stands beside {what}" if count == 1 else f"{count} corrections stand beside {what}"


def may_correct(view: ProposalView) -> bool:
    return may_be_corrected(view.proposal, view.today) and not view.alliance.is_closed


def correction_window(view: ProposalView) -> View:
    return modal(
        ids.CORRECTION_WINDOW,
        "Correct the record",
        [
            paragraph(f"*{name(view)}*"),
            small(
                "The decision stays as it is, and so does its entry in the log. Your words stand beside it under your "
                "organisation's name, wherever the record is read: in the public register too."
            ),
            field("words", "What the record should say", long_words()),
        ],
        submit="Put it there",
        close="Cancel",
        keeps=view.value(),
    )


def correction(view: ProposalView, about: About) -> Said:
    """Tell everybody in the card's thread."""
    said = view.proposal.corrections[about["correction"]]
    text = f"✏️ {view.partner_name(said.partner_id)} corrects the record of No. {view.proposal.number}"
    return Said(
        text,
        [
            paragraph(f"*{text}* · {view.person(said.by)}"),
            _quoted(said),
            small("It stands beside the record. The decision stays as it is."),
        ],
    )


def correction_receipt(view: ProposalView, about: About) -> Said:  # noqa: ARG001 (every message is written from both)
    return plain(f"Your correction stands beside the record of {name(view)}.")


def all_corrections(view: ProposalView) -> Iterator[list[Block]]:
    """Tell of each in the history."""
    for said in view.proposal.corrections:
        whose = f"✏️ *{view.partner_name(said.partner_id)}* corrects the record"
        yield [paragraph(f"{whose} · {view.person(said.by)}, {day(said.at, view.zone)}"), _quoted(said)]


def _quoted(said: Correction) -> Block:
    return rich_text.block(rich_text.quote(said.words))
