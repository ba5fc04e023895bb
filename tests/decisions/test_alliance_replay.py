"""Who decides by the log alone, and who speaks for whom?"""

from typing import Any

import pytest

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import RepresentativesChange
from decisions.replay.alliance_replay import Doubt
from tests.cast import ANN, BEN, CAT, DEV, KARA, OUTSIDER
from tests.decisions.logs import (
    AGREED,
    CLYDE,
    CONSENTS,
    COUNCIL,
    FOUNDED,
    HARBOUR,
    RAISED,
    Event,
    after_founding,
    changed,
    doubts,
    joined,
)

PARTNERS = (Partner(1, HARBOUR, (ANN, BEN)), Partner(2, CLYDE, (DEV,)), Partner(3, COUNCIL, (CAT,)))
EASTSIDE: dict[str, Any] = {"kind": "PartnerJoins", "name": "Eastside", "representatives": [OUTSIDER]}
LEAVES: dict[str, Any] = {"kind": "PartnerLeaves", "partner_id": 12, "name": CLYDE}
CHANGES: dict[str, Any] = {
    "kind": "RepresentativesChange",
    "partner_id": 12,
    "name": CLYDE,
    "representatives": [OUTSIDER],
}
LEFT: Event = ("partner_left", {"partner": CLYDE, "number": 1})
NEW_SPEAKERS: Event = ("representatives_changed", {"partner": CLYDE, "representatives": [OUTSIDER]})


def here(*events: Event, only: int | None = None) -> Alliance:
    alliance = after_founding(*events, only=only).alliance
    assert alliance
    return alliance


def decided(change: dict[str, Any]) -> tuple[Event, ...]:
    return changed(RAISED, change=change), *CONSENTS, AGREED


def speakers(*events: Event, partner: int = 2) -> tuple[str, ...]:
    found = here(*events).partner(partner)
    assert found
    return found.representatives


def test_the_founding_names_the_alliance_its_managers_and_its_partners() -> None:
    assert here() == Alliance(0, "The Alliance", "C1", "Europe/London", (KARA,), PARTNERS)
    assert doubts() == []


def test_an_alliance_is_founded_once() -> None:
    again = changed(FOUNDED, name="Other")

    assert doubts(again) == ["entry 5 founds the alliance once more"]
    assert here(again).name == "The Alliance"


@pytest.mark.parametrize(
    ("settings", "name", "timezone", "managers"),
    [
        ({"name": "Other"}, "Other", "Europe/London", (KARA,)),
        ({"timezone": "UTC"}, "The Alliance", "UTC", (KARA,)),
        ({"operations_managers": [BEN, CAT]}, "The Alliance", "Europe/London", (BEN, CAT)),
        ({"digest_day": "friday"}, "The Alliance", "Europe/London", (KARA,)),
    ],
)
def test_only_the_settings_that_changed_change(
    settings: dict[str, Any], name: str, timezone: str, managers: tuple[str, ...]
) -> None:
    assert here(("settings_changed", settings)) == Alliance(0, name, "C1", timezone, managers, PARTNERS)


def test_a_partner_joins_as_it_was_decided_and_is_the_next() -> None:
    events = (*decided(EASTSIDE), joined("Eastside", OUTSIDER, number=1))

    assert doubts(*events) == []
    assert here(*events).partners == (*PARTNERS, Partner(4, "Eastside", (OUTSIDER,)))


def test_a_partner_leaves_as_it_was_decided_and_nobody_speaks_for_it_any_more() -> None:
    events = (*decided(LEAVES), LEFT)

    assert doubts(*events) == []
    assert here(*events).partners == (PARTNERS[0], PARTNERS[2])
    assert here(*events).former == (Partner(2, CLYDE, ()),)


def test_a_place_is_given_once() -> None:
    after = here(LEFT, joined("Eastside", OUTSIDER), ("partner_left", {"partner": HARBOUR}), joined(CLYDE, DEV))

    assert [(partner.id, partner.name) for partner in after.partners] == [(3, COUNCIL), (4, "Eastside"), (5, CLYDE)]
    assert [partner.id for partner in after.former] == [2, 1]


def test_other_people_speak_for_a_partner_as_it_was_decided() -> None:
    events = (*decided(CHANGES), changed(NEW_SPEAKERS, number=1))

    assert doubts(*events) == []
    assert speakers(*events) == (OUTSIDER,)
    assert after_founding(*decided(CHANGES)).proposals[1].change == RepresentativesChange(2, CLYDE, (OUTSIDER,))


@pytest.mark.parametrize(
    ("change", "event"),
    [
        (None, joined("Eastside", OUTSIDER, number=1)),
        (EASTSIDE, joined("Westside", OUTSIDER, number=1)),
        (EASTSIDE, joined("Eastside", KARA, number=1)),
        (EASTSIDE, LEFT),
        (LEAVES, changed(LEFT, partner=COUNCIL)),
        ({**CHANGES, "representatives": []}, LEFT),
        (LEAVES, changed(NEW_SPEAKERS, number=1)),
        (CHANGES, changed(NEW_SPEAKERS, number=1, partner=COUNCIL)),
        (CHANGES, changed(NEW_SPEAKERS, number=1, representatives=[KARA])),
        ({**LEAVES, "name": "Nobody"}, LEFT),
    ],
)
def test_nothing_changes_otherwise_than_was_decided(change: dict[str, Any], event: Event) -> None:
    assert after_founding(*decided(change), event).doubts == [
        Doubt(10, 1, "entry 10 changes the partners otherwise than No. 1 decided")
    ]
    # Of one proposal alone, what others decided is taken as said.
    assert doubts(*decided(change), event, only=1) == []


