"""Accord is taken out of a workspace, or of a whole organisation."""

import logging
from datetime import UTC, datetime

from handlers.incoming.payloads import Act
from storage.engine.database import Database
from storage.installs import store
from storage.record.changes import dormancy

logger = logging.getLogger(__name__)


def taken_out(act: Act, database: Database) -> None:
    """Its tokens are forgotten and its alliances rest, unless it was installed anew since Slack wrote this."""
    at = datetime.fromtimestamp(act.value["at"], UTC) if act.value["at"] else act.now
    with database.transaction() as connection:
        install = next((each for each in act.value["installs"] if store.forget(connection, each, at)), "")
        names = dormancy.rest(connection, install, act.now) if install else []
    for name in names:
        logger.warning(dormancy.WORDS, install, act.words, name)
