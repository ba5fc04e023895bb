"""How is the decision log chained, so that a changed byte shows?

Each entry carries the hash of the one before. The hash covers a salted SHA-256 of every field instead of
the field itself: an export can hide a field by giving its digest only, the chain still verifies, and a
short hidden word can't be guessed. docs/decision-log.md tells others how to check it without this code.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class LogEntry:
    """One event. `at` is UTC in ISO 8601 text, `fields` and `salts` have the same keys.

    `actor` (a Slack user id) and `partner` (a name) are fields too.
    """

    alliance: str
    sequence: int
    at: str
    kind: str
    fields: Mapping[str, Any]
    salts: Mapping[str, str]
    previous_hash: str
    hash: str


def canonical(value: Any) -> str:
    """Write JSON with sorted keys, no spaces and no escapes but JSON's own."""
    return _JSON.encode(value)


def written_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def field_digest(name: str, value: Any, salt: str) -> str:
    return sha256(canonical([salt, name, value]))


def entry_hash(alliance: str, sequence: int, at: str, kind: str, digests: Mapping[str, str], previous: str) -> str:
    return sha256(
        canonical(
            {
                "alliance": alliance,
                "at": at,
                "fields": dict(digests),
                "kind": kind,
                "previous": previous,
                "sequence": sequence,
            }
        )
    )


def seal(
    alliance: str,
    sequence: int,
    at: str,
    kind: str,
    fields: Mapping[str, Any],
    salts: Mapping[str, str],
    previous: str,
) -> LogEntry:
    """Chain an event to the entry before. `salts` are random, one for each field, from the caller."""
    digests = {name: field_digest(name, value, salts[name]) for name, value in fields.items()}
    sealed = entry_hash(alliance, sequence, at, kind, digests, previous)
    return LogEntry(alliance, sequence, at, kind, fields, salts, previous, sealed)


def first_broken(entries: Iterable[LogEntry]) -> int | None:
    """Walk one alliance's chain from its start; return the sequence number of the first entry that does not hold."""
    previous, expected = GENESIS, 1
    for entry in entries:
        if not _holds(entry, expected, previous):
            return expected
        previous, expected = entry.hash, expected + 1
    return None


def _holds(entry: LogEntry, expected: int, previous: str) -> bool:
    if entry.sequence != expected or entry.previous_hash != previous or entry.fields.keys() != entry.salts.keys():
        return False
    resealed = seal(
        entry.alliance, entry.sequence, entry.at, entry.kind, entry.fields, entry.salts, entry.previous_hash
    )
    return resealed.hash == entry.hash
