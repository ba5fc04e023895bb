"""Is a pasted table found, and do its columns stay?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.tables import WIDEST, aligned, tables
from handlers.views.blocks.written import excerpt, whole, whole_words
from tests.cast import typed
from tests.paper import BUDGET, RICH_PAPER
from tests.reading import read

CELLS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12)


def test_a_table_from_a_spreadsheet_is_found_between_paragraphs() -> None:
    text = "The budget:\n" + "\n".join("\t".join(row) for row in BUDGET) + "\nAnd so on."

    (found,) = tables(text)

    assert (found.first, found.last) == (1, 6)
    assert found.rows == BUDGET


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_columns_parted_by_blanks_are_found_where_they_were_written(rows: list[list[str]]) -> None:
    text = "\n".join("   ".join(cell.ljust(12) for cell in row) for row in rows)

    assert [found.rows for found in tables(text)] == [tuple(map(tuple, rows))]


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=2, max_size=6))
def test_no_cell_of_an_aligned_table_is_divided(rows: list[list[str]]) -> None:
    wide = [[*row, *[""] * (4 - len(row))] for row in rows]

    lines = aligned(wide).split("\n")

    for row in rows:
        for cell in row:
            assert any(cell in line for line in lines)


def test_an_empty_cell_keeps_its_place() -> None:
    (tabbed,) = tables("Item\t2026\t2027\nVan\t\t£9,000\nBeds\t£4,000\t£5,000")
    (blanks,) = tables("Item    2026     2027\nVan              £9,000\nBeds    £4,000   £5,000")

    assert tabbed.rows == blanks.rows == (("Item", "2026", "2027"), ("Van", "", "£9,000"), ("Beds", "£4,000", "£5,000"))


def test_what_is_no_table() -> None:
    for text in (
        "Two blanks after a stop.  As typists do.\nIn every line.  Of a text.",
        "1.\tThe first item\n2.\tThe second item",
        "•\tBeds\n•\tNurses",
        "\tA first line that is set in\n\tAnd a second one",
        "One line\twith a tab",
        "A name:  Ann\nA place:  the harbour",
    ):
        assert tables(text) == [], text


def test_numbers_stand_below_one_another() -> None:
    assert aligned([("Item", "Cost"), ("Beds", "£1,000"), ("Heating", "£9")]) == (
        "Item       Cost\nBeds     £1,000\nHeating      £9"
    )


def test_a_long_beginning_of_a_row_gets_a_line_of_its_own_on_a_telephone() -> None:
    years = ("Item", "2026/27", "2027/28", "Total")

    lines = aligned([years, *BUDGET[1:3]]).split("\n")

    assert lines == [
        "Item          2026/27  2027/28     Total",
        "Night staff (three posts)",
        "              £61,600  £50,750  £112,350",
        "Nurse on site",
        "              £24,300  £20,250   £44,550",
    ]
    assert max(map(len, lines)) == WIDEST


def test_what_no_telephone_has_room_for_stands_one_below_another() -> None:
    assert aligned(BUDGET[:3]).split("\n") == [
        "Item: Night staff (three posts)",
        "  December to March   £61,600",
        "  April to July       £50,750",
        "  Total              £112,350",
        "Item: Nurse on site",
        "  December to March   £24,300",
        "  April to July       £20,250",
        "  Total               £44,550",
    ]


def test_a_wide_table_of_words_keeps_its_rows() -> None:
    rows = [("Who answers", "On which nights of the week", "Where"), ("Ann Lee", "Mondays", "At the harbour")]

    assert aligned(rows).split() == " ".join(" ".join(row) for row in rows).split()


def test_in_slack_it_is_a_block_of_letters_of_one_width() -> None:
    parts = [part for block in whole(RICH_PAPER) for part in block["elements"]]

    (table,) = (part for part in parts if part["type"] == "rich_text_preformatted")
    assert table["elements"] == [{"type": "text", "text": aligned(BUDGET)}]


def test_the_words_around_a_table_keep_their_looks() -> None:
    bold = {"type": "text", "text": "Costs", "style": {"bold": True}}
    rich = rich_text.block(rich_text.section(bold, {"type": "text", "text": " now:\nA\t1\nB\t2\nAfter"}))

    (shown,) = whole(rich)

    assert shown["elements"] == [
        rich_text.section(bold, {"type": "text", "text": " now:"}),
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "A  1\nB  2"}]},
        rich_text.section({"type": "text", "text": "After"}),
    ]


def test_a_table_in_plain_words_is_one_too() -> None:
    assert read(whole_words("Why:\nBeds\t10\nNights\t90")) == "> Why:\nBeds    10\nNights  90"


def test_an_excerpt_has_a_table_whole_or_not_at_all() -> None:
    text = "A first paragraph.\n" + "\n".join("\t".join(row) for row in BUDGET)

    assert read(excerpt(typed(text), 450, {})) == "A first paragraph.\n…\n[Read all of it]"
