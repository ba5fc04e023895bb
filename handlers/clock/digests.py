"""Finds the alliances whose weekly digest is due, and has each digest posted once, however late."""

import random
from collections.abc import Container, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.set_up.digest import last_moment
from handlers.clock.going_on import going_on_after, say_unless_said
from handlers.gathering.digest import say_digest
from storage.alliance import due
from storage.engine.database import Database

# Putting one down takes some milliseconds; looking again which are due is a query.
MOST_AT_ONCE = 200


def post_due_digests(database: Database, now: datetime) -> None:
    """Post each alliance's digest of this week, however late.

    Of very many, some are drawn at random, so that another process at the same work seldom picks the same ones.
    """
    done: set[int] = set()
    while keys := _due_keys(database, now, but=done):
        for alliance_id in random.sample(sorted(keys), min(len(keys), MOST_AT_ONCE)):
            done.add(alliance_id)
            with going_on_after(alliance_id):
                say_unless_said(database, partial(say_digest, alliance_id=alliance_id, key=keys[alliance_id], now=now))


def _due_keys(database: Database, now: datetime, *, but: Container[int]) -> dict[int, str]:
    with database.snapshot() as connection:
        return {alliance_id: key for alliance_id, key in _due_digests(connection, now) if alliance_id not in but}


def _due_digests(connection: Connection, now: datetime) -> Iterator[tuple[int, str]]:
    """Find the alliances whose digest of this week is not put down yet, each with its key."""
    for weekly in due.weeklies(connection):
        moment = last_moment(now, weekly.timezone, weekly.digest_day, weekly.digest_time)
        day = moment.astimezone(ZoneInfo(weekly.timezone)).date()
        yield from due.digests(connection, weekly, moment, day)
