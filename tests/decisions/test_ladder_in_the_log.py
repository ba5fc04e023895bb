"""Does the log alone tell which steps an alliance agreed, which were proposed when, and what came of them?"""

from datetime import timedelta

import pytest

from decisions.alliance.ladder import CameOfIt, Step, StepProposed, StepRecorded
from decisions.log.log_entry import LogEntry
from decisions.replay.replay import Replay, doubts_about_agreeing, replay
from tests import outside
from tests.cast import ANN, DEV, KARA, MONDAY, OUTSIDER
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    CONSENTS,
    FOUNDING,
    HARBOUR,
    OBJECTS,
    RAISED,
    WITHDRAWN,
    Event,
    changed,
    consent,
    entries,
    said,
    said_of,
)

TALK = {"what": "We talk", "after": 2, "tries": False}
MEET = {"what": "The leads meet", "after": 3, "tries": False}
ASKED = changed(RAISED, number=2, change={"kind": "LadderChanges", "steps": [TALK, MEET]})
SET: Event = ("ladder_changed", {"number": 2, "steps": [TALK, MEET]})
STEP = said("step_proposed", "", "", place=1, step=1, what="We talk")
CAME = said("step_recorded", HARBOUR, ANN, place=1, came_of_it="done", note="We did", held_on="2026-11-05")
SECOND = said("step_proposed", "", "", place=2, step=2, what="The leads meet")
LIFTED = consent(HARBOUR, ANN, settled_by="words", settled="A nurse")


def agreed(number: int) -> list[Event]:
    return [changed(each, number=number) for each in (*CONSENTS, AGREED)]


BEFORE: tuple[Event, ...] = (RAISED, ASKED, *agreed(2), SET, OBJECTS)


def told(*events: Event | int) -> list[LogEntry]:
    """A number among the events lets so many days pass."""
    passed, kept, days = 0, [], []
    for event in (*FOUNDING, *BEFORE, *events):
        if isinstance(event, int):
            passed += event
        else:
            kept.append(event)
            days.append(passed)
    moments = [MONDAY + timedelta(days=since, minutes=place) for place, since in enumerate(days)]
    told = entries(*kept)
    return [
        LogEntry(each.alliance, each.sequence, at.isoformat(), each.kind, each.fields, {}, "", "")
        for each, at in zip(told, moments, strict=True)
    ]


def after(*events: Event | int) -> Replay:
    return replay(told(*events))


def test_the_steps_are_those_that_all_agreed_and_what_came_of_them_stands_beside_the_answers() -> None:
    known = after(2, STEP, 1, CAME, 3, SECOND)

    assert known.doubts == []
    assert known.alliance
    assert known.alliance.ladder == (Step("We talk", 2), Step("The leads meet", 3))
    matter, day = known.proposals[1], MONDAY + timedelta(days=3, minutes=13)
    assert [(type(each), each.step) for each in matter.steps_proposed] == [(StepProposed, 1), (StepProposed, 2)]
    assert matter.steps_recorded == (StepRecorded(1, ANN, day, CameOfIt.DONE, "We did", day.date().replace(day=5)),)


def test_steps_do_not_stand_between_the_partners_and_their_decision() -> None:
    others = CONSENTS[1:]

    known = told(2, STEP, 1, CAME, LIFTED, *others)

    assert replay(known).doubts == []
    about = [entry for entry in known if entry.fields.get("number") in (1, None) or entry.kind == "ladder_changed"]
    assert doubts_about_agreeing(about, replay(known).proposals[1]) == []
    assert after(2, STEP, 1, CAME, LIFTED, *others, AGREED).doubts == []


@pytest.mark.parametrize(
    ("events", "doubt"),
    [
        ([2, changed(STEP, what="We vote")], "proposes a step for No. 1 that the alliance's ladder does not have"),
        ([2, changed(STEP, step=2)], "proposes a step for No. 1 out of turn"),
        ([2, changed(STEP, place=2)], "proposes a step for No. 1 out of turn"),
        ([1, STEP], "proposes a step for No. 1 before its time"),
        ([2, STEP, 9, SECOND], "proposes a step for No. 1 out of turn"),
        ([2, STEP, CAME, 2, SECOND], "proposes a step for No. 1 before its time"),
        ([2, STEP, CAME, 3, SECOND, changed(CAME, place=2), 9, changed(SECOND, step=3, place=3)], "out of turn"),
        ([LIFTED, 2, STEP], "proposes a step for No. 1, which nothing holds or for which there are no steps"),
        ([AMENDED, 2, changed(STEP, revision=2)], "which nothing holds or for which there are no steps"),
        ([2, changed(STEP, revision=2)], "proposes a step about a text of No. 1 that was not the current one"),
        ([CAME], "tells what came of a step for No. 1 that nobody was to take"),
        ([2, STEP, CAME, CAME], "tells what came of a step for No. 1 that nobody was to take"),
        ([2, STEP, LIFTED, CAME], "tells what came of a step for No. 1 that nobody was to take"),
        ([2, STEP, changed(CAME, actor=OUTSIDER, partner="")], f"is by {OUTSIDER}, who may not say what came of"),
        ([2, STEP, WITHDRAWN, CAME], "tells what came of a step for No. 1 that nobody was to take"),
        ([2, STEP, changed(CAME, came_of_it="agreed")], "can't be read as what it says to be"),
        ([SET], "changes what is done when a decision is held, and no decision says so"),
        ([changed(SET, number=1, steps=[])], "changes what is done when a decision is held, and no decision says so"),
        ([changed(SET, steps=["We vote"])], "can't be read as what it says to be"),
    ],
)
def test_what_was_forged_is_doubted(events: list[Event | int], doubt: str) -> None:
    assert any(doubt in found.words for found in after(*events).doubts), [each.words for each in after(*events).doubts]


@pytest.mark.parametrize(
    ("events", "holds"),
    [
        ([2, STEP, 1, CAME, 3, SECOND], True),
        ([2, STEP, LIFTED, *CONSENTS[1:], AGREED], True),
        ([2, changed(STEP, what="We vote")], False),
        ([2, changed(STEP, step=3)], False),
        ([2, changed(STEP, place=2)], False),
        ([LIFTED, 2, STEP], False),
        ([AMENDED, 2, changed(STEP, revision=2)], False),
        ([CAME], False),
        ([2, STEP, CAME, CAME], False),
        ([SET], False),
        ([changed(SET, number=1, steps=[])], False),
    ],
)
def test_the_script_for_people_without_our_code_says_the_same(events: list[Event | int], holds: bool) -> None:  # noqa: FBT001 (a column of the table)
    is_content, words = outside.verdict(outside.export(told(*events)))

    assert (is_content, replay(told(*events)).doubts == []) == (holds, holds), words


def test_a_ladder_other_than_the_agreed_one_is_doubted() -> None:
    before = entries(*FOUNDING, ASKED, *agreed(2), changed(SET, steps=[TALK]))

    why = "changes what is done when a decision is held, and no decision says so"
    assert why in said_of(each.words for each in replay(before).doubts)


def test_the_author_and_a_manager_record_too() -> None:
    assert after(2, STEP, changed(CAME, actor=KARA, partner="")).doubts == []
    assert after(2, STEP, changed(CAME, actor=DEV, partner="Clyde")).doubts == []
