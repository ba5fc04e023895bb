"""Does it follow from the log alone who stepped back, and who decides?"""

from dataclasses import replace

import pytest

from decisions.proposal.proposal import Agreement, Interest, Nature, Part
from decisions.replay.replay import doubts_about_agreeing
from tests.cast import ANN, BEN, CAT, DEV
from tests.decisions.logs import (
    AGREED,
    CLYDE,
    CONSENTS,
    COUNCIL,
    FOUNDING,
    HARBOUR,
    LET_BY_ALL,
    LETS,
    LETS_TOO,
    RAISED,
    STANDS,
    STEPS_BACK,
    TAKES_PART,
    Event,
    after_founding,
    at,
    changed,
    doubts,
    entries,
)

BY_TWO = changed(AGREED, partners=[COUNCIL, CLYDE], stepped_back=[HARBOUR])
LEAVES = changed(RAISED, number=2, change={"kind": "PartnerLeaves", "name": COUNCIL, "partner_id": 3})
LEFT = (
    LEAVES,
    *(changed(each, number=2) for each in CONSENTS),
    changed(AGREED, number=2),
    ("partner_left", {"partner": COUNCIL, "number": 2}),
)
REVIEWED: Event = ("standing_interest_reviewed", {"partner": HARBOUR, "actor": BEN, "entry": 5})
ENDED: Event = ("standing_interest_ended", {"partner": HARBOUR, "actor": BEN, "entry": 5})


def test_it_is_read_as_it_was_said() -> None:
    told = after_founding(RAISED, STEPS_BACK, LETS, LETS_TOO, LET_BY_ALL, *CONSENTS, AGREED).proposals[1]

    assert told.interests == (
        Interest(1, 1, Part.STEPS_BACK, ANN, at(6), 1, Nature.ROLE, "It is our hostel", id=6),
        Interest(2, 1, Part.LET, DEV, at(7), 1, id=7),
        Interest(3, 1, Part.LET, CAT, at(8), 1, id=8),
        Interest(1, 1, Part.LET_BY_ALL, "", at(9), 1, id=9),
    )


def test_a_decision_is_of_those_who_decide() -> None:
    told = after_founding(RAISED, STEPS_BACK, *CONSENTS[1:], BY_TWO)

    assert told.doubts == []
    assert told.proposals[1].agreement == Agreement(1, at(9), (2, 3))
    assert doubts(RAISED, STEPS_BACK, TAKES_PART, *CONSENTS, AGREED) == []
    assert doubts(RAISED, STEPS_BACK, *CONSENTS[1:], AGREED) == [
        "entry 9 names others than the partners who decided No. 1"
    ]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((STEPS_BACK, CONSENTS[0]), "entry 7 answers No. 1, from which Harbour had stepped back"),
        ((*CONSENTS, STEPS_BACK, TAKES_PART, AGREED), "entry 11 agrees No. 1 without the consent of Harbour"),
        ((*CONSENTS[1:], BY_TWO), "entry 8 agrees No. 1 without the consent of Harbour"),
        ((STEPS_BACK, STEPS_BACK), "entry 7 steps back from No. 1 once more"),
        ((changed(STEPS_BACK, actor=DEV),), f"entry 6 is by {DEV}, who does not speak for Harbour"),
        ((STEPS_BACK, changed(STEPS_BACK, partner=CLYDE, actor=DEV)), "entry 7 leaves fewer than two who decide No. 1"),
        ((LETS,), "entry 6 is about Harbour, which has not stepped back from No. 1"),
        ((LET_BY_ALL,), "entry 6 is about Harbour, which has not stepped back from No. 1"),
        ((TAKES_PART,), "entry 6 is about Harbour, which has not stepped back from No. 1"),
        ((STEPS_BACK, LETS, LETS), "entry 8 lets Harbour take part once more"),
        ((STEPS_BACK, LETS, LET_BY_ALL), "entry 8 says that all let Harbour take part, and they did not"),
        (
            (STEPS_BACK, changed(LETS, partner=HARBOUR, actor=ANN)),
            "entry 7 is by a partner that has stepped back from No. 1 itself",
        ),
        ((STEPS_BACK, changed(LETS, whose="Nobody")), "entry 7 can't be read as what it says to be"),
        ((changed(STEPS_BACK, nature="love"),), "entry 6 can't be read as what it says to be"),
    ],
)
def test_what_does_not_follow_is_doubted(events: tuple[Event, ...], words: str) -> None:
    assert words in doubts(RAISED, *events)


def test_whoever_remains_alone_agrees_nothing() -> None:
    alone = (RAISED, STEPS_BACK, *LEFT, CONSENTS[1])

    assert doubts(*alone) == []
    assert doubts(*alone, changed(BY_TWO, partners=[CLYDE])) == ["entry 14 agrees No. 1 without the consent of "]


def test_the_tables_agree_only_what_the_log_bears_out() -> None:
    two = entries(*FOUNDING, RAISED, STEPS_BACK, *CONSENTS[1:])
    told = after_founding(RAISED).proposals[1]

    assert doubts_about_agreeing(two, told) == []
    assert doubts_about_agreeing(two[:-1], told) == ["the log has no consent of Council"]
    assert doubts_about_agreeing(entries(*FOUNDING, RAISED, STEPS_BACK, *LEFT, CONSENTS[1]), replace(told)) == [
        "the log has no consent of anybody"
    ]


def test_a_standing_interest_is_its_own_partners() -> None:
    assert doubts(STANDS, REVIEWED, ENDED) == []
    for events, why in (
        ((changed(STANDS, actor=CAT),), f"entry 5 is by {CAT}, who does not speak for Harbour"),
        ((REVIEWED,), "entry 5 is about no standing interest of Harbour"),
        ((STANDS, changed(ENDED, partner=CLYDE, actor=DEV)), "entry 6 is about no standing interest of Clyde"),
        ((STANDS, ENDED, ENDED), "entry 7 is about no standing interest of Harbour"),
    ):
        assert doubts(*events) == [why]
