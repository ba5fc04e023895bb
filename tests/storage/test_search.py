"""Do both databases find the same, by whatever words?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.proposal.proposal import Proposal
from decisions.words.spelling import each_word
from storage.engine.database import Database
from storage.record.proposals import proposals, search
from tests import past
from tests.cast import proposal, revision

pieces = st.sampled_from(
    [
        "2026/27",
        "\u00a31.5m",
        "team@northside.org",
        "Health/Housing",
        "<urgent>",
        "O\u2019Hara",
        "caf\u00e9",
        "Strau\u00df",
    ]
)
texts = st.lists(pieces | st.text(max_size=12), min_size=1, max_size=6).map(" ".join)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """One decision, whose words each test chooses."""
    database = past.an_alliance(database_url)
    past.decide(database, 1)
    yield database
    database.close()


def written(database: Database, text: str) -> Proposal:
    with database.transaction() as connection:
        found = replace(proposal(), id=1, revisions=(revision(text=text, title="T", benefit="B"),))
        search.index(connection, found)
    return found


def is_found(database: Database, words: str) -> bool:
    with database.snapshot() as connection:
        found = search.find(connection, 1, words, limit=9) == [1]
        listed = [number for number, _ in proposals.decisions_to_supersede(connection, 1, words, 9)] == [1]
    assert found == listed
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=texts, other=st.text(min_size=1, max_size=6), chance=st.data())
def test_whatever_is_written_is_found_by_its_words_and_their_beginnings(
    database: Database, text: str, other: str, chance: st.DataObject
) -> None:
    written(database, text)

    words = each_word(text)
    looked_for = chance.draw(st.lists(st.sampled_from(words), max_size=3)) if words else []
    beginnings = [word[: chance.draw(st.integers(1, len(word)))] for word in looked_for]

    assert is_found(database, text.upper())
    assert is_found(database, " ".join(beginnings))
    there = [*words, "t", "b", *each_word(" ".join(revision().topics))]
    assert is_found(database, other) == all(
        any(word.startswith(wanted) for word in there) for wanted in each_word(other)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rota for nights.Open beds", "open"),
        ("Mail team@northside.org", "northside"),
        ("For <urgent> cases", "urgent"),
        ("From 2026/27 on", "2026/27"),
        ("Spend \u00a31.5m", "1.5m"),
        ("Strau\u00df", "STRAUSS"),
        ("\u0141ukasz", "lukasz"),
        ("Har\u00adbour\u200b", "harbour"),
        ("x" * 3000, "x" * 2500),
    ],
)
def test_words_joined_by_a_sign_are_found(database: Database, text: str, words: str) -> None:
    written(database, text)

    assert is_found(database, words)
    assert not is_found(database, f"{words} aeroplane")


def test_more_words_than_a_database_bears_leave_the_rest_findable(database: Database) -> None:
    written(database, " ".join(f"\u4e00{number:x}" * 12 for number in range(50_000)))

    assert is_found(database, "\u4e000\u4e000")
