"""A process that asks for an install's token when the test lets all such processes go, and prints it."""

import sys
import time
from datetime import UTC, datetime

from sqlalchemy import NullPool, create_engine, func, select

from handlers.courier.calls.tokens import Tokens
from storage.engine.database import Database
from storage.installs.keys import Keys
from storage.installs.store import SealedStore

# Of an advisory lock of PostgreSQL: the test holds it.
GATE = 8_273_411


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def main(url: str, api_url: str, client_id: str, secret: str, key: str, install: str) -> None:
    database = Database(url)
    tokens = Tokens(database, SealedStore(client_id, database, Keys(key)), secret, api_url, _now)
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock_shared(GATE)))
    print(tokens.of(install))  # noqa: T201 (for the test)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
