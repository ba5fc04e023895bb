"""What Slack told of people, whatever they do in an alliance."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Text, text

from storage.engine.columns import UtcDateTime, metadata

# What Slack last told of a person: the name for texts and exports, the zone for reminders at a good hour.
people = Table(
    "people",
    metadata,
    Column("slack_user_id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("timezone", String(80), nullable=False),
    # Slack's ids of their workspaces and organisations, with blanks between; several in an Enterprise Grid.
    Column("team", Text, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    # The last day on which the person said to be away; a day long past means nothing.
    Column("away_until", Date),
    # Whether they want to be asked about a new text at any hour.
    Column("at_once", Boolean, nullable=False),
    # Under which id Slack keeps the person now; "" while it is this one.
    Column("moved_to", String(40), nullable=False, index=True),
    # The clock asks every minute who can't be reached, and that is only a few.
    Index(
        "ix_away",
        "away_until",
        sqlite_where=text("away_until IS NOT NULL"),
        postgresql_where=text("away_until IS NOT NULL"),
    ),
    Index("ix_gone", "slack_user_id", sqlite_where=text("is_gone"), postgresql_where=text("is_gone")),
)
