"""Finds the tokens of many workspaces at a start, and sees that each alliance has the install it belongs to."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.setup.settings import BadSetting, InstallPages, Settings
from handlers.courier.calls.tokens import Tokens
from storage.alliance import installed
from storage.engine.database import Database
from storage.installs import store
from storage.installs.store import SealedStore
from storage.record.changes import dormancy

logger = logging.getLogger(__name__)


def sealed_store(pages: InstallPages, database: Database) -> SealedStore:
    """Open the store. Raises BadSetting when what is kept was sealed with other keys."""
    from storage.installs.keys import Keys, OtherKey  # noqa: PLC0415 (an extra)

    sealed = SealedStore(pages.client_id, database, Keys(pages.token_keys))
    with database.snapshot() as connection:
        try:
            sealed.open_all(connection)
        except OtherKey as problem:
            raise BadSetting(
                f"ACCORD_TOKEN_KEYS: none of these keys opens the tokens of {problem}; put the key with which they "
                "were sealed back, behind the others, or take those rows out of slack_bots and install Accord again"
            ) from problem
    return sealed


def tokens(settings: Settings, database: Database, now: Callable[[], datetime]) -> Tokens | None:
    """Return the tokens of all installs; None where there is only SLACK_BOT_TOKEN. Raises BadSetting."""
    if settings.install is None:
        return None
    sealed = sealed_store(settings.install, database)
    secret, own = settings.install.client_secret, settings.slack_bot_token
    return Tokens(database, sealed, secret, settings.slack_api_url, now, own)


def settle(database: Database, own_team: str, now: datetime) -> None:
    """Have the alliances of each install rest or go on, depending on whether it is there, whatever happened meanwhile.

    What was founded by SLACK_BOT_TOKEN goes over to an install of the same workspace.
    """
    with database.transaction() as connection:
        there = {*store.every(connection)}
        if own_team in there and (moved := installed.adopt(connection, own_team)):
            logger.info("%d founded by SLACK_BOT_TOKEN go on by the install of %s", moved, own_team)
        for install in {install for _, install, _ in dormancy.resting(connection)} & there:
            dormancy.wake(connection, install, now)
        for install in installed.every(connection):
            for name in () if install in there else dormancy.rest(connection, install, now):
                logger.warning(dormancy.WORDS, install, "it has no token", name)
        for name, install, since in dormancy.resting(connection):
            logger.warning("%s rests since %s: Accord is not installed in %s", name, since.date(), install)
