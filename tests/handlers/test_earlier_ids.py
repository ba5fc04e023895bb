"""Whoever has another id in Slack by now is one person at every door, whichever of the two Slack names."""

import re
from collections.abc import Iterator
from shutil import copyfile
from typing import Any

import pytest

from storage.personal import people
from storage.record.changes import moves
from tests.cast import ANN, CHANNEL
from tests.handlers.desk import Office
from tests.handlers.test_who_may_read import CHOICES, FORGED, WITH_A_VALUE, clicked, doors, shown

NOW = "U1ANN"
# Each press has an id of its own, and each log other salts, and so another seal.
_BY_CHANCE = re.compile(r'"(trigger|view)_id": "\w+"|[0-9a-f]{8,}')


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which Slack has just given Ann another id, whichever desk is asked for."""
    made = Office(tmp_path_factory.mktemp("office"))
    made.sandbox.workspace.channels[CHANNEL].members.discard(ANN)
    desk = made.desk()
    with desk.database.transaction() as connection:
        people.introduce(connection, ANN, "Ann Lee")
        moves.move_person(connection, ANN, NOW, desk.now)
    desk.closes()
    copyfile(made.folder / "desk.db", made.folder / "first.db")
    yield made
    made.sandbox.stop()


def came_of(office: Office, door: tuple[str, str, str], person: str) -> tuple[str, list[Any]]:
    """Tell what Slack is given, and what the log tells, where this person comes in with all a control carries."""
    desk = office.desk()
    kind, named, choice = door
    handler = next(handler for its_kind, its_name, handler in doors(desk) if (its_kind, its_name) == (kind, named))
    seen = shown(desk, handler, WITH_A_VALUE[kind](person, {**FORGED, "act": choice}))
    return _BY_CHANCE.sub("", seen), desk.rows("SELECT kind, actor, fields FROM log_entries")


def test_every_door_takes_the_earlier_id_for_the_present_one(office: Office) -> None:
    tried = [
        (kind, named, choice)
        for kind, named, _ in doors(office.desk())
        if kind in WITH_A_VALUE
        for choice in CHOICES.get(named, [""])
    ]
    assert len(tried) > 100

    for door in tried:
        assert came_of(office, door, ANN) == came_of(office, door, NOW), door


def test_a_press_under_an_earlier_id_is_that_of_the_person(office: Office) -> None:
    desk = office.desk()
    handlers = {named: handler for _, named, handler in doors(desk)}

    shown(desk, handlers["proposal.consent"], clicked(ANN, FORGED))

    assert desk.rows("SELECT \"by\" FROM responses WHERE kind = 'consent'") == [(NOW,)]
