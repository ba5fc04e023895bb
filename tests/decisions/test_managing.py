"""Who manages where nobody is left who does, and does the log bear it out?"""

from dataclasses import replace

import pytest

from decisions.alliance.membership import ManagersChange, PartnerLeaves, change_fields, change_from_fields, title
from decisions.set_up import managing, managing_refusal
from decisions.words import refusal
from tests import outside
from tests.cast import ALLIANCE, ANN, BEN, DEV, GUS, KARA
from tests.decisions.logs import AGREED, CONSENTS, FOUNDING, RAISED, Event, after_founding, changed, doubts, entries
from tests.decisions.refused import refused

GONE = {*ALLIANCE.operations_managers}
NAMED = ManagersChange((ANN, GUS))


def test_the_partners_name_others_once_nobody_is_left() -> None:
    assert managing.managing(ALLIANCE, [(3, PartnerLeaves(2, "Clyde"))], [ANN, GUS, ANN], GONE) == NAMED


def test_while_somebody_manages_they_say_who_does() -> None:
    here = replace(ALLIANCE, operations_managers=(KARA, BEN))

    with refused(managing_refusal.is_managed(here)):
        managing.managing(here, [], [ANN], {KARA})


def test_where_a_founding_left_nobody_they_are_named_likewise() -> None:
    assert managing.is_unmanaged(replace(ALLIANCE, operations_managers=()), set())


def test_somebody_has_to_manage() -> None:
    with refused(refusal.missing("operations_managers", "who manages, at least one person")):
        managing.managing(ALLIANCE, [], [], GONE)


def test_it_is_proposed_once_at_a_time() -> None:
    with refused(managing_refusal.managing_pending("operations_managers", 7)):
        managing.managing(ALLIANCE, [(7, NAMED)], [DEV], GONE)


def test_the_log_keeps_it_whole() -> None:
    kept = {"kind": "ManagersChange", "operations_managers": [ANN, GUS]}

    assert change_from_fields(kept) == NAMED
    assert change_fields(NAMED) == {**kept, "operations_managers": (ANN, GUS)}
    assert title(NAMED) == "Who manages our alliance"


# By the log alone.

PROPOSED = changed(RAISED, actor=ANN, change={"kind": "ManagersChange", "operations_managers": [BEN, DEV]})
NAMES: Event = ("managers_named", {"number": 1, "operations_managers": [BEN, DEV]})
COURSE = (PROPOSED, *CONSENTS, AGREED, NAMES)
MOVED: Event = ("person_moved", {"before": DEV, "person": "U0DEV2"})


@pytest.mark.parametrize(
    ("course", "managers"),
    [
        (COURSE, (BEN, DEV)),
        ((*COURSE[:-1], MOVED, changed(NAMES, operations_managers=[BEN, "U0DEV2"])), (BEN, "U0DEV2")),
        ((*COURSE, MOVED), (BEN, "U0DEV2")),
    ],
)
def test_they_manage_from_the_decision_on(course: tuple[Event, ...], managers: tuple[str, ...]) -> None:
    replayed = after_founding(*course, ("settings_changed", {"actor": BEN, "name": "Together"}))
    is_content, said = outside.verdict(outside.export(entries(*FOUNDING, *course)))

    assert replayed.doubts == []
    assert replayed.alliance
    assert replayed.alliance.operations_managers == managers
    assert is_content, said


@pytest.mark.parametrize(
    "course",
    [
        (NAMES,),
        (RAISED, *CONSENTS, AGREED, NAMES),
        (PROPOSED, *CONSENTS, NAMES),
        (*COURSE[:-1], changed(NAMES, operations_managers=[BEN])),
        (*COURSE, NAMES),
    ],
)
def test_nothing_but_a_decision_that_says_so_names_them(course: tuple[Event, ...]) -> None:
    is_content, said = outside.verdict(outside.export(entries(*FOUNDING, *course)))

    assert doubts(*course)[-1] == (f"entry {len(FOUNDING) + len(course)} names others to manage than No. 1 decided")
    assert not is_content
    assert "names others to manage" in said
