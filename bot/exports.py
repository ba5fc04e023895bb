"""How is the decision log written for others: as a table, as JSON that verifies, as minutes (minutes.py)?

docs/decision-log.md describes the JSON and CSV and how to verify them without this code.
"""

import csv
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TextIO

from sqlalchemy import Connection

from bot.minutes import write_minutes
from decisions.log_entry import LogEntry, canonical, field_digest
from storage import alliances, decision_log, people

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
)


def write(connection: Connection, form: str, since: datetime | None, out: TextIO) -> None:
    """Write all alliances' logs. `form` is csv, json or md; entries before `since` are left out."""
    writers: Mapping[str, Callable[[Connection, datetime | None, TextIO], None]] = {
        "csv": _write_csv,
        "json": _write_json,
        "md": write_minutes,
    }
    writers[form](connection, since, out)


def _write_csv(connection: Connection, since: datetime | None, out: TextIO) -> None:
    table = csv.writer(out)
    table.writerow(CSV_COLUMNS)
    for alliance_id in alliances.every(connection):
        for entry in decision_log.entries(connection, alliance_id, since):
            table.writerow([_harmless_cell(cell) for cell in _cells(connection, entry)])


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
        fields.get("number", ""),
        fields.get("revision", ""),
        fields["partner"],
        fields["actor"],
        _name(connection, fields["actor"]) if fields["actor"] else "",
        fields.get("title", ""),
        "\n".join(words),
        canonical(dict(fields)),
        canonical(dict(entry.salts)),
        entry.previous_hash,
        entry.hash,
    ]


def _harmless_cell(cell: Any) -> Any:
    """Keep a spreadsheet from running a person's words as a formula."""
    is_formula = isinstance(cell, str) and cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    return f"'{cell}" if is_formula else cell


def _write_json(connection: Connection, since: datetime | None, out: TextIO) -> None:
    out.write(f'{{"format":"accord-decision-log","version":{VERSION},"alliances":[')
    for place, alliance_id in enumerate(alliances.every(connection)):
        alliance = alliances.load(connection, alliance_id)
        head = canonical({"channel": alliance.channel, "name": alliance.name})
        out.write(f'{"," if place else ""}\n{head[:-1]},"entries":[')
        separator = "\n"
        for entry in decision_log.entries(connection, alliance_id, since):
            out.writelines((separator, json.dumps(_as_json(entry), ensure_ascii=False)))
            separator = ",\n"
        out.write("]}")
    out.write("]}\n")


def _as_json(entry: LogEntry) -> dict[str, Any]:
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


def _name(connection: Connection, person: str) -> str:
    return people.names(connection, [person]).get(person, person)
