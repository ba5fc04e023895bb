"""Gathers what is shown of a bundle."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from decisions.bundle.bundle import bundle_of
from handlers.gathering.proposal_view import view_of
from handlers.gathering.waiting import states
from handlers.views.card.bundle import Bundle
from storage.alliance import alliances
from storage.record.proposals import bundles, proposals


def bundle_now(connection: Connection, alliance_id: int, number: int, now: datetime) -> Bundle:
    """Gather what stands in it, and what was in it and no longer is."""
    alliance = alliances.load(connection, alliance_id)
    views = [view_of(connection, alliance_id, each, now) for each in bundles.ids_in(connection, alliance_id, number)]
    return Bundle(
        alliance=alliance,
        number=number,
        there=[view for view in views if bundle_of(view.proposal) == number],
        out=[view for view in views if bundle_of(view.proposal) != number],
    )


def states_in_bundle(
    connection: Connection, alliance_id: int, partner_id: int, number: int, ids: Iterable[int]
) -> dict[int, str]:
    """Distinguish what a message about a bundle has to say of each of these proposals to a partner's person."""
    found = states(connection, alliance_id, partner_id, ids)
    loaded = {each: proposals.load(connection, each) for each in found}
    return {
        each: state if loaded[each].is_final else f"{state}:{bundle_of(loaded[each]) == number}"
        for each, state in found.items()
    }
