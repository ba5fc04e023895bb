"""The bytes of the papers that texts carry."""

from sqlalchemy import Column, LargeBinary, String, Table

from storage.engine.columns import metadata, of

# A row is one paper's bytes, by their SHA-256: revisions name them so, as the log does. Every alliance has its own.
# `permalink` is where Slack shows the file, "" where that is not known.
papers = Table(
    "papers",
    metadata,
    of("alliances", primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("permalink", String(500), nullable=False),
)
