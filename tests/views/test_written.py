"""Is a text cut where a person would, with a sign and a way on, and never elsewhere?"""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.tables import tables
from handlers.views.blocks.written import excerpt, excerpt_of_words, whole
from tests.cast import typed
from tests.paper import PAPER, RICH_PAPER
from tests.reading import read

CUT = "\n…\n[Read all of it]"
PARAGRAPHS = st.lists(st.text(st.sampled_from("ab. "), min_size=1, max_size=60).map(str.strip), min_size=1, max_size=8)

LONGEST_ROW = 150


def beginning(rich: dict[str, object], limit: int) -> str:
    return read(excerpt(rich, limit, {}))


def test_a_short_text_is_shown_whole_without_a_sign() -> None:
    assert beginning(typed("Ten beds."), 100) == "Ten beds."


def test_it_is_cut_between_paragraphs() -> None:
    assert beginning(typed("One paragraph.\n\nAnother. It has two sentences."), 30) == f"One paragraph.{CUT}"


def test_a_paragraph_that_is_too_long_is_cut_after_a_sentence() -> None:
    assert beginning(typed("One sentence. Another one. A third one."), 30) == f"One sentence. Another one.{CUT}"


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert beginning(typed("one two three four five six"), 12) == f"one two{CUT}"


def test_a_sentence_with_a_link_in_it_is_not_cut_at_the_link() -> None:
    link = {"type": "link", "url": "https://a.uk", "text": "the plan"}
    words = rich_text.section(
        {"type": "text", "text": "A first sentence. Then see "}, link, {"type": "text", "text": " for more. A third."}
    )

    assert beginning(rich_text.block(words), 40) == f"A first sentence.{CUT}"


def test_a_list_is_cut_between_its_items() -> None:
    items = [rich_text.section({"type": "text", "text": f"Item {n}"}) for n in range(9)]
    listed = {"type": "rich_text_list", "style": "ordered", "elements": items}

    assert beginning(rich_text.block(listed), 30) == f"1. Item 0\n2. Item 1\n3. Item 2{CUT}"


def test_words_of_a_reason_are_cut_likewise() -> None:
    assert read(excerpt_of_words("Why", "Warm. Safe. Near.", 16, {})) == f"*Why* Warm. Safe.{CUT}"
    assert read(excerpt_of_words("Why", "Warm. Safe. Near.", 16, None)) == "*Why* Warm. Safe. …"


@pytest.mark.parametrize("limit", range(90, 210, 10))
def test_a_table_is_cut_between_its_rows(limit: int) -> None:
    post, nurse = "Coordinator of the night shelters in the east", "A nurse for all of them, every night"

    shown = beginning(typed(f"Post\tCost\n{post}\t£40,000\n{nurse}\t£60,000"), limit)

    assert shown.removesuffix(CUT).split()[-1] in ("Cost", "£40,000", "£60,000")


@settings(max_examples=200, deadline=None)
@given(PARAGRAPHS, st.integers(70, 200))
def test_an_excerpt_of_short_paragraphs_ends_with_one(paragraphs: list[str], limit: int) -> None:
    text = "\n".join(paragraphs)
    # A row of a table is set in columns, and may take more room than its words.
    assume(limit >= LONGEST_ROW or not tables(text))

    shown = beginning(typed(text), limit).removesuffix(CUT)

    # Blanks may be more where two paragraphs make a table.
    assert shown.split() in [" ".join(paragraphs[:n]).split() for n in range(1, len(paragraphs) + 1)]


def test_the_paper_has_all_its_words_in_the_pieces_of_a_window() -> None:
    shown = read(whole(RICH_PAPER)).replace(":", "").split()

    assert set(PAPER.replace(":", "").split()) <= set(shown)
