"""Gathers what the desk shows before an alliance is founded."""

from sqlalchemy import Connection

from decisions.proposal.proposal import Proposal
from decisions.set_up.founding import Founding
from handlers.views.set_up.founding import ToBe
from handlers.views.set_up.founding_text import founding_draft
from storage.personal import people
from storage.record.proposals import proposals


def founding_asked(connection: Connection, alliance_id: int) -> Proposal | None:
    """Load the proposal that asks the partners to found the alliance: before that is done, it is the only one open."""
    still_open = proposals.open_ids(connection, alliance_id)
    return proposals.load(connection, still_open[0]) if still_open else None


def to_be(connection: Connection, alliance_id: int, draft: Founding) -> ToBe:
    """Gather it, in the caller's transaction."""
    asked = founding_asked(connection, alliance_id)
    named = {
        draft.by,
        *draft.settings.operations_managers,
        *(who for it in draft.partners for who in it.representatives),
    }
    names = people.names(connection, named)
    is_asked = asked is not None and asked.current.text == founding_draft(draft).text
    return ToBe(alliance_id, draft, names, asked.number if asked else None, is_asked)
