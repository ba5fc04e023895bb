"""Is what changed shown to the letter, in pieces that a person can read?"""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from decisions.proposal.proposal import Revision
from decisions.said.paper import paper_of
from handlers.views.blocks.kit import Block
from handlers.views.blocks.proposal.diff import all_changes, changed_fields, changes
from handlers.views.blocks.words.alignment import Mark, marked
from handlers.views.blocks.words.tokens import tokens
from handlers.views.windows.texts.reading_window import changes_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import proposal, revision, typed
from tests.paper import BUDGET, PAPER, RICH_PAPER
from tests.reading import read, read_window
from tests.sampling import examples, sampled
from tests.views.views import view_of

SUMS = ("£61,600", "£112,350", "12.5%", "-3 °C", "£1.5m", "3 nights/week", "£40 a night", "2026/27", "€ 5.50", "41")
DAYS = ("5 December 2026", "1st of May", "June 12, 2027", "14 February", "2026-12-05", "5/12/2026", "March 2027")
TIMES = ("9.30 am", "17:45", "6 pm", "11 p.m.")
ADDRESSES = ("https://a.scot/beds?year=2026&x=1", "ann.lee@harbour.org.uk", "12 Duke Street", "G1 1AB", "www.b.org/c")
WHOLE = (*SUMS, *DAYS, *TIMES, *ADDRESSES)
WORDS = ("beds", "the", "of", "Harbour", "opens", "night", "nurse", "don't", "a", "winter-beds")
TEXTS = st.lists(
    st.sampled_from([*WHOLE, *WORDS, *WORDS, " ", " ", " ", ". ", ", ", "\n", "\t", "\n\n", "  "]), max_size=40
).map("".join)


def put_together(before: str, after: str, left_out: Mark) -> str:
    return "".join(stretch.words for stretch in marked(before, after) if stretch.mark is not left_out)


def picture(before: str, after: str) -> str:
    signs = {Mark.SAME: "", Mark.OUT: "~", Mark.IN: "*"}
    return "".join(f"{signs[it.mark]}{it.words}{signs[it.mark]}" for it in marked(before, after))


@sampled
@settings(max_examples=examples(100, 4000), deadline=None)
@given(TEXTS, TEXTS)
@example("", "a")
@example("a\nb\n", "b\nc")
def test_without_what_was_put_in_it_is_the_old_text_and_without_what_was_taken_out_the_new_one(
    before: str, after: str
) -> None:
    assert put_together(before, after, Mark.IN) == before
    assert put_together(before, after, Mark.OUT) == after


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_that_holds_for_whatever_people_write(before: str, after: str) -> None:
    assert put_together(before, after, Mark.IN) == before
    assert put_together(before, after, Mark.OUT) == after


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WHOLE, *WORDS]), min_size=1, max_size=30), st.data())
def test_no_sum_day_time_or_address_is_ever_shown_in_parts(words: list[str], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from([*WHOLE, *WORDS]), min_size=len(words), max_size=len(words)))
    keeps = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    changed = [old if is_kept else new for old, new, is_kept in zip(words, others, keeps, strict=True)]

    stretches = marked(" ".join(words), " ".join(changed))

    for left_out, text in ((Mark.IN, " ".join(words)), (Mark.OUT, " ".join(changed))):
        ends, place = set(), 0
        for stretch in stretches:
            if stretch.mark is not left_out:
                place += len(stretch.words)
                ends.add(place)
        bounds, place = set(), 0
        for token in tokens(text):
            place += len(token)
            bounds.add(place)
        assert ends <= bounds


def test_each_of_these_is_one_piece() -> None:
    for whole in WHOLE:
        assert tokens(f"from {whole} on") == ["from", " ", whole, " ", "on"], whole
        assert tokens(f"({whole}),")[1] == whole


def test_sums_that_changed_are_shown_as_they_stood_and_as_they_stand() -> None:
    before = "Night staff cost £61,600 £50,750 £112,350 in all."

    after = before.replace("£61,600 £50,750 £112,350", "£67,750 £56,900 £124,650")

    assert picture(before, after) == ("Night staff cost ~£61,600 £50,750 £112,350 ~*£67,750 £56,900 £124,650 *in all.")


def test_a_changed_row_of_a_table_is_shown_as_it_was_and_as_it_is() -> None:
    rows = ["\t".join(row) for row in BUDGET]
    changed = [row.replace("£61,600", "£67,750").replace("£112,350", "£118,500") for row in rows]

    shown = picture("\n".join(rows), "\n".join(changed))

    assert f"~{rows[1]}\n~*{changed[1]}\n*{rows[2]}\n" in shown


