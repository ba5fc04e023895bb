"""May a partner say from which sum on its own people say so first?"""

from dataclasses import replace

import pytest

from decisions.matter import Matters, OwnLimit
from decisions.own_limit import own_limit
from decisions.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA

OVER = OwnLimit(HARBOUR.name, 50_000, "our board")
LIMITED = replace(ALLIANCE, matters=Matters(limits=(OVER,)))


def test_the_lead_sets_it_and_takes_it_away() -> None:
    assert own_limit(ALLIANCE, by=ANN, over="£50,000", who=" our board ") == (HARBOUR, OVER)
    assert own_limit(LIMITED, by=ANN, over=" ", who="our board") == (HARBOUR, None)


@pytest.mark.parametrize(
    ("by", "over", "who", "field", "words"),
    [
        (BEN, "5", "our board", None, "set by whoever leads it"),
        (KARA, "5", "our board", None, "Only representatives"),
        (ANN, "5m", "our board", "over", "whole pounds"),
        (ANN, "5", " ", "who", "whose word it needs"),
        (ANN, "5", "x" * 61, "who", "at most 60"),
        (ANN, "50,000", "our board", "over", "Nothing is different yet."),
    ],
)
def test_what_can_not_be_is_refused(by: str, over: str, who: str, field: str | None, words: str) -> None:
    with pytest.raises(Refusal) as declined:
        own_limit(LIMITED, by=by, over=over, who=who)

    assert declined.value.field == field
    assert words in declined.value.words
