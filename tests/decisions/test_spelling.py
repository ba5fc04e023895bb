"""What counts as written, and what reads the same?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.words.spelling import alike, each_word, folded, storable, written, written_in_line

# Signs that show nothing: fillers, joiners, marks that turn the direction, selectors, tags, an empty pattern of dots.
UNSEEN = "\u200b\u200c\u200d\u200e\u202e\u2060\u2066\u2069\u00ad\u034f\u061c\u180e\u3164\u115f\uffa0\u17b4\ufe0f\ufeff"
UNSEEN += "\U000e0041\U000e0100\x00\x08\x1f"
BLANKS = " \t\n\u00a0\u2003\u3000\u2028\u2800"

seen = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters=BLANKS), min_size=1).filter(
    lambda words: folded(words).strip() != ""
)


@given(st.text(st.sampled_from(UNSEEN + BLANKS)))
def test_words_that_nobody_sees_are_none(words: str) -> None:
    assert written(words) == ""
    assert written_in_line(words) == ""


@given(seen, st.text(st.sampled_from(UNSEEN + BLANKS)))
def test_whatever_can_be_seen_is_written(words: str, around: str) -> None:
    assert written(f"{around}{words}{around}") != ""


@pytest.mark.parametrize("words", ["No", "?", "👍", "\u0661", "हि", "\u00a3", "e\u0301"])
def test_a_single_sign_is_written(words: str) -> None:
    assert written(f" {words}\n") == words


def test_a_name_stands_in_one_line_and_turns_nothing_around() -> None:
    assert written_in_line(" Kelvin\n \u202eAdvice\u00a0") == "Kelvin Advice"


def test_every_sign_folds_as_its_other_forms_do() -> None:
    for sign in map(chr, range(0x3100)):
        forms = {sign.casefold(), unicodedata.normalize("NFC", sign), unicodedata.normalize("NFD", sign), folded(sign)}
        assert {folded(form) for form in forms} == {folded(sign)}, hex(ord(sign))


@given(st.text())
def test_what_is_folded_stays_so(words: str) -> None:
    assert folded(folded(words)) == folded(words)


@given(st.text(), st.text())
def test_signs_fold_one_by_one(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)


@given(st.text())
def test_capitals_accents_and_unseen_signs_make_no_difference(words: str) -> None:
    assert folded(words.casefold()) == folded(words)
    assert folded(unicodedata.normalize("NFC", words)) == folded(words)
    assert folded(unicodedata.normalize("NFD", words)) == folded(words)
    assert folded("\u200b".join(words)) == folded(words)


@given(st.text(st.characters(categories=("L", "N"))))
def test_letters_and_numbers_of_other_forms_make_none(words: str) -> None:
    assert folded(unicodedata.normalize("NFKC", words)) == folded(words)
    assert folded(unicodedata.normalize("NFKD", words)) == folded(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strau\u00df", "STRAUSS"),
        ("\ufb02at 3", "flat 3"),
        ("\uff2darbour", "Marbour"),
        ("0141 555\u22120123", "0141 555-0123"),
        ("a \u2013 b \u2014 c \u2e3a \ufe58", "a - b - c - -"),
        ("O\u00b4Hara", "O'Hara"),
        ("O\u2032Hara", "O\u2019Hara"),
        ("O\uff07Hara", "O\u02bcHara"),
        ("\u201cyes\u201d", "\u00abyes\u00bb"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u0141ukasz \u00d8rsted", "lukasz orsted"),
        ("c\u0153ur", "COEUR"),
        ("\uff11\u0662\u00b3", "123"),
        ("Bro\u034fwn\u2069", "Brown"),
    ],
)
def test_what_reads_alike_folds_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_letters_lose_their_accents_and_are_small() -> None:
    assert (
        folded("CAF\u00c9 \u0141\u00f3d\u017a c\u0153ur Strau\u00dfe \u1d00 na\u00efve")
        == "cafe lodz coeur strausse a naive"
    )


def test_what_is_of_no_alphabet_stays_as_it_is() -> None:
    assert folded("\u00a3 \u2603 \U0001f44d \u0416 \ue000") == "\u00a3 \u2603 \U0001f44d \u0436 \ue000"


def test_blanks_are_blanks_and_line_breaks_stay() -> None:
    assert folded("a\u00a0b\u1680c\u2003d\u2800e\tf") == "a b c d e f"
    assert folded("a\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"


@pytest.mark.parametrize(
    "one", ["Harbour Shelter ", "harbour\u00a0shelter", "Harbour\nShelter", "Harbour\u3164Shelter"]
)
def test_two_names_that_differ_in_blanks_are_alike(one: str) -> None:
    assert alike(one) == alike("Harbour Shelter")
    assert alike(one) != alike("Harbour Shelters")


def test_words_are_parted_by_whatever_is_no_letter_and_no_number() -> None:
    assert each_word("Health/Housing, \u00a31.5m (2026/27) team@northside.org <urgent> O'Hara_x") == (
        ["health", "housing", "1", "5m", "2026", "27", "team", "northside", "org", "urgent", "o", "hara", "x"]
    )


@given(st.text())
def test_what_is_stored_has_no_half_signs_and_loses_none_that_is_seen(words: str) -> None:
    kept = storable(words)

    kept.encode()
    assert "\x00" not in kept
    assert folded(kept) == folded(words)


def test_line_breaks_and_emoji_are_stored_as_they_are() -> None:
    assert (
        storable("a\x00b\ud800\r\n\tc \U0001f469\u200d\U0001f680\ufe0f") == "ab\r\n\tc \U0001f469\u200d\U0001f680\ufe0f"
    )
