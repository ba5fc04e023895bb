"""The least that any bot does: one committed INSERT, one acknowledgement. Everything is measured against it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import Column, Connection, DateTime, Engine, Integer, MetaData, String, Table, create_engine, insert

from storage.engine.database import Database

_turn = threading.Lock()
metadata = MetaData()
presses = Table(
    "floor_presses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("by", String(40), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
KNOWN = AuthorizeResult(enterprise_id=None, team_id="T0HOME", bot_user_id="U0ACCORD", bot_id="B0ACCORD")


def bare_app(database: Database, client: WebClient) -> App:
    """Make a Bolt app whose only button stores a row and acknowledges."""
    engine = bare_engine(database)
    app = App(client=client, authorize=lambda: KNOWN, process_before_response=True)

    def press(ack: Ack, body: dict[str, dict[str, str]]) -> None:
        with transaction(engine) as connection:
            store(connection, body["user"]["id"])
        ack()

    app.action("press")(press)
    return app


def bare_engine(database: Database) -> Engine:
    """Prepare the same database for bare presses: SQLite as we do, PostgreSQL as SQLAlchemy advises for lost lines."""
    with database.transaction() as connection:
        metadata.create_all(connection)
    if database.engine.dialect.name == "sqlite":
        return database.engine
    return create_engine(database.engine.url, pool_pre_ping=True, pool_use_lifo=True)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Commit each press by itself; on SQLite one after another, or they would sleep in between."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with _turn, engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        yield connection


def store(connection: Connection, person: str) -> None:
    connection.execute(insert(presses), {"by": person, "at": datetime.now(UTC)})
