"""Recognises what failed only because others were writing for too long: it can be done a moment later."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from storage.engine.sqlite import code_of

# PostgreSQL's name for a lock that was not to be had in time.
LOCK_NOT_AVAILABLE = "55P03"


def is_busy(error: BaseException) -> bool:
    """Whether nothing was written for want of a turn, among our own threads or with another program."""
    if isinstance(error, WaitedTooLong):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else None
    return code_of(cause) == sqlite3.SQLITE_BUSY or getattr(cause, "sqlstate", "") == LOCK_NOT_AVAILABLE
