"""The one place where the words of a sealed answer are kept until it is opened."""

from sqlalchemy import JSON, Column, ForeignKey, String, Table

from storage.engine.columns import BigId, metadata

# A row for each sealed answer that may still be opened; another one of its partner, or the opening, ends it.
sealed_words = Table(
    "sealed_words",
    metadata,
    Column("answer_id", BigId, ForeignKey("sealed_answers.id"), primary_key=True, autoincrement=False),
    Column("salt", String(64), nullable=False),
    Column("said", JSON, nullable=False),
)
