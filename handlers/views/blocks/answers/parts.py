"""Who has an interest in the matter, and whether it takes part: a line each, as card, outcome and windows tell it."""

from collections.abc import Iterator

from decisions.answers.objection_course import unsettled
from decisions.proposal.part import FEWEST, who_let
from decisions.proposal.proposal import Interest, Nature, Part
from handlers.views.blocks.answers.on_record import in_a_line
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import join_words

ALL, MOST_NAMED = 3000, 2
NATURES = {
    Nature.MONEY: "money",
    Nature.ROLE: "a role or task",
    Nature.PERSON: "somebody close",
    Nature.OTHER: "something else",
}


def part_lines(view: ProposalView, longest: int) -> Iterator[str]:
    """Tell of each partner with an interest what it is, and what that means here, in mrkdwn."""
    for said in view.stepped_back.values():
        means = "" if view.proposal.is_final else "; ".join(_what_it_means(view, said))
        more = f" ({means})" if means else ""
        yield f"↪️ *{view.partner_name(said.whose)}* stepped back{_kind(said)}{_words(said, longest)}{more}"
    for said in view.let_take_part.values():
        name = view.partner_name(said.whose)
        yield f"↪️ *{name}* has an interest{_kind(said)}, and the others let it take part{_words(said, longest)}"
    if view.stepped_back and not view.proposal.is_final and len(view.deciders) < FEWEST:
        yield "↪️ At least two have to decide: nothing is agreed here until another one takes part again."


def stepped_back_words(view: ProposalView, longest: int) -> str:
    """Say it as a part of a sentence, "" where nobody stepped back: "Harbour stepped back: it runs the hostel"."""
    back = view.stepped_back.values()
    return "; ".join(f"{view.partner_name(said.whose)} stepped back{_words(said, longest)}" for said in back)


def counted_back(view: ProposalView) -> Iterator[str]:
    """Say it where there is little room: more than two are counted."""
    if view.stepped_back:
        names = [view.partner_name(whose) for whose in view.stepped_back]
        who = join_words(names) if len(names) <= MOST_NAMED else f"{len(names)} partners"
        objected = any(unsettled(view.proposal, whose) for whose in view.stepped_back)
        yield f"↪️ {who} stepped back{' (the objection holds nothing now)' if objected else ''}"


def part_words(view: ProposalView, said: Interest) -> str:
    """Say in mrkdwn what was said of somebody's part."""
    partner, whose = f"*{view.partner_name(said.partner_id)}*", f"*{view.partner_name(said.whose)}*"
    return {
        Part.STEPS_BACK: f"{partner} has an interest ({NATURES[said.nature or Nature.OTHER]}), and stepped back",
        Part.LET: f"{partner} lets {whose} take part",
        Part.LET_BY_ALL: f"All others let {whose} take part: it decides again, and is asked",
        Part.TAKES_PART: f"{partner} takes part again, and is asked",
    }[said.kind]


def _kind(said: Interest) -> str:
    """The words say what something else is."""
    return f" ({NATURES[said.nature]})" if said.nature and said.nature is not Nature.OTHER else ""


def _what_it_means(view: ProposalView, said: Interest) -> Iterator[str]:
    """Nothing is lifted without a word."""
    if unsettled(view.proposal, said.whose):
        yield "its objection holds nothing now, and stays on record"
    if let := len(who_let(view.proposal, said.whose)):
        yield f"{let} of {len(view.deciders)} let it take part"


def _words(said: Interest, longest: int) -> str:
    return f": {in_a_line(said.words.rstrip(' .'), longest)}" if longest else ""
