"""What somebody typed that waits in the outbox, or was given back to them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from storage.tables import lanes, messages


def forget(connection: Connection, message_id: int) -> None:
    """Stop keeping what a message was made from."""
    connection.execute(update(messages).where(messages.c.id == message_id), {"about": {}})


def about_of(connection: Connection, message_id: int, slack_user_id: str) -> Mapping[str, Any]:
    """Return what a message to this person was to be made from, nothing where it is for somebody else."""
    query = select(messages.c.about).join(lanes, lanes.c.id == messages.c.lane_id)
    found: Mapping[str, Any] | None = connection.scalar(
        query.where(messages.c.id == message_id, lanes.c.slack_user_id == slack_user_id)
    )
    return found or {}
