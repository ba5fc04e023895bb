"""Checks what was installed by Accord's own pages: each token, channel and person, and who rests."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.setup.doctor import CALL_SECONDS, Finding, glance, people_of, why
from bot.setup.records import Records
from bot.setup.settings import Settings
from bot.setup.tokens import sealed_store
from handlers.courier.calls.meanings import asked
from storage.engine.database import Database
from storage.engine.schema import Schema, schema_of
from storage.installs import store
from storage.record.changes import dormancy


def examine_installs(settings: Settings, told: Sequence[Records], now: Callable[[], datetime]) -> Iterator[Finding]:
    """Look at each install with its own token. Nothing is renewed: that is for `accord serve` to do."""
    if settings.install is None:
        return
    database = Database(settings.database_url, reads_only=True)
    try:
        if schema_of(database) is not Schema.CURRENT:
            return
        sealed = sealed_store(settings.install, database)
        with database.snapshot() as connection:
            found = {install: sealed.find(connection, install) for install in store.every(connection)}
            resting = dormancy.resting(connection)
    finally:
        database.close()
    for name, install, since in resting:
        yield Finding(
            is_well=False,
            what=f"{name}: rests since {since:%-d %B %Y}, for Accord is not installed in {install}; nothing is lost, "
            "and it goes on when somebody there opens the install page again",
        )
    for install, bot in found.items():
        token = bot.bot_token if bot else None
        yield from _install(settings, install, token, [each for each in told if each.install == install], now())


def _install(
    settings: Settings, install: str, token: str | None, told: Sequence[Records], now: datetime
) -> Iterator[Finding]:
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=CALL_SECONDS)
    try:
        answer = asked(client.auth_test)
    except (SlackApiError, OSError, HTTPException) as error:
        yield Finding(is_well=False, what=f"install in {install}: Slack does not accept its token ({why(error)})")
        return
    yield Finding(is_well=True, what=f"install in {install}: accepted in {answer.get('team')}")
    yield from glance(client, answer.headers, settings, [each.channel for each in told], now)
    for each in told:
        yield from people_of(client, each, str(answer.get("team_id")))
