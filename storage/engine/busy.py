"""Did something fail only because others were writing for too long? Then the same can be done a moment later."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

PRIMARY_CODE = 0xFF
# What a PostgreSQL calls a lock that was not to be had in time.
LOCK_NOT_AVAILABLE = "55P03"


def is_busy(error: BaseException) -> bool:
    """Whether nothing was written for want of a turn, be it among our own threads or with another program."""
    if isinstance(error, WaitedTooLong):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else None
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code & PRIMARY_CODE == sqlite3.SQLITE_BUSY or getattr(cause, "sqlstate", "") == LOCK_NOT_AVAILABLE
