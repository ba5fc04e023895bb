"""Somebody who speaks in two alliances reads of which one each thing is, and chooses where it can't be known."""

import json

import pytest

from handlers.clock import clock
from tests.handlers.rooms import KIM, MONDAY, OUTSIDER, PEOPLE, House, deliver
from tests.handlers.test_who_may_read import doors
from tests.reading import read


def test_whoever_speaks_in_both_chooses_what_home_shows_and_it_is_kept(house: House) -> None:
    desk = house.fresh()
    handlers = {named: handler for _, named, handler in doors(desk)}

    def home() -> str:
        desk.works_off(1)
        return read(desk.sandbox.workspace.homes[KIM].body["blocks"])

    deliver(desk, handlers["app_home_opened"], "event", KIM, {})
    assert home().startswith(
        "*alpha alliance*\nYou take part in 2 alliances; this is one of them.\n"
        "[alpha alliance | beta alliance: alpha alliance]"
    )
    deliver(desk, handlers["home.alliance"], "action", KIM, {"alliance": 2})
    assert home().startswith("*beta alliance*\n")
    deliver(desk, handlers["app_home_opened"], "event", KIM, {})
    assert "alpha words" not in home()
    deliver(desk, handlers["app_home_opened"], "event", OUTSIDER, {})
    deliver(desk, handlers["app_home_opened"], "event", PEOPLE[2][1], {})
    desk.works_off(1)
    others = [read(desk.sandbox.workspace.homes[each].body["blocks"]) for each in (OUTSIDER, PEOPLE[2][1])]
    assert "alpha" not in others[0] + others[1]
    assert others[1].startswith("[Raise a proposal]")
    desk.closes()


def test_direct_messages_say_of_which_alliance_they_are_to_whoever_speaks_in_both(house: House) -> None:
    desk = house.fresh()

    clock.look_after_alliances(desk.database, MONDAY)
    desk.now = MONDAY
    desk.works_off(1)

    kim = [it for it in desk.shown() if it.channel == desk.sandbox.workspace.direct_channel(KIM).id]
    assert {read(it.blocks).split("\n")[0] for it in kim} == {"(*alpha alliance*)", "(*beta alliance*)"}
    assert all(it.text.startswith(("alpha alliance: ", "beta alliance: ")) for it in kim)
    one = desk.sandbox.workspace.direct_channel(PEOPLE[1][1]).id
    assert [it for it in desk.shown() if it.channel == one]
    assert not [it for it in desk.shown() if it.channel == one and "alpha alliance" in it.text]
    desk.closes()


@pytest.mark.parametrize(
    ("entrance", "words", "found"),
    [
        ("/propose", "Tea for all", "Tea for all"),
        ("/decisions", "words", "words"),
        ("/accord", "status", "beta words"),
        ("raise_proposal", "", "beta alliance"),
    ],
)
def test_outside_a_channel_whoever_speaks_in_both_chooses(house: House, entrance: str, words: str, found: str) -> None:
    desk = house.fresh()
    handlers = {named: (kind, handler) for kind, named, handler in doors(desk)}
    kind, handler = handlers[entrance]

    asked = deliver(desk, handler, kind, KIM, {"words": words})
    value = {"alliance": 2, "act": f"{entrance} {words}" if entrance == "/accord" else entrance, "words": words}
    opened = deliver(desk, handlers["alliance.chosen."][1], "action", KIM, value)

    assert "which alliance?" in asked
    assert json.dumps(json.dumps(value, separators=(",", ":"), sort_keys=True))[1:-1].lower() in asked.replace(
        "\\\\", "\\"
    )
    assert found.lower() in opened
    assert "alpha" not in opened
    desk.closes()
