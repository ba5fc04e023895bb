"""Is nothing of a withheld passage left in messages that show a text in pieces?"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import insert

from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import Found, write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from decisions.texts import revision
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.record.proposals import facts, proposals
from storage.tables import messages
from tests import past
from tests.cast import KARA, typed

RAISED, AMENDED = past.FOUNDED + timedelta(days=1), past.FOUNDED + timedelta(days=20)
FIRST_DAY, LAST_DAY = RAISED.date(), AMENDED.date()
REDACTION = Redaction("personal data", passage="Mr Brown of flat 3")


@pytest.fixture
def told(tmp_path: Path) -> Database:
    """A text with a name, and three weeks later another without it."""
    database = past.an_alliance(f"sqlite:///{tmp_path}/accord.db")
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        draft = past._draft("A key", "Winter", "A key for Mr Brown of flat 3.", 0)
        proposal = past._raised(connection, alliance, draft, None, RAISED)
        words = "A key for Mr Smith of flat 3."
        changed = replace(draft, text=words, rich_text=typed(words))
        amended = revision.amendment(proposal, alliance, changed, None, by=KARA, revision=1, at=AMENDED)
        facts.add(connection, alliance, proposal, amended)
        outbox.card_lane(connection, 1, proposal.id, AMENDED)
    return database


def packed(
    told: Database, folder: Path, kind: str, words: str, since: date = LAST_DAY, redaction: Redaction = REDACTION
) -> tuple[Found, str]:
    """Have Accord say this on the day of the amendment, and answer a request for what was since then."""
    row = {"key": "k", "kind": kind, "about": {}, "created_at": AMENDED, "attempted_at": AMENDED}
    ended = {"words": words, "ended_at": AMENDED, "message_ts": "1.1", "ended_as": "said"}
    with told.transaction() as connection:
        lane = outbox.card_lane(connection, 1, 1, AMENDED)
        connection.execute(insert(messages), {"lane_id": lane, **row, **ended})
        redactor = Redactor([redaction], {})
        request = Request(since, LAST_DAY, (), "")
        found = write_pack(connection, 1, request, Letter("none"), redactor, folder / "pack.zip", AMENDED)
    with ZipFile(folder / "pack.zip") as pack:
        return found, "\n".join(pack.read(name).decode() for name in pack.namelist())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("amendment", "No. 1 has a new text\nA key for Mr Brown Smith of flat 3."),
        ("amended_notice", "What changed\nMr Brown Smith"),
        ("card", "No. 1\nA key for Mr Brown\nThe card has no room for all of it. The whole text is in the thread."),
        ("outcome", "No. 1\nA key for Mr Brown\nThe card and its thread have the whole text."),
        ("whole_text", "The whole text of No. 1, revision 1 (1 of 2)\nA key for Mr Brown"),
        ("objection", "No. 1\nA key for Mr Brown…"),
        ("objection_notice", "It suggests this (struck through: taken out, bold: put in)\nA key for Mr Brown Smith"),
    ],
)
def test_a_message_with_pieces_of_an_earlier_text_is_withheld_whole(
    told: Database, tmp_path: Path, kind: str, words: str
) -> None:
    found, whole = packed(told, tmp_path, kind, words)

    assert found.messages == 1
    assert "Brown" not in whole
    assert "▇▇▇ [withheld: personal data] The whole message, for it shows such words in pieces." in whole
    assert "Mr Smith of flat 3" in whole, "the new text is not withheld"


def test_a_hash_that_would_confirm_a_guess_is_withheld_too(told: Database, tmp_path: Path) -> None:
    with told.snapshot() as connection:
        first, second = proposals.load(connection, 1).revisions

    _, whole = packed(told, tmp_path, "notice", "Hello.", FIRST_DAY)

    assert first.text_sha256 not in whole
    assert second.text_sha256 in whole


def test_a_name_that_the_log_has_as_an_id_only_is_withheld_by_its_passage_too(told: Database, tmp_path: Path) -> None:
    past.people_have_names(told)

    _, whole = packed(told, tmp_path, "notice", "Hello.", FIRST_DAY, Redaction("privacy", passage="Kara Munro"))

    assert "Kara" not in whole
    assert 'Raised: No. 1 · <span class="who">▇▇▇ [withheld: privacy]' in whole


def test_a_message_that_shows_the_whole_text_is_withheld_in_part_only(told: Database, tmp_path: Path) -> None:
    _, whole = packed(told, tmp_path, "card", "No. 1\nA key for Mr Brown of flat 3.", FIRST_DAY)

    assert "A key for ▇▇▇ [withheld: personal data]." in whole
    assert "The whole message" not in whole
