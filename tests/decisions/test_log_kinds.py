"""Is every kind of entry declared once, so that whatever reads the log knows it?"""

from pathlib import Path

import pytest

from decisions.log.log_kinds import LOG_KINDS, does_not_fit, heading, table_of_kinds
from decisions.proposal.log_labels import LABELS, UNLABELLED

DOCUMENT = Path(__file__).parents[2] / "docs" / "decision-log.md"


def test_the_document_has_the_table_of_kinds_as_it_is_declared() -> None:
    assert table_of_kinds() in DOCUMENT.read_text(encoding="utf-8")


def test_every_field_of_every_kind_is_called_something_or_stands_elsewhere() -> None:
    fields = {name for kind in LOG_KINDS.values() for name in (*kind.fields, *kind.if_any)}

    assert fields == {*LABELS, *UNLABELLED}


@pytest.mark.parametrize(
    ("kind", "fields", "trouble"),
    [
        ("consent_given", {"number", "revision"}, ""),
        ("consent_given", {"number", "revision", "concern"}, ""),
        ("consent_given", {"number", "concern"}, "consent_given lacks ['revision'], or does not have []"),
        ("consent_given", {"number", "revision", "mood"}, "consent_given lacks [], or does not have ['mood']"),
        ("consent_refused", {"number"}, "consent_refused is no kind of entry"),
    ],
)
def test_an_entry_has_the_fields_of_its_kind(kind: str, fields: set[str], trouble: str) -> None:
    assert does_not_fit(kind, fields) == trouble


def test_minutes_never_call_agreed_what_one_partner_decided() -> None:
    assert heading("decision_agreed", {"reserved_to": "Clyde"}) == "Decided by Clyde, whose matter it is:"
    assert heading("decision_agreed", {"reserved_to": ""}) == LOG_KINDS["decision_agreed"].heading
    assert heading("decision_agreed", {}) == LOG_KINDS["decision_agreed"].heading
    assert heading("of_a_later_version", {}) == "of_a_later_version"
