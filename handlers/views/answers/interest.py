"""What is said of interests: in a card's thread, and privately."""

from collections.abc import Mapping
from typing import Any

from decisions.proposal.part import stepped_back
from decisions.proposal.proposal import Interest, Part
from handlers.views.blocks.answers.parts import part_words
from handlers.views.blocks.kit import Message, paragraph, plain, small
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words import rich_text

About = Mapping[str, Any]


def interest(view: ProposalView, about: About) -> Message:
    """Tell everybody in the card's thread who steps back, is let take part, or takes part again."""
    said = part(view, about["interest"])
    text = f"↪️ {part_words(view, said).replace('*', '')}: {name(view)}"
    by = f" · {view.person(said.by)}" if said.by else ""
    blocks = [paragraph(f"*{text}*{by}")]
    if said.words:
        blocks.append(rich_text.block(rich_text.quote(said.words)))
    if said.kind is Part.STEPS_BACK and said.whose in stepped_back(view.proposal) and not view.proposal.is_final:
        they = f"The other {len(view.deciders)} decide, and can let it take part: Interests on the card."
        blocks.append(small(f"It is not asked any more. {they}"))
    return Message(text, blocks)


def interest_receipt(view: ProposalView, about: About) -> Message:
    said = part(view, about["interest"])
    ends = " It is agreed." if view.proposal.agreement else ""
    return plain(f"Recorded: {part_words(view, said).replace('*', '')}: {name(view)}.{ends}")


def standing_interest_receipt(_alliance: object, about: About) -> Message:
    """Confirm what was said of a standing interest."""
    return plain(f"Recorded: {_STANDING[about['what']]}")


_STANDING = {
    "declared": "your standing interest is in the register of interests. It makes nobody step back by itself.",
    "reviewed": "you looked at it again, and it is still so. You are reminded in a year.",
    "ended": "it has ended. The decision log keeps it.",
}


def part(view: ProposalView, interest_id: int) -> Interest:
    return next(said for said in view.proposal.interests if said.id == interest_id)
