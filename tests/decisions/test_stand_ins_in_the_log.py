"""What does the log alone say of people who stand in for a time?"""

from decisions.alliance.alliance import Partner
from tests.cast import DEV, KARA, OUTSIDER
from tests.decisions.logs import AGREED, CLYDE, CONSENTS, RAISED, TO_DO, Event, at, changed, consent, doubts
from tests.decisions.test_alliance_replay import LEAVES, LEFT, NEW_SPEAKERS, decided, here, speakers

STANDS_IN = changed(
    NEW_SPEAKERS, actor=DEV, representatives=[DEV, OUTSIDER], stand_ins=[OUTSIDER], ends_at=at(8).isoformat()
)
ENDS = changed(NEW_SPEAKERS, representatives=[DEV])


def test_a_stand_in_speaks_until_the_moment_that_the_log_names_and_not_after() -> None:
    by_stand_in = consent(CLYDE, OUTSIDER)

    assert doubts(RAISED, STANDS_IN, by_stand_in) == []
    assert (
        doubts(RAISED, STANDS_IN, RAISED, by_stand_in)[-1] == f"entry 8 is by {OUTSIDER}, who does not speak for Clyde"
    )
    assert doubts(STANDS_IN, changed(RAISED, actor=OUTSIDER)) == []


def test_nobody_has_to_say_that_a_time_is_over_and_nobody_can_say_it_before() -> None:
    until_then = (RAISED, *CONSENTS[:1])

    assert doubts(STANDS_IN, *until_then, ENDS) == []
    assert speakers(STANDS_IN, *until_then, ENDS) == (DEV,)
    assert doubts(STANDS_IN, ENDS) == ["entry 6 changes who speaks for Clyde, and nobody said so"]
    assert doubts(STANDS_IN, *until_then, changed(ENDS, representatives=[KARA])) == [
        "entry 8 changes who speaks for Clyde, and nobody said so"
    ]


def test_who_stands_in_says_of_nobody_that_they_speak() -> None:
    assert doubts(STANDS_IN, changed(STANDS_IN, actor=OUTSIDER, stand_ins=[])) == [
        f"entry 6 is by {OUTSIDER}, who does not speak for Clyde"
    ]
    assert doubts(STANDS_IN, changed(ENDS, actor=OUTSIDER)) == []


def test_a_stand_in_whose_id_changes_stands_in_as_long() -> None:
    moved: Event = ("person_moved", {"before": OUTSIDER, "person": "U1"})

    assert here(STANDS_IN, moved).partners[1] == Partner(2, CLYDE, (DEV, "U1"), stand_ins=("U1",), ends_at=at(8))
    assert doubts(STANDS_IN, moved, changed(ENDS, actor="U1")) == []


def test_nobody_stands_in_at_a_partner_that_left() -> None:
    assert here(*decided(LEAVES), STANDS_IN, LEFT).former == (Partner(2, CLYDE, ()),)


def test_what_is_undone_is_what_would_stand_now() -> None:
    by_dev = changed(NEW_SPEAKERS, actor=DEV, representatives=[KARA])

    assert doubts(STANDS_IN, by_dev, RAISED, *CONSENTS[:1], changed(ENDS, actor=DEV)) == []


def test_who_stood_in_says_nothing_more_of_what_is_to_be_done() -> None:
    decided = (STANDS_IN, RAISED, *CONSENTS, AGREED)

    assert doubts(*decided, changed(TO_DO, actor=OUTSIDER)) == [
        f"entry 11 is by {OUTSIDER}, who may not add actions to No. 1"
    ]
