"""Who changes an alliance's settings, and what may they be?"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import membership_refusal
from decisions.alliance.alliance import Partner, Settings
from decisions.alliance.membership import PartnerJoins
from decisions.set_up import settings, settings_refusal
from decisions.set_up.settings import NewSettings, mark
from decisions.words import refusal
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from decisions.words.spelling import alike
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, LEADS, OUTSIDER
from tests.decisions.logs import after_founding, doubts
from tests.decisions.refused import declined, refused

CLYDE = ALLIANCE.partners[2]
SAID = Settings(ALLIANCE.name, "Europe/London", "monday", "09:00", (KARA,), "GB", "SCT")
SEEN = mark(ALLIANCE, SAID)


def changing(names: dict[int, str] | None = None, by: str = KARA, seen: str = SEEN, **wanted: Any) -> NewSettings:
    pending = [(7, PartnerJoins("Eastside", (OUTSIDER,)))]
    return settings.new_settings(ALLIANCE, SAID, replace(SAID, **wanted), names or {}, pending, by=by, seen=seen)


@given(st.sampled_from([*LEADS, BEN, OUTSIDER, ""]))
def test_nobody_but_a_manager_changes_settings(person: str) -> None:
    with refused(settings_refusal.managers_change_settings(ALLIANCE)):
        changing(timezone="UTC", by=person)


@given(st.lists(st.sampled_from([KARA, ANN, BEN]), max_size=4))
def test_somebody_always_manages(managers: list[str]) -> None:
    wanted: dict[str, Any] = {"operations_managers": tuple(managers), "digest_day": "friday"}

    if not managers:
        with pytest.raises(Refusal, match="at least one person"):
            changing(**wanted)
    else:
        assert changing(**wanted).after.operations_managers == tuple(dict.fromkeys(managers))


@given(st.dictionaries(st.sampled_from([each.id for each in ALLIANCE.partners]), st.text(max_size=90)))
def test_names_change_and_partners_stay_who_they_are(names: dict[int, str]) -> None:
    renamed: tuple[tuple[Partner, str], ...] = ()
    with suppress(Refusal):
        renamed = changing(names, timezone="UTC").renamed

    called = {partner.id: partner.name for partner in ALLIANCE.partners} | {it.id: name for it, name in renamed}
    assert len({alike(name) for name in called.values()}) == len(ALLIANCE.partners)
    assert all(called.values())


FIELD = f"partner.{HARBOUR.id}"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({HARBOUR.id: " "}, refusal.missing(FIELD, "the organisation's name")),
        ({HARBOUR.id: "x" * 81}, refusal.too_long(FIELD, 80, 81)),
        ({HARBOUR.id: "clyde  outreach"}, membership_refusal.partner_exists(FIELD, "clyde outreach")),
        # Two that change their names with each other would be taken for one another in the log.
        ({HARBOUR.id: CLYDE.name, CLYDE.id: "Quay"}, membership_refusal.partner_exists(FIELD, CLYDE.name)),
        ({HARBOUR.id: "EASTSIDE"}, membership_refusal.change_pending(FIELD, 7)),
    ],
)
def test_no_two_partners_are_called_alike(names: dict[int, str], expected: Refusal) -> None:
    with refused(expected):
        changing(names)


def test_two_partners_do_not_change_their_names_with_each_other() -> None:
    several = by_field(declined(lambda: changing({HARBOUR.id: CLYDE.name, CLYDE.id: HARBOUR.name})))

    assert [each.field for each in several] == [FIELD, f"partner.{CLYDE.id}"]


def test_what_is_wrong_with_settings_and_names_is_said_at_once() -> None:
    several = by_field(declined(lambda: changing({HARBOUR.id: " "}, timezone="Europe/Glasgow")))

    assert [each.field for each in several] == ["timezone", FIELD]


def test_names_or_settings_may_change_alone_and_a_name_may_have_80_characters() -> None:
    assert changing({HARBOUR.id: "x" * 80}).renamed == ((HARBOUR, "x" * 80),)
    assert changing(name="y" * 80, correction_days=60).changed.keys() == {"name", "correction_days"}


@pytest.mark.parametrize(("wanted", "becomes"), [("sealed", "sealed"), ("open", "open"), ("secret", "open")])
def test_first_rounds_are_open_unless_somebody_seals_them(wanted: str, becomes: str) -> None:
    assert settings.sound(replace(SAID, first_round=wanted)).first_round == becomes


def test_only_what_is_another_one_is_told() -> None:
    new = changing(
        {HARBOUR.id: " Harbour\nHouse ", CLYDE.id: CLYDE.name}, digest_day="friday", timezone=" Europe/London "
    )

    assert new.changed == {"digest_day": ("monday", "friday")}
    assert new.renamed == ((HARBOUR, "Harbour House"),)


def test_nothing_new_and_what_somebody_else_changed_meanwhile_are_declined() -> None:
    with refused(settings_refusal.same_settings("name")):
        changing()
    with refused(settings_refusal.changed_meanwhile()):
        changing(timezone="UTC", seen=mark(ALLIANCE, replace(SAID, digest_day="friday")))


@pytest.mark.parametrize("kind", ["settings_changed", "partner_renamed"])
def test_the_log_doubts_settings_that_no_manager_changed(kind: str) -> None:
    fields = {"timezone": "UTC"} if kind == "settings_changed" else {"partner": "Quay", "before": "Harbour"}

    assert doubts((kind, {**fields, "actor": ANN})) == [
        f"entry 5 changes settings, and is by {ANN}, who is no operations manager"
    ]
    assert doubts((kind, {**fields, "actor": KARA})) == doubts((kind, fields)) == []


def test_a_manager_whom_another_one_named_changes_settings_from_then_on() -> None:
    named = ("settings_changed", {"operations_managers": [ANN], "actor": KARA})

    assert after_founding(named, ("settings_changed", {"timezone": "UTC", "actor": ANN})).doubts == []
    assert len(after_founding(named, ("settings_changed", {"timezone": "UTC", "actor": KARA})).doubts) == 1
