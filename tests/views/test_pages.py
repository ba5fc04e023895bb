"""Does what is longer than a window lose nothing in pages, and does every page fit?"""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.views.blocks.kit import paragraph
from handlers.views.blocks.pages import MOST_BLOCKS, MOST_BYTES, page_at, pages, turn
from handlers.views.blocks.words import rich_text
from handlers.views.windows.texts.reading_window import Reading, reading_window
from sandbox.block_kit import check_view, is_too_large
from tests.cast import HARBOUR, proposal, revision
from tests.reading import read, read_window
from tests.views.views import view_of

LENGTHS = st.lists(st.lists(st.integers(1, 2900), max_size=70), max_size=12)


@settings(deadline=None)
@given(LENGTHS)
def test_nothing_is_lost_and_every_page_fits(lengths: list[list[int]]) -> None:
    entries = [[paragraph(f"{n} {'x' * length}") for n, length in enumerate(entry)] for entry in lengths]

    divided = pages(entries)

    assert [block for page in divided for block in page] == [block for entry in entries for block in entry]
    for page in divided:
        assert len(page) <= MOST_BLOCKS
        assert sum(len(json.dumps(block)) for block in page) <= MOST_BYTES


@settings(deadline=None)
@given(LENGTHS)
def test_what_belongs_together_is_parted_only_where_it_is_longer_than_a_page(lengths: list[list[int]]) -> None:
    entries = [
        [paragraph(f"{number}.{n}") for n in range(min(len(entry), MOST_BLOCKS))]
        for number, entry in enumerate(lengths)
    ]

    divided = pages(entries)

    for number in range(len(entries)):
        found = {place for place, page in enumerate(divided) if any(read([it]).startswith(f"{number}.") for it in page)}
        assert len(found) <= 1


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    divided = pages([[paragraph("a")] * 60, [paragraph("b")]])

    assert [page_at(asked, divided) for asked in (0, 1, 9, -3, "x", None)] == [0, 1, 1, 0, 0, 0]


def test_a_text_too_large_for_a_window_is_answered_on_its_last_page() -> None:
    look = {"bold": True, "italic": True, "strike": True, "code": True}
    letters = [{"type": "text", "text": letter, "style": look} for letter in "Safe beds. " * 1000]
    written = revision(text="Safe beds. " * 1000, rich_text=rich_text.block(rich_text.section(*letters)))
    reading = Reading(view_of(proposal(revisions=(written,))), HARBOUR, None)

    shown = [reading_window(reading)]
    while (later := reading_window(reading, len(shown)))["blocks"] != shown[-1]["blocks"]:
        shown.append(later)

    for view in shown:
        check_view(view)
        assert not is_too_large(view)
    first, last = read_window(shown[0]), read_window(shown[-1])
    assert "[Later]\n(Page 1 of " in first
    assert "[Consent]" not in first
    assert last.endswith("[Consent] [Object] [I need time]\n[Close]")
    assert len(shown) > 2


def test_a_single_page_has_no_way_to_others() -> None:
    assert turn("history.page", {}, 0, 1) == []
    assert read(turn("history.page", {}, 1, 3)) == "[Earlier] [Later]\n(Page 2 of 3)"
