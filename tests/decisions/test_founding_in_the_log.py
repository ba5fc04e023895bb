"""What does the log alone say of a founding, with our code and without?"""

import pytest

from decisions.alliance.alliance import Alliance, Partner
from tests import outside
from tests.cast import ANN, BEN, BENEFIT, CAT, DEV, ELA, FAY, KARA, TEXT, typed
from tests.decisions.logs import Event, consent, doubts_of, entries, replayed

FOUNDERS = [{"name": "Harbour", "representatives": [ANN, BEN]}, {"name": "Clyde", "representatives": [DEV]}]
PUT: Event = (
    "founding_put",
    {"actor": KARA, "name": "The Alliance", "timezone": "Europe/London", "operations_managers": [KARA]}
    | {"digest_day": "monday", "digest_time": "09:00", "country": "", "region": "", "founders": FOUNDERS},
)
TITLED = {"title": "We found this alliance", "text": TEXT, "rich_text": typed(TEXT), "benefit": BENEFIT}
RAISED: Event = ("proposal_raised", {"actor": KARA, "number": 1, "revision": 1, "decide_by": None, **TITLED})
CONSENTS = (consent("Harbour", ANN), consent("Clyde", DEV))
AGREED: Event = (
    "decision_agreed",
    {"number": 1, "revision": 1, "title": TITLED["title"], "text": TEXT, "partners": ["Harbour", "Clyde"]},
)
FOUNDED: Event = (
    "alliance_founded",
    {"number": 1, "name": "The Alliance", "timezone": "Europe/London", "operations_managers": [KARA]}
    | {"founders": FOUNDERS},
)
WHOLE = (PUT, RAISED, *CONSENTS, AGREED, FOUNDED)


def test_the_log_alone_tells_of_a_founding_by_all() -> None:
    told = replayed(*WHOLE)

    assert not told.doubts
    assert told.alliance
    assert told.alliance.is_founded
    assert told.alliance.partners == (Partner(1, "Harbour", (ANN, BEN)), Partner(2, "Clyde", (DEV,)))


@pytest.mark.parametrize("length", range(1, len(WHOLE) + 1))
def test_the_script_for_everybody_is_content_with_it(length: int) -> None:
    decided = outside.follows(1) if length > WHOLE.index(AGREED) else ""

    assert outside.verdict(outside.export(entries(*WHOLE[:length]))) == (True, f"{length} entries hold\n{decided}")


@pytest.mark.parametrize("hidden", [(1, "founders"), (6, "founders"), (3, "actor")])
def test_what_is_withheld_is_no_fault(hidden: tuple[int, str]) -> None:
    later: Event = ("proposal_raised", {**RAISED[1], "number": 2, "title": "Beds"})

    assert outside.verdict(outside.export(entries(*WHOLE, later), (hidden,)))[0]


def test_a_part_that_begins_within_the_founding_is_no_fault() -> None:
    for first in range(1, len(WHOLE)):
        assert outside.verdict(outside.export(entries(*WHOLE)[first:]))[0]


def test_before_its_last_entry_it_is_not_founded() -> None:
    for length in range(1, len(WHOLE)):
        told = replayed(*WHOLE[:length])

        assert told.alliance
        assert not told.alliance.is_founded
        assert not told.doubts


