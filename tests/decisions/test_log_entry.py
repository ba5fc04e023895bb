"""Does the chain show every change, and can a field be hidden without breaking it?"""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.log.log_entry import (
    GENESIS,
    LogEntry,
    canonical,
    entry_hash,
    field_digest,
    first_broken,
    seal,
    written_moment,
)


def chain(length: int = 5) -> list[LogEntry]:
    entries: list[LogEntry] = []
    for number in range(1, length + 1):
        fields = {"actor": "U0ANN", "partner": "Harbour Shelter", "number": number, "text": "Zehn Betten für alle"}
        salts = dict.fromkeys(fields, f"{number:032x}")
        previous = entries[-1].hash if entries else GENESIS
        entries.append(seal("C1", number, "2026-11-02T09:00:00.000000+00:00", "consent_given", fields, salts, previous))
    return entries


def test_an_untouched_chain_holds() -> None:
    assert first_broken(chain()) is None
    assert first_broken([]) is None


def test_the_first_entry_follows_64_zeros() -> None:
    assert chain(1)[0].previous_hash == "0" * 64


@pytest.mark.parametrize(
    "change",
    [
        {"alliance": "C2"},
        {"sequence": 4},
        {"at": "2026-11-02T09:00:00.000001+00:00"},
        {"kind": "objection_raised"},
        {"fields": {"actor": "U0BEN", "partner": "Harbour Shelter", "number": 3, "text": "Zehn Betten für alle"}},
        {"fields": {"actor": "U0ANN", "partner": "Harbour Shelter", "number": 3}},
        {"salts": dict.fromkeys(("actor", "partner", "number", "text"), f"{9:032x}")},
        {"previous_hash": GENESIS},
        {"hash": GENESIS},
    ],
)
def test_a_change_of_any_part_is_found(change: dict[str, object]) -> None:
    entries = chain()
    entries[2] = replace(entries[2], **change)  # type: ignore[arg-type]  # a test names any part

    assert first_broken(entries) == 3


def test_a_missing_entry_is_found() -> None:
    entries = chain()
    del entries[2]

    assert first_broken(entries) == 3


@given(st.data())
def test_one_changed_character_is_found(data: st.DataObject) -> None:
    entries = chain()
    place = data.draw(st.integers(0, 4))
    text = str(entries[place].fields["text"])
    spot = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda sign: sign != text[spot]))
    changed = {**entries[place].fields, "text": text[:spot] + other + text[spot + 1 :]}
    entries[place] = replace(entries[place], fields=changed)

    assert first_broken(entries) == place + 1


def test_a_hidden_field_keeps_the_entrys_hash() -> None:
    entry = chain()[0]
    digests = {name: field_digest(name, value, entry.salts[name]) for name, value in entry.fields.items()}
    # The reader of a redacted copy knows the digest of the hidden text only.
    known = {**digests, "text": digests["text"]}

    assert entry_hash(entry.alliance, 1, entry.at, entry.kind, known, GENESIS) == entry.hash


def test_the_same_word_has_another_digest_under_another_salt() -> None:
    assert field_digest("partner", "Yes", "0" * 32) != field_digest("partner", "Yes", "1" * 32)


def test_canonical_json_is_what_the_document_says() -> None:
    assert canonical({"b": ["ü", None], "a": 1}) == '{"a":1,"b":["ü",null]}'


def documented(value: object) -> str:
    """As docs/decision-log.md tells others to compute it."""
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    )
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_entry_is_hashed_as_the_document_says() -> None:
    entry = chain(2)[1]
    digests = {name: documented([entry.salts[name], name, value]) for name, value in entry.fields.items()}

    assert entry.hash == documented(
        {
            "alliance": "C1",
            "at": "2026-11-02T09:00:00.000000+00:00",
            "fields": digests,
            "kind": "consent_given",
            "previous": entry.previous_hash,
            "sequence": 2,
        }
    )


def sealed_anew(entry: LogEntry, **change: Any) -> LogEntry:
    """Do as somebody would who knows how entries are sealed."""
    parts = {name: getattr(entry, name) for name in ("alliance", "sequence", "at", "kind", "fields", "salts")}
    return seal(**{**parts, "previous": entry.previous_hash, **change})


@pytest.mark.parametrize("change", [{"sequence": 4}, {"previous": GENESIS}])
def test_a_new_seal_on_one_entry_does_not_mend_the_chain(change: dict[str, Any]) -> None:
    entries = chain()
    entries[2] = sealed_anew(entries[2], **change)

    assert first_broken(entries) == 3


NAMES = st.dictionaries(st.sampled_from(["actor", "partner", "number", "text", "title"]), st.just("0" * 32))


@given(NAMES, NAMES)
def test_fields_and_salts_have_the_same_names(fields: dict[str, str], salts: dict[str, str]) -> None:
    sealed = seal("C1", 1, "2026-11-02T09:00:00.000000+00:00", "consent_given", fields, {**fields, **salts}, GENESIS)

    broken = first_broken([replace(sealed, salts=salts)])

    assert broken == (None if fields.keys() == salts.keys() else 1)


def test_a_moment_is_written_in_utc_to_the_microsecond() -> None:
    moment = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))

    assert written_moment(moment) == "2026-07-01T08:00:00.000000+00:00"
