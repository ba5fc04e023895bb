"""What a person sees and says of the record of a decision."""

from datetime import date

from decisions.afterwards.correction import may_be_corrected
from decisions.proposal.facts import facts_of_kind
from decisions.proposal.proposal import Proposal
from decisions.said.correction import Correction
from decisions.said.statements import STATEMENTS, how_many_stand
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View, field, long_words, modal, paragraph, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words.text import say_day

MENU_WORDS = "Correct the record…"


def record_words(proposal: Proposal, today: date) -> str:
    """Say whether the record may be corrected or is accepted, in plain words, "" where nobody is asked."""
    correct_by = proposal.agreement.correct_by if proposal.agreement else None
    if correct_by is None:
        return ""
    count = len(facts_of_kind(proposal, Correction))
    beside = f"{how_many_stand(STATEMENTS[Correction], count)} beside it" if count else ""
    if may_be_corrected(proposal, today):
        words = f"partners may correct this record until {say_day(correct_by)}"
        return f"{words}; {beside} so far" if beside else words
    if beside:
        return f"record accepted on {say_day(correct_by)}; {beside}"
    return f"record accepted by all on {say_day(correct_by)}"


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
