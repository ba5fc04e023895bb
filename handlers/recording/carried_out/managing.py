"""Names the managers of an alliance when the partners have agreed who they are."""

from dataclasses import replace

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import ManagersChange
from decisions.proposal.proposal import Proposal
from handlers.recording.settings import MANAGERS_NAMED
from storage.alliance import alliances
from storage.outbox import outbox
from storage.personal import people
from storage.record import decision_log
from storage.record.news import News


def name_managers(
    connection: Connection, alliance: Alliance, agreed: Proposal, change: ManagersChange, news: News
) -> None:
    """They manage from this moment on."""
    # Somebody may have another id in Slack since it was proposed.
    managers = tuple(people.id_now(connection, person) for person in change.operations_managers)
    before = alliances.settings(connection, alliance.id)
    alliances.change_settings(connection, alliance.id, replace(before, operations_managers=managers), news.now)
    they, number = list(managers), agreed.number
    decision_log.append(
        connection, alliance, at=news.now, kind=MANAGERS_NAMED, actor="", number=number, operations_managers=they
    )
    outbox.mark_open_cards(connection, news.now, alliance.id)
