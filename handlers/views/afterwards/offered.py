"""The statements about a decision that a menu offers."""

from collections.abc import Callable, Mapping

from handlers.views.afterwards import correction
from handlers.views.blocks import ids
from handlers.views.blocks.proposal.proposal_view import ProposalView

# By their ids: what the menu calls them, and whether they can be made now.
_OFFERED: Mapping[str, tuple[str, Callable[[ProposalView], bool]]] = {
    ids.CORRECT: (correction.MENU_WORDS, correction.may_correct),
}


def offered(view: ProposalView) -> dict[str, str]:
    """List those that can be made now: words, and the id of each."""
    return {words: act for act, (words, may) in _OFFERED.items() if may(view)}