def test_the_columns_of_a_row_are_told_apart_in_a_message() -> None:
    before = "Item\tNights\tCost\nBeds\t14\t£1,000\nStaff\t30\t£2,000"
    message = changes(revision(1, text=before), revision(2, text=before.replace("14", "15")), {}, {})

    assert "Beds | 14 | £1,000" in read(message)
    assert "Beds | 15 | £1,000" in read(message)


def test_every_changed_row_stands_below_what_it_was() -> None:
    before = "Item\tCost\nBeds\t£1,000\nStaff\t£2,000\nTotal\t£3,000"

    shown = picture(before, before.replace(",000", ",500"))

    assert shown == (
        "Item\tCost\n~Beds\t£1,000\n~*Beds\t£1,500\n*~Staff\t£2,000\n~*Staff\t£2,500\n*~Total\t£3,000~*Total\t£3,500*"
    )


def test_a_sentence_of_which_little_is_left_is_no_confetti() -> None:
    before = "We meet at noon. The council pays for all of it from the fund of the winter. Thank you."
    after = "We meet at noon. A nurse comes to the harbour on all days of the week in May. Thank you."

    assert picture(before, after) == (
        "We meet at noon. ~The council pays for all of it from the fund of the winter. ~"
        "*A nurse comes to the harbour on all days of the week in May. *Thank you."
    )


def test_a_paragraph_between_others_leaves_them_alone() -> None:
    assert picture("First.\n\nLast.", "First.\n\nA nurse comes.\n\nLast.") == "First.\n\n*A nurse comes.\n\n*Last."


def a_long_amendment() -> tuple[Revision, Revision]:
    before = revision(text=PAPER, rich_text=RICH_PAPER)
    text = PAPER.replace(" the ", " that ").replace("£", "€")
    return before, replace(before, number=2, text=text, rich_text=typed(text))


def words_of(blocks: list[Block], left_out: str) -> str:
    """Read the quotation in which the text is shown, without what is marked so."""
    quotes = [part for block in blocks for part in block["elements"] if part["type"] == "rich_text_quote"]
    elements = [element for quote in quotes for element in quote["elements"]]
    return "".join(it["text"] for it in elements if not it.get("style", {}).get(left_out))


def test_more_than_a_message_holds_ends_with_the_way_to_all_of_it() -> None:
    before, after = a_long_amendment()

    shown = changes(before, after, {}, {"proposal": 5})

    check_message_blocks(shown)
    assert read(shown).endswith("\n…\n[See all changes]")
    assert len(read(shown)) < 3600


def test_the_window_shows_all_of_it_to_the_letter() -> None:
    before, after = a_long_amendment()
    window = changes_window(view_of(proposal(revisions=(before, after))), before, after)

    check_view(window)
    shown = [block for block in window["blocks"] if block["type"] == "rich_text"]
    assert words_of(shown, "bold") == PAPER
    assert words_of(shown, "strike") == after.text
    assert "[Later]" not in read_window(window)


def test_a_change_of_one_word_needs_no_button() -> None:
    shown = changes(revision(), revision(2, "Open twelve more emergency beds at the harbour from December."), {}, {})

    assert read(shown) == "*What we propose*\n> Open ~ten~ *twelve* more emergency beds at the harbour from December."


def test_old_and_new_that_no_blank_parts_stand_below_one_another() -> None:
    shown = changes(revision(title="Beds"), revision(2, title="Vans"), {}, {})

    assert read(shown) == "*Title*\n> ~Beds~\n> *Vans*"


def test_what_stays_is_shortened_in_a_message_between_its_ends() -> None:
    ((label, bits),) = changed_fields(revision(text=PAPER), revision(2, PAPER.replace("150,000", "120,000")), {})

    assert label == "What we propose"
    said = "".join(bit["text"] for bit in bits)
    assert "£150,000 £120,000 at the end of any month" in said
    assert " … " in said
    assert len(said) < 600


def test_a_changed_paper_is_named_with_sizes_and_in_a_text_the_words_are_shown() -> None:
    old, new = (paper_of("Plan.txt", "text/plain", words.encode()) for words in ("Ten beds.", "Twelve beds."))
    map_, budget = paper_of("Map.png", "image/png", b"1"), paper_of("Budget.pdf", "application/pdf", b"22")
    before, after = revision(papers=(old, map_)), revision(2, papers=(new, budget))
    told = view_of(proposal(revisions=(before, after)))
    told = replace(told, paper_texts={old.sha256: "Ten beds.", new.sha256: "Twelve beds."})

    assert read(all_changes(before, after, told)).splitlines() == [
        "*Papers*",
        "> ~Plan.txt (9 bytes)~ → *Plan.txt (12 bytes)*",
        "> *Budget.pdf (2 bytes)*",
        "> ~Map.png (1 byte)~",
        "*Plan.txt*",
        "> ~Ten~ *Twelve* beds.",
    ]
