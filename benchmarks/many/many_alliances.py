"""What a tick costs with ten thousand alliances, on a quiet night and on Monday at nine when digests are due."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, text

from benchmarks import press
from decisions.log.log_entry import GENESIS
from handlers.clock import clock
from storage.engine.database import Database
from storage.installs.keys import Keys
from storage.tables import alliances, bots, partners, representatives

MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def seconds_of_ticks(url: str, count: int) -> tuple[float, float]:
    """Return what a tick takes a minute before nine, and what it takes for each digest at nine (seconds).

    Each has two partners of a person; none has an open proposal, so only the digest is due.
    """
    database = press.prepared(url)
    with database.transaction() as connection:
        add(connection, count, MONDAY - timedelta(days=2), partners_of_each=2)
    quiet = _seconds(database, MONDAY - timedelta(minutes=1))
    busy = _seconds(database, MONDAY)
    with database.snapshot() as connection:
        posted = connection.execute(text("SELECT count(*) FROM messages WHERE kind = 'digest'")).scalar_one()
    database.close()
    return quiet, busy / posted


def add(
    connection: Connection, count: int, founded: datetime, *, partners_of_each: int, workspaces: int | None = None
) -> None:
    """Keep so many alliances beside the first, without a log: number 2 is in C2, and its people are U2X0, U2X1 …

    They were founded through the installs of so many workspaces, or by SLACK_BOT_TOKEN.
    """
    ids = range(2, count + 1)
    kept: dict[str, Any] = {
        "timezone": "Europe/London",
        "digest_day": "monday",
        "digest_time": "09:00",
        "country": "",
        "region": "",
    }
    kept |= {"last_number": 0, "log_length": 0, "log_head": GENESIS, "founded_at": founded, "digest_since": founded}
    names = [
        {
            "id": each,
            "name": f"Alliance {each}",
            "channel": f"C{each}",
            "sealed_as": f"C{each}",
            "installed_in": workspace(each, workspaces) if workspaces else "",
        }
        for each in ids
    ]
    connection.execute(insert(alliances), [{**kept, **each} for each in names])
    places = [
        (each, place, each * partners_of_each + place + 1000) for each in ids for place in range(partners_of_each)
    ]
    connection.execute(
        insert(partners),
        [
            {"id": key, "alliance_id": each, "name": f"Partner {place}", "joined_at": founded}
            for each, place, key in places
        ],
    )
    connection.execute(
        insert(representatives),
        [
            {
                "alliance_id": each,
                "partner_id": key,
                "slack_user_id": person(each, place),
                "position": 0,
                "since": founded,
            }
            for each, place, key in places
        ],
    )


def add_installs(connection: Connection, count: int, client: str, keys: str, at: datetime) -> None:
    """Install Accord in so many workspaces."""
    sealing = Keys(keys)
    installs = [
        {
            "client_id": client,
            "app_id": "A0BENCH",
            "enterprise_id": None,
            "team_id": team,
            "bot_token": sealing.seal(f"xoxb-{team}", team),
            "bot_id": "B0ACCORD",
            "bot_user_id": "U0ACCORD",
            "is_enterprise_install": False,
            "installed_at": at.replace(tzinfo=None),
        }
        for team in (workspace(number, count) for number in range(count))
    ]
    connection.execute(insert(bots), installs)


def workspace(alliance: int, workspaces: int) -> str:
    return f"T0BENCH{alliance % workspaces}"


def person(alliance: int, place: int) -> str:
    return f"U{alliance}X{place}"


def _seconds(database: Database, now: datetime) -> float:
    began = time.perf_counter()
    clock.look_after_alliances(database, now)
    return time.perf_counter() - began
