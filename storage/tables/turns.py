"""Which minute's work of the timetable has a process taken on?"""

from sqlalchemy import Column, String, Table

from storage.engine.columns import UtcDateTime, metadata

# A row for each thing that is looked after every minute: the minute that was taken last.
turns = Table(
    "turns",
    metadata,
    Column("what", String(40), primary_key=True),
    Column("minute", UtcDateTime, nullable=False),
)
