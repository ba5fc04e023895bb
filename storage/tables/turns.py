"""The minute of the timetable's work that a process has taken on."""

from sqlalchemy import Column, String, Table

from storage.engine.columns import UtcDateTime, metadata

# A row for each thing that is done every minute: the minute that was taken last.
turns = Table(
    "turns",
    metadata,
    Column("what", String(40), primary_key=True),
    Column("minute", UtcDateTime, nullable=False),
)
