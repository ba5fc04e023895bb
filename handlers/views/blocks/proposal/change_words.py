"""What Accord itself does when a proposal about the partners is agreed."""

from decisions.alliance.ladder import LadderChanges
from decisions.alliance.matter import DeciderChange
from decisions.alliance.membership import AllianceCloses, Change, ManagersChange, PartnerJoins, PartnerLeaves
from handlers.views.blocks.proposal.ladder import ladder_words
from handlers.views.blocks.proposal.matters import who_decides
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import escape, join_words


def change_words(view: ProposalView, change: Change) -> str:
    """Say what Accord itself does when a proposal about the partners is agreed, in mrkdwn."""
    if isinstance(change, PartnerLeaves):
        # It may have been renamed since it was proposed.
        return f"*When agreed:* {view.partner_name(change.partner_id)} leaves the alliance and is no longer asked."
    if isinstance(change, AllianceCloses):
        return (
            "*When agreed:* the alliance is closed for good. What is open then ends without a decision, and nothing "
            "can be raised, answered or changed any more. Everything can still be read."
        )
    if isinstance(change, DeciderChange):
        called = view.partner_names.get(change.partner_id, change.partner)
        has_left = any(partner.id == change.partner_id for partner in view.alliance.former)
        return f"*When agreed:* {who_decides(change, called, has_left=has_left)}"
    if isinstance(change, LadderChanges):
        return f"*When agreed:* {ladder_words(change.steps)}"
    if isinstance(change, ManagersChange):
        they = [view.person(person) for person in change.operations_managers]
        return f"*When agreed:* {join_words(they)} {'manage' if len(they) > 1 else 'manages'} this alliance."
    lead, *deputies = [view.person(person) for person in change.representatives]
    speakers = f"{lead} (leads)" + (f", {join_words(deputies)}" if deputies else "")
    if isinstance(change, PartnerJoins):
        return f"*When agreed:* {escape(change.name)} joins as a partner. It is represented by {speakers}."
    return f"*When agreed:* {escape(change.name)} is represented by {speakers}."
