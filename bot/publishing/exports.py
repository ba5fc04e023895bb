"""The decision log, written for others: as a table, as JSON that verifies, as minutes, as a list of decisions.

docs/decision-log.md describes the forms and how to verify them without this code.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from sqlalchemy import Connection

from bot.publishing.cells import BYTE_ORDER_MARK, harmless
from bot.publishing.chapters import Span, chapters
from bot.publishing.checksum import Checksummed
from bot.publishing.list_of_decisions import write_list
from bot.publishing.minutes.contents import Minutes, minutes_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import write_page
from decisions.log.log_entry import LogEntry, canonical, field_digest, sha256
from decisions.proposal.log_labels import LABELS, Form, Label
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


# For people, made from what the log tells of a period.
_OF_MINUTES: Mapping[str, Callable[[Iterable[Minutes], TextIO], None]] = {
    "md": write_markdown,
    "html": write_page,
    "decisions": write_list,
}
FORMS = ("csv", "json", *_OF_MINUTES)


def write(connection: Connection, alliance_ids: Sequence[int], form: str, span: Span, today: date, out: TextIO) -> None:
    """Write these alliances' logs in one of the FORMS."""
    if form == "csv":
        _write_csv(connection, alliance_ids, span, out)
    elif form == "json":
        write_json(connection, alliance_ids, span, out)
    else:
        _OF_MINUTES[form](minutes_of(connection, alliance_ids, span, today), out)


def _write_csv(connection: Connection, alliance_ids: Sequence[int], span: Span, out: TextIO) -> None:
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(CSV_COLUMNS)
    for chapter in chapters(connection, alliance_ids, span):
        for entry in chapter.entries:
            cells = _cells(connection, entry)
            # The columns' names are covered too.
            table.writerow([*cells, sha256(canonical(dict(zip(CSV_COLUMNS[:-1], cells, strict=True))))])


def _cells(connection: Connection, entry: LogEntry) -> list[str]:
    fields = entry.fields
    words = [words for name, label in LABELS.items() if fields.get(name) for words in _words(label, fields[name])]
    readable = [
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
    ]
    exact = [canonical(dict(fields)), canonical(dict(entry.salts)), entry.previous_hash, entry.hash]
    return [*(harmless(str(cell)) for cell in readable), *(cell.replace(";", "\\u003b") for cell in exact)]


def _words(label: Label, value: Any) -> list[str]:
    """List the words that somebody wrote in a field, as far as a table has them."""
    if label.form is Form.FILLED:
        return [f"{name}: {words}" for name, words in value]
    return [value] if label.form is Form.WORDS and label.in_tables else []


def write_json(connection: Connection, alliance_ids: Sequence[int], span: Span, out: TextIO) -> None:
    checked = Checksummed(out)
    checked.write(f'{{"format":"accord-decision-log","version":{VERSION},"alliances":[')
    for place, chapter in enumerate(chapters(connection, alliance_ids, span)):
        head = canonical({"channel": chapter.channel, "name": chapter.name})
        checked.write(f'{"," if place else ""}\n{head[:-1]},"entries":[')
        separator = "\n"
        for entry in chapter.entries:
            checked.write(f"{separator}{json.dumps(as_json(entry), ensure_ascii=False)}")
            separator = ",\n"
        checked.write("]}")
    checked.write("]")
    checked.end(',"sha256":"', '"}\n')


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
