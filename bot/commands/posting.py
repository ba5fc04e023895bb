"""Posts the digest from the command line, whether a bot runs or not."""

import time
from collections.abc import Callable
from datetime import datetime

from bot.command_line import NotDone
from bot.commands.named_alliance import those_meant
from bot.setup.settings import Settings
from bot.setup.tokens import tokens
from handlers import routes
from handlers.courier.courier import Courier
from handlers.gathering.digest import say_digest
from handlers.listeners.texts import papers
from handlers.metrics import Metrics
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox

PATIENCE_SECONDS = 30


def post_digests(
    database: Database, settings: Settings, now: Callable[[], datetime], named: str | None = None
) -> list[str]:
    """Post the digest of the alliance that is named, or of the only one; return its name once it is in Slack.

    Return an empty list when none is founded yet. Raises NotDone.
    """
    posted = now()
    with database.snapshot() as connection:
        meant = [alliances.load(connection, alliance_id) for alliance_id in those_meant(connection, named)]
    ours = [alliance for alliance in meant if alliance.is_founded and not alliance.is_closed]
    keys = [f"digest:{alliance.id}:by_command:{posted.isoformat()}" for alliance in ours]
    with database.transaction() as connection:
        for alliance, key in zip(ours, keys, strict=True):
            say_digest(connection, alliance.id, key, posted)
    # Claims keep this courier and that of a running bot from each other's lanes.
    courier = Courier(
        database,
        settings.slack_bot_token,
        settings.slack_api_url,
        now,
        Metrics(),
        tokens=tokens(settings, database, now),
        go_on=papers.going_on(database, now, routes.WITH_PAPERS),
    )
    courier.start()
    try:
        _await(database, keys)
    finally:
        courier.stop()
    return [alliance.name for alliance in ours]


def _await(database: Database, keys: list[str]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with database.snapshot() as connection:
            if all(outbox.is_said(connection, key) for key in keys):
                return
        time.sleep(0.1)
    raise NotDone("Slack has not taken the digest yet; it is kept, and a running `accord run` posts it when Slack does")
