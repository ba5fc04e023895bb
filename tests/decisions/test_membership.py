"""How does a partner join or leave?"""

import json
from dataclasses import replace

import pytest

from decisions.alliance import membership_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import (
    Change,
    PartnerJoins,
    PartnerLeaves,
    RepresentativesChange,
    change_fields,
    change_from_fields,
    joining,
    leaving,
    title,
)
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, COUNCIL, DEV, HARBOUR, KARA, OUTSIDER
from tests.decisions.refused import refused

EASTSIDE = PartnerJoins("Eastside Trust", (OUTSIDER,))
HARBOUR_LEAVES = PartnerLeaves(HARBOUR.id, HARBOUR.name)
HARBOUR_CHANGES = RepresentativesChange(HARBOUR.id, HARBOUR.name, (BEN, ANN))


def of(count: int) -> Alliance:
    return replace(ALLIANCE, partners=ALLIANCE.partners[:count])


def test_a_partner_joins_with_a_tidy_name_and_each_person_once() -> None:
    assert joining(ALLIANCE, [], "  Eastside \n Trust ", [OUTSIDER, KARA, OUTSIDER]) == PartnerJoins(
        "Eastside Trust", (OUTSIDER, KARA)
    )


@pytest.mark.parametrize(
    ("name", "people", "because"),
    [
        ("  ", [OUTSIDER], refusal.missing("name", "the organisation's name")),
        ("x" * 81, [OUTSIDER], refusal.too_long("name", 80, 81)),
        ("harbour SHELTER", [OUTSIDER], membership_refusal.partner_exists("name", "harbour SHELTER")),
        ("Eastside", [], refusal.missing("people", "who speaks for this partner")),
        ("Eastside", [OUTSIDER, BEN], membership_refusal.represents_already("people", BEN, HARBOUR)),
    ],
)
def test_who_can_not_join(name: str, people: list[str], because: Refusal) -> None:
    with refused(because):
        joining(ALLIANCE, [], name, people)


def test_a_name_of_80_characters_fits() -> None:
    assert joining(ALLIANCE, [], "x" * 80, [OUTSIDER]) == PartnerJoins("x" * 80, (OUTSIDER,))


def test_a_partner_leaves_as_it_is_called_now() -> None:
    assert leaving(ALLIANCE, [], HARBOUR.id) == HARBOUR_LEAVES


@pytest.mark.parametrize("count", range(1, 9))
def test_an_alliance_never_shrinks_below_two_however_many_want_to_leave(count: int) -> None:
    pending: list[tuple[int, Change]] = []

    for partner in of(count).partners[: max(0, count - 2)]:
        pending.append((len(pending) + 1, leaving(of(count), pending, partner.id)))

    for partner in of(count).partners[len(pending) :]:
        with refused(membership_refusal.last_partners("partner")):
            leaving(of(count), pending, partner.id)


def test_a_partner_that_joins_meanwhile_keeps_nobody_from_leaving() -> None:
    assert leaving(of(3), [(7, EASTSIDE)], HARBOUR.id) == HARBOUR_LEAVES


def test_who_is_no_partner_any_more_is_told() -> None:
    with refused(membership_refusal.not_a_partner("partner")):
        leaving(ALLIANCE, [], 99)


@pytest.mark.parametrize("open_change", [HARBOUR_LEAVES, HARBOUR_CHANGES, PartnerJoins("HARBOUR shelter", (DEV,))])
def test_two_open_changes_of_one_partner_would_contradict_each_other(open_change: Change) -> None:
    pending = [(6, EASTSIDE), (7, open_change)]

    with refused(membership_refusal.change_pending("partner", 7)):
        leaving(ALLIANCE, pending, HARBOUR.id)


def test_a_partner_that_is_called_otherwise_since_then_leaves_once() -> None:
    renamed = replace(ALLIANCE, partners=(COUNCIL, replace(HARBOUR, name="Harbour House"), *ALLIANCE.partners[2:]))

    with refused(membership_refusal.change_pending("partner", 7)):
        leaving(renamed, [(7, HARBOUR_LEAVES)], HARBOUR.id)


def test_two_open_changes_of_one_person_would_contradict_each_other() -> None:
    with refused(membership_refusal.change_pending("name", 6)):
        joining(ALLIANCE, [(6, EASTSIDE)], "Westside Trust", [KARA, OUTSIDER])
    with refused(membership_refusal.change_pending("name", 6)):
        joining(ALLIANCE, [(6, EASTSIDE)], "EASTSIDE trust", [KARA])


@pytest.mark.parametrize("open_change", [HARBOUR_LEAVES, HARBOUR_CHANGES])
def test_open_changes_of_others_keep_nobody_waiting(open_change: Change) -> None:
    pending = [(6, EASTSIDE), (7, open_change)]

    assert leaving(ALLIANCE, pending, COUNCIL.id) == PartnerLeaves(COUNCIL.id, COUNCIL.name)
    assert joining(ALLIANCE, pending, "Westside Trust", [KARA]) == PartnerJoins("Westside Trust", (KARA,))


def test_a_proposal_is_called_after_its_change() -> None:
    assert [title(change) for change in (EASTSIDE, HARBOUR_LEAVES, HARBOUR_CHANGES)] == [
        "Eastside Trust joins the alliance",
        "Harbour Shelter leaves the alliance",
        "Other people speak for Harbour Shelter",
    ]


@pytest.mark.parametrize("change", [EASTSIDE, HARBOUR_LEAVES, HARBOUR_CHANGES])
def test_the_log_keeps_a_change_whole(change: Change) -> None:
    kept = json.loads(json.dumps(change_fields(change)))

    assert kept["kind"] == type(change).__name__
    assert change_from_fields(kept) == change


def test_most_proposals_change_no_partner() -> None:
    assert (change_fields(None), change_from_fields(None)) == (None, None)
