"""Is everything withheld that is to be, however it is written, and nothing else?"""

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.command_line import NotDone
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from decisions.words.spelling import folded

NAMES = {"U0HAL": "Hal Quinn", "U0HALL": "Hall Quince"}


def redactor(*passages: str, person: str = "") -> Redactor:
    listed = [Redaction("money", passage=passage) for passage in passages]
    return Redactor([*listed, Redaction("privacy", person=person)] if person else listed, NAMES)


@pytest.mark.parametrize(
    "written",
    [
        "It is Hal\u2019s cat \u2013 in flat 3.",
        "It is HAL'S  cat\n- in flat 3.",
        "It is Hal\u2018s\u00a0cat \u2014 in flat 3.",
    ],
)
def test_a_passage_is_met_however_signs_and_blanks_are_written(written: str) -> None:
    assert redactor("Hal's cat - in flat 3").words(written) == "It is ▇▇▇ [withheld: money]."


@pytest.mark.parametrize(("passage", "written"), [("caf\u00e9", "the cafe\u0301!"), ("cafe\u0301", "the caf\u00e9!")])
def test_accents_may_be_composed_or_not(passage: str, written: str) -> None:
    assert redactor(passage).words(written) == "the ▇▇▇ [withheld: money]!"


def test_redactions_that_overlap_hide_all_of_both() -> None:
    both = redactor("Ask Hal Quinn about flat", "about flat 3", person="U0HAL")

    assert both.words("Ask Hal Quinn about flat 3 now.") == "▇▇▇ [withheld: money; privacy] now."
    assert dict(both.counts) == {0: 1, 1: 1, 2: 1}


def test_side_by_side_they_stay_apart() -> None:
    assert redactor("one", "two").words("one two, one") == (
        "▇▇▇ [withheld: money] ▇▇▇ [withheld: money], ▇▇▇ [withheld: money]"
    )


def test_what_is_written_in_their_place_is_not_met_by_another() -> None:
    assert redactor("Brown", "money", "withheld").words("Mr Brown") == "Mr ▇▇▇ [withheld: money]"


def test_a_person_is_met_by_id_and_by_name_but_not_inside_others() -> None:
    hides = redactor(person="hal quinn")

    assert hides.words("@U0HAL and Hal Quinn") == "▇▇▇ [withheld: privacy] and ▇▇▇ [withheld: privacy]"
    assert hides.words("@U0HALL, Hall Quince, Hal Quinnell") == "@U0HALL, Hall Quince, Hal Quinnell"


def test_a_passage_inside_a_word_is_left() -> None:
    assert redactor("bed").words("beds, a bed") == "beds, a ▇▇▇ [withheld: money]"


@pytest.mark.parametrize(
    "written", ["*Mr* Brown", "Mr *Brown*", "_Mr Brown_", "~Mr~ `Brown`", "Mr Br\u00adown", "Mr\u200b Brown\ufeff"]
)
def test_bold_signs_and_letters_that_nobody_sees_hide_nothing(written: str) -> None:
    assert "Br" not in redactor("Mr Brown").words(f"Ask {written}, please.")
    assert redactor("Mr *Brown*").words("Mr Brown!") == "▇▇▇ [withheld: money]!"


def test_an_id_is_met_after_its_name_was_forgotten_and_a_word_is_no_id() -> None:
    assert redactor(person="@U0CAT").words("U0CAT objects") == "▇▇▇ [withheld: privacy] objects"
    with pytest.raises(NotDone, match="nobody is known as 'Wren'"):
        redactor(person="Wren")


def test_words_without_anything_to_hide_stay_as_they_are() -> None:
    assert redactor("Brown").words("cafe\u0301") == "cafe\u0301"


UNSEEN = "\u200b\u00ad\u2060\u200e\u2068\u2069\u034f\ufe0f\u0301"
BETWEEN = " \n\u00a0\u2003*_~`/\u2013\u2212-,.'\u2019\u00b4\u200b"


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """A passage, and the same with other letters, dashes, blanks and signs that nobody sees, perhaps in an address."""
    words = draw(st.lists(st.text("abfghlnorstuvwxyz0123", min_size=2, max_size=6), min_size=1, max_size=4))
    letters = [st.sampled_from([letter, letter.upper(), chr(ord(letter) + 0xFEE0)]) for letter in "".join(words)]
    forms = iter([draw(form) + draw(st.sampled_from(["", *UNSEEN])) for form in letters])
    written = ["".join(next(forms) for _ in word) for word in words]
    text = written[0]
    for word in written[1:]:
        text += draw(st.text(BETWEEN, min_size=1, max_size=3)) + word
    escapes = draw(st.integers(0, 2))
    for _ in range(escapes):
        text = quote(text)
    return " ".join(words), text


@given(disguised())
def test_a_passage_is_withheld_however_it_is_disguised(passage_and_text: tuple[str, str]) -> None:
    passage, text = passage_and_text

    shown = redactor(passage).words(f"Before {text} after {text}")

    assert folded(shown) == "before \u2587\u2587\u2587 [withheld: money] after \u2587\u2587\u2587 [withheld: money]"


# One sign that folds to several, of which one is withheld.
@example("¼", "1")
@example("¼", "4")
@example("a ½ b", "2")
@given(st.text(), st.text(min_size=1))
def test_what_is_left_has_nothing_to_be_withheld_any_more(text: str, passage: str) -> None:
    hides = redactor(passage)

    assert not hides.met_in(hides.words(text).replace("money", "").replace("withheld", ""))


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/find?q=Mr%20Griffin",
        "https://example.org/find?q=mr+griffin",
        "https://example.org/find?at=https%3A%2F%2Fexample.org%2F%3Fq%3DMr%2520Griffin",
        "\u2022 Mr\n\u2022 Griffin",
        "1. Mr\n  2. Griffin",
        "> Mr\n> Griffin",
    ],
)
def test_addresses_lists_and_quotes_hide_nothing(written: str) -> None:
    shown = redactor("Mr Griffin").words(written)

    assert "riffin" not in shown
    assert "\u2587" in shown


def test_rich_text_with_a_passage_over_two_items_or_in_an_address_is_black() -> None:
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in ("Mr", "Griffin")]
    listed = {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "ordered", "elements": items}]}
    link = {"type": "link", "url": "https://example.org/?q=Mr%20Griffin", "text": "a file"}
    linked = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}

    for rich in (listed, linked):
        assert "riffin" not in str(redactor("Mr Griffin").rich_text(rich))
