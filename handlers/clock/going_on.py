"""Lets the clock go on when it could not look after one alliance."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.engine.busy import is_busy
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready

logger = logging.getLogger(__name__)


@contextmanager
def going_on_after(alliance_id: int) -> Iterator[None]:
    """One alliance's trouble, whatever it is, must not stop the others. It is looked at again.

    A busy database is not one alliance's trouble: whoever began this does it again in a moment, with all of them.
    """
    try:
        yield
    # A trouble that nobody foresaw is one alliance's as well.
    except Exception as error:
        if is_busy(error):
            raise
        logger.exception("the clock could not look after alliance %s", alliance_id)


def say_unless_said(database: Database, say: Callable[[Connection], None]) -> None:
    try:
        with database.transaction() as connection:
            say(connection)
    except SaidAlready:
        # Another process, or a manager, was quicker.
        return