@pytest.mark.parametrize(
    ("events", "doubt"),
    [
        ((PUT, RAISED, CONSENTS[0], FOUNDED), "entry 4 founds the alliance before all its partners consented"),
        ((PUT, FOUNDED), "entry 2 comes between a founding and its text"),
        ((PUT, RAISED, *CONSENTS, PUT, AGREED), "entry 6 comes between a founding and its text"),
        ((PUT, RAISED, CONSENTS[0], AGREED), "entry 4 agrees No. 1 without the consent of Clyde"),
        ((*WHOLE, FOUNDED), "entry 7 founds the alliance once more"),
        ((*WHOLE, PUT), "entry 7 puts the founding of an alliance that is founded"),
        ((PUT, RAISED, ("proposal_raised", {**RAISED[1], "number": 2})), "entry 3 puts a text without its founding"),
        (
            (*WHOLE[:-1], ("alliance_founded", {**FOUNDED[1], "founders": FOUNDERS[:1]})),
            "entry 6 founds the alliance of others than those who were asked",
        ),
        (
            (*WHOLE, ("partner_joined", {"partner": "Late", "representatives": [ELA]})),
            "entry 7 changes the partners without a decision",
        ),
    ],
)
def test_whatever_does_not_follow_is_doubted_with_our_code_and_without(events: tuple[Event, ...], doubt: str) -> None:
    assert doubt in doubts_of(*events)
    is_content, said = outside.verdict(outside.export(entries(*events)))
    assert not is_content
    assert said in doubts_of(*events)


def test_one_that_stays_in_another_draft_keeps_its_place_and_the_others_are_former() -> None:
    others = [{"name": "Clyde", "representatives": [DEV, CAT]}, {"name": "Northside", "representatives": [FAY]}]
    again: Event = ("founding_put", {**PUT[1], "founders": others})
    amended: Event = ("proposal_amended", {**RAISED[1], "revision": 2, "text": "Other.", "rich_text": typed("Other.")})

    told = replayed(PUT, RAISED, CONSENTS[0], again, amended)

    assert not told.doubts
    assert told.alliance
    assert told.alliance.partners == (Partner(2, "Clyde", (DEV, CAT)), Partner(3, "Northside", (FAY,)))
    assert told.alliance.former == (Partner(1, "Harbour", ()),)


def test_no_place_is_given_twice_however_often_it_is_put() -> None:
    again, once_more = (
        ("founding_put", {**PUT[1], "founders": [*FOUNDERS, {"name": name, "representatives": [person]}]})
        for name, person in (("Northside", FAY), ("Eastside", ELA))
    )

    told = replayed(PUT, again, once_more)

    assert told.alliance == Alliance(
        0,
        "The Alliance",
        "C1",
        "Europe/London",
        (KARA,),
        (Partner(1, "Harbour", (ANN, BEN)), Partner(2, "Clyde", (DEV,)), Partner(4, "Eastside", (ELA,))),
        former=(Partner(3, "Northside", ()),),
        is_founded=False,
    )


def test_in_the_log_too_whoever_leads_a_partner_that_is_asked_puts_it_again() -> None:
    by_dev: Event = ("founding_put", {**PUT[1], "actor": DEV})
    amended: Event = ("proposal_amended", {**RAISED[1], "actor": DEV, "revision": 2, "text": "Other.", "rich_text": {}})
    by_ben: Event = ("proposal_amended", {**amended[1], "actor": BEN})

    assert not doubts_of(PUT, RAISED, by_dev, amended)
    assert doubts_of(PUT, RAISED, by_dev, by_ben) == [f"entry 4 is by {BEN}, who may not amend No. 1"]


def test_what_is_put_again_is_said_in_words_once() -> None:
    assert not doubts_of(PUT, PUT, RAISED)
    assert outside.verdict(outside.export(entries(PUT, PUT, RAISED)))[0]


def test_a_founding_that_is_looked_at_alone_is_doubted_as_in_the_whole_log() -> None:
    amended: Event = ("proposal_amended", {**RAISED[1], "revision": 2})

    for only in (None, 1):
        told = replayed(PUT, RAISED, amended, only=only)
        assert [each.words for each in told.doubts] == ["entry 3 puts a text without its founding"]


def test_what_others_decide_later_rests_on_the_founding() -> None:
    later: Event = ("proposal_raised", {**RAISED[1], "number": 2, "title": "Beds"})

    assert not doubts_of(*WHOLE, later)
    assert not replayed(PUT, FOUNDED, later, only=2).doubts[1:]
