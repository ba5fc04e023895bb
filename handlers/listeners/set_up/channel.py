"""Something happens to the shared channel, or to somebody's account, in Slack."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from handlers.incoming.payloads import Act
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record.changes.moves import NotMoved, move_channel
from storage.record.news import tell_managers

logger = logging.getLogger(__name__)


def channel_got_another_id(act: Act, database: Database) -> None:
    """A channel that begins to be shared gets another id: the alliance goes on with it."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance:
            try:
                move_channel(connection, alliance, act.words, act.now, is_empty=False)
            except NotMoved as why:
                logger.warning("%s has the id %s now, and its alliance can't follow: %s", act.channel, act.words, why)


def channel_closes(act: Act, database: Database) -> None:
    """The channel is archived: the managers are told once, whatever waits for it."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance and alliances.note_trouble(connection, alliance.id, "channel", act.now):
            about = {"error": "is_archived"}
            tell_managers(connection, alliance, act.delivery, "channel_trouble_notice", about, act.now)


def channel_opens(act: Act, database: Database) -> None:
    """The channel is there again: what waited for it is said now."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance:
            alliances.note_trouble(connection, alliance.id, "channel", None)
            outbox.hurry(connection, alliance.id, act.now)


def workspace_joins(act: Act, database: Database) -> None:
    """Another workspace shares the channel: Slack may tell more of its people now."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance:
            people.ask_again(connection, alliance.people)


def workspace_parts(act: Act, database: Database) -> None:
    """A workspace no longer shares the channel: its people see no cards, and the managers are told who they are."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance:
            theirs = (it for it in alliance.people if act.team in people.acquaintance(connection, it).teams)
            _tell_of_those_who_left(connection, alliance, act, theirs)


def somebody_leaves(act: Act, database: Database) -> None:
    """Somebody leaves the channel, or is taken out of it."""
    with _alliance_of(act, database) as (connection, alliance):
        if alliance:
            _tell_of_those_who_left(connection, alliance, act, {act.person} & alliance.people)


def account_changes(act: Act, database: Database) -> None:
    """Something about an account has changed: Slack is asked soon what, and under which id."""
    ids = {act.person, *act.words.split()}
    with database.snapshot() as connection:
        is_known = people.is_known(connection, ids)
    if is_known:
        with database.transaction() as connection:
            people.ask_again(connection, ids)


def _tell_of_those_who_left(connection: Connection, alliance: Alliance, act: Act, who: Iterable[str]) -> None:
    left = sorted(who)
    if left:
        tell_managers(connection, alliance, act.delivery, "left_channel_notice", {"people": left}, act.now)


@contextmanager
def _alliance_of(act: Act, database: Database) -> Iterator[tuple[Connection, Alliance | None]]:
    """Load the channel's alliance for writing; None for one of the many channels that are no alliance's."""
    with database.snapshot() as connection:
        alliance_id = alliances.of_channel(connection, act.channel)
        if alliance_id is None:
            yield connection, None
            return
    with database.transaction() as connection:
        yield connection, alliances.load(connection, alliance_id, for_writing=True)
