"""Does the chain show every change, and can a field be hidden without breaking it?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.log_entry import GENESIS, LogEntry, canonical, entry_hash, field_digest, first_broken, seal


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
