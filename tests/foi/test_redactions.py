"""Is everything withheld that is to be, however it is written, and nothing else?"""

import pytest

from bot.command_line import NotDone
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor

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
