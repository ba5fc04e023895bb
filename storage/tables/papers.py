"""The bytes of the papers that texts carry, and the words in them."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from storage.engine.columns import metadata, of

# A row is one paper's bytes, by their SHA-256: revisions name them so, as the log does. Every alliance has its own.
# `content` is empty where the bytes lie in a folder. `permalink` is where Slack shows the file, "" where that is not
# known.
papers = Table(
    "papers",
    metadata,
    of("alliances", primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("permalink", String(500), nullable=False),
)

# A row is the words of one paper, as a program reads them: they help to see what changed. No row, no words.
paper_words = Table(
    "paper_words",
    metadata,
    of("alliances", primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("words", Text, nullable=False),
)
