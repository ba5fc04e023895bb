"""Which words sound like an answer? Only enough to offer a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.proposal import Kind
from decisions.reply import meant, meant_by_sign, reason_in

CONSENT, OBJECTION = Kind.CONSENT, Kind.OBJECTION


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("consent", CONSENT),
        ("We agree", CONSENT),
        ("Looks good to us!", CONSENT),
        ("yes", CONSENT),
        ("No objections from us", CONSENT),
        ("We don't object", CONSENT),
        ("we can live with it", CONSENT),
        ("👍", CONSENT),
        ("+1", CONSENT),
        ("we object because two nurses are too few", OBJECTION),
        ("We have an objection: the cost", OBJECTION),
        ("I can\u2019t agree with that", OBJECTION),
        ("we do not consent", OBJECTION),
        ("disagree", OBJECTION),
        ("no", OBJECTION),
        ("✋", OBJECTION),
        # Talk, questions, doubts and conditions are no answers yet.
        ("Thanks for this, Kara", None),
        ("Do we agree?", None),
        ("Does anybody object?", None),
        ("We would agree if there were a nurse", None),
        ("Not sure we can support it", None),
        ("No problem, I will ask my director", None),
        ("", None),
        ("We agree. " * 50, None),
    ],
)
def test_what_words_sound_like(words: str, answer: Kind | None) -> None:
    assert meant(words) is answer


@pytest.mark.parametrize(
    ("emoji", "answer"),
    [("+1", CONSENT), ("+1::skin-tone-4", CONSENT), ("hand", OBJECTION), ("raised_hand", OBJECTION), ("tada", None)],
)
def test_what_signs_say(emoji: str, answer: Kind | None) -> None:
    assert meant_by_sign(emoji) is answer


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("we object because two nurses are too few", "Two nurses are too few"),
        ("Sorry, we must object to this: the cost", "The cost"),
        ("I can't agree, there is no nurse", "I can't agree, there is no nurse"),
        ("we object", "We object"),
    ],
)
def test_the_reason_is_taken_along(words: str, reason: str) -> None:
    assert reason_in(words) == reason


@given(st.text())
def test_any_words_can_be_read(words: str) -> None:
    assert meant(words) in (CONSENT, OBJECTION, None)
    assert isinstance(reason_in(words), str)