def test_a_change_is_carried_out_once() -> None:
    twice = (*decided(EASTSIDE), joined("Eastside", OUTSIDER, number=1), joined("Eastside", OUTSIDER, number=1))

    assert doubts(*twice) == ["entry 11 changes the partners otherwise than No. 1 decided"]


@pytest.mark.parametrize("event", [joined("Eastside", OUTSIDER), ("partner_left", {"partner": CLYDE})])
def test_after_the_founding_the_partners_change_by_a_decision_only(event: Event) -> None:
    assert after_founding(RAISED, event).doubts == [Doubt(6, None, "entry 6 changes the partners without a decision")]
    assert doubts(("partner_left", {"partner": CLYDE})) == ["entry 5 changes the partners without a decision"]


def test_what_was_decided_of_a_partner_counts_under_its_new_name() -> None:
    renamed: Event = ("partner_renamed", {"partner": "Clyde Homes", "before": CLYDE})
    agreed = changed(AGREED, partners=[COUNCIL, HARBOUR, "Clyde Homes"])
    events = (changed(RAISED, change=LEAVES), *CONSENTS, renamed, agreed, changed(LEFT, partner="Clyde Homes"))

    assert doubts(*events) == []
    assert here(*events).former == (Partner(2, "Clyde Homes", ()),)


def test_a_change_is_of_the_partner_that_has_the_name_now_or_had_it_last() -> None:
    other_clyde = (LEFT, joined(CLYDE, DEV))

    assert _whom(*other_clyde, changed(RAISED, change=LEAVES)) == 4
    assert _whom(LEFT, changed(RAISED, change=LEAVES)) == 2
    assert _whom(changed(RAISED, change={**LEAVES, "name": "Nobody"})) == 0


def _whom(*events: Event) -> int:
    change = after_founding(*events).proposals[1].change
    assert change
    return int(vars(change)["partner_id"])


def test_a_partner_says_itself_who_speaks_for_it() -> None:
    by_dev = changed(NEW_SPEAKERS, actor=DEV)

    assert doubts(by_dev) == []
    assert speakers(by_dev) == (OUTSIDER,)
    assert speakers(by_dev, partner=1) == (ANN, BEN)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"actor": ANN}, f"entry 5 is by {ANN}, who does not speak for Clyde"),
        ({"actor": KARA}, f"entry 5 is by {KARA}, who does not speak for Clyde"),
        ({}, "entry 5 changes who speaks for Clyde, and nobody said so"),
        ({"authority": ""}, "entry 5 changes who speaks for Clyde, and nobody said so"),
    ],
)
def test_nobody_else_says_who_speaks_for_a_partner(more: dict[str, str], words: str) -> None:
    assert doubts(changed(NEW_SPEAKERS, **more)) == [words]


def test_an_organisations_word_is_recorded_on_its_authority() -> None:
    assert doubts(changed(NEW_SPEAKERS, authority="a letter")) == []


def test_whoever_spoke_before_may_undo_the_last_change_and_nothing_else() -> None:
    by_dev = changed(NEW_SPEAKERS, actor=DEV)
    back = changed(NEW_SPEAKERS, actor=DEV, representatives=[DEV])
    not_back = changed(back, representatives=[DEV, KARA])

    assert doubts(by_dev, back) == []
    assert doubts(by_dev, not_back) == [f"entry 6 is by {DEV}, who does not speak for Clyde"]
    assert doubts(by_dev, changed(back, actor=ANN)) == [f"entry 6 is by {ANN}, who does not speak for Clyde"]
    assert doubts(by_dev, changed(back, actor=OUTSIDER)) == []
    assert doubts(by_dev, changed(by_dev, actor=OUTSIDER, representatives=[KARA]), back) == [
        f"entry 7 is by {DEV}, who does not speak for Clyde"
    ]


def test_the_channel_may_move() -> None:
    assert here(("channel_moved", {"channel": "C2"})).channel == "C2"


def test_a_person_whose_id_changes_keeps_every_part() -> None:
    moves: tuple[Event, ...] = (
        ("person_moved", {"before": ANN, "person": "U1"}),
        ("person_moved", {"before": KARA, "person": "U2"}),
        ("person_moved", {"before": "U1", "person": "U3"}),
    )

    after = here(*moves)

    assert after.partners == (Partner(1, HARBOUR, ("U3", BEN)), *PARTNERS[1:])
    assert after.operations_managers == ("U2",)


def test_what_was_decided_of_a_person_counts_under_every_later_id() -> None:
    moves: tuple[Event, ...] = (
        ("person_moved", {"before": OUTSIDER, "person": "U1"}),
        ("person_moved", {"before": "U1", "person": "U2"}),
        ("person_moved", {"before": KARA, "person": "U3"}),
    )

    assert doubts(*decided(EASTSIDE), *moves, joined("Eastside", "U2", number=1)) == []
    assert doubts(*decided(EASTSIDE), *moves, joined("Eastside", OUTSIDER, number=1)) == []


def test_pseudonyms_are_remembered() -> None:
    replayed = after_founding(
        ("person_pseudonymised", {"pseudonym": "P1"}), ("person_pseudonymised", {"pseudonym": "P2"})
    )

    assert replayed.pseudonyms == {"P1", "P2"}


@pytest.mark.parametrize(
    "event",
    [
        ("partner_left", {"partner": "Nobody", "number": 1}),
        ("partner_renamed", {"partner": "Haven", "before": "Nobody"}),
        ("representatives_changed", {"partner": CLYDE, "representatives": None}),
        ("channel_moved", {}),
    ],
)
def test_what_can_not_be_read_changes_nothing(event: Event) -> None:
    assert doubts(event) == ["entry 5 can't be read as what it says to be"]
    assert here(event) == here()
