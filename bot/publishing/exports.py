"""How is the decision log written for others: as a table, as JSON that verifies, as minutes (minutes.py)?

docs/decision-log.md describes the forms and how to verify them without this code.
"""

import csv
import json
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from sqlalchemy import Connection

from bot.publishing import minutes
from bot.publishing.chapters import Span, chapters
from bot.publishing.sealing import Sealed
from decisions.log_entry import LogEntry, canonical, field_digest, sha256
from storage.personal import people

VERSION = 1
CSV_COLUMNS = (
    "alliance",
    "sequence",
    "at",
    "kind",
    "number",
    "revision",
    "partner",
    "actor",
    "actor_name",
    "title",
    "words",
    "fields",
    "salts",
    "previous_hash",
    "hash",
    "row_digest",
)


def write(connection: Connection, form: str, span: Span, out: TextIO) -> None:
    """Write all alliances' logs as csv, json, md or html."""
    writers: Mapping[str, Callable[[Connection, Span, TextIO], None]] = {
        "csv": _write_csv,
        "json": write_json,
        "md": minutes.write_markdown,
        "html": minutes.write_page,
    }
    writers[form](connection, span, out)


def _write_csv(connection: Connection, span: Span, out: TextIO) -> None:
    table = csv.writer(out)
    table.writerow(CSV_COLUMNS)
    for chapter in chapters(connection, span):
        for entry in chapter.entries:
            cells = [_harmless_cell(str(cell)) for cell in _cells(connection, entry)]
            # The columns' names are covered too.
            table.writerow([*cells, sha256(canonical(dict(zip(CSV_COLUMNS[:-1], cells, strict=True))))])


def _cells(connection: Connection, entry: LogEntry) -> list[Any]:
    fields = entry.fields
    words = [
        fields[name] for name in ("text", "reason", "acceptable_if", "concern", "question", "note") if fields.get(name)
    ]
    return [
        entry.alliance,
        entry.sequence,
        entry.at,
        entry.kind,
        fields.get("number") or "",
        fields.get("revision") or "",
        fields["partner"],
        fields["actor"],
        people.names(connection, [fields["actor"]]).get(fields["actor"], fields["actor"]),
        fields.get("title") or "",
        "\n".join(words),
        canonical(dict(fields)),
        canonical(dict(entry.salts)),
        entry.previous_hash,
        entry.hash,
    ]


def _harmless_cell(cell: str) -> str:
    """Keep a spreadsheet from running a person's words as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def write_json(connection: Connection, span: Span, out: TextIO) -> None:
    sealed = Sealed(out)
    sealed.write(f'{{"format":"accord-decision-log","version":{VERSION},"alliances":[')
    for place, chapter in enumerate(chapters(connection, span)):
        head = canonical({"channel": chapter.channel, "name": chapter.name})
        sealed.write(f'{"," if place else ""}\n{head[:-1]},"entries":[')
        separator = "\n"
        for entry in chapter.entries:
            sealed.write(f"{separator}{json.dumps(as_json(entry), ensure_ascii=False)}")
            separator = ",\n"
        sealed.write("]}")
    sealed.write("]")
    sealed.seal(',"sha256":"', '"}\n')


def as_json(entry: LogEntry) -> dict[str, Any]:
    fields = {
        name: {"value": value, "salt": entry.salts[name], "digest": field_digest(name, value, entry.salts[name])}
        for name, value in entry.fields.items()
    }
    return {
        "alliance": entry.alliance,
        "sequence": entry.sequence,
        "at": entry.at,
        "kind": entry.kind,
        "fields": fields,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
