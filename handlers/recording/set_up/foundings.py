"""Puts a founding to the partners, in one transaction."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import founders_fields
from decisions.proposal.proposal import Proposal, Revision
from decisions.set_up.founding import Founding
from handlers.incoming.payloads import Act
from handlers.recording.settings import settings_fields
from handlers.recording.texts.proposals import record_amendment, record_proposal
from storage.alliance import alliances, memberships
from storage.record import decision_log


def record_founding(
    connection: Connection, alliance: Alliance, draft: Founding, asked: Proposal | None, text: Revision, act: Act
) -> None:
    """Put it to the partners whom the draft names, or put it again: then everybody is asked anew (rule 5)."""
    alliances.change_settings(connection, alliance.id, draft.settings, act.now)
    memberships.name_founders(connection, alliance, draft.partners, act.now)
    decision_log.append(
        connection,
        alliance,
        at=act.now,
        kind="founding_put",
        actor=act.person,
        founders=founders_fields(draft.partners),
        **settings_fields(draft.settings),
    )
    alliance = alliances.load(connection, alliance.id, for_writing=True)
    if asked is None:
        record_proposal(connection, alliance, text, act)
    else:
        record_amendment(connection, alliance, asked, text, act)
