"""Whatever comes in with a forged value shows nothing to who has no business there: entrance by entrance."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.asking.reading import MayNotRead
from handlers import choices, routes
from handlers.incoming.entrances import Entrances, Handler
from handlers.metrics import Metrics
from tests.cast import CHANNEL, NAMES, OUTSIDER, PARTNERS
from tests.handlers.desk import START, Desk, Office
from tests.stories.stage import OTHER_CHANNEL

# Somebody who leads a partner of another alliance in the same database.
NEIGHBOUR = "U0NEIGHBOUR"
THERE = AllianceFile(
    "Leith", OTHER_CHANNEL, "Europe/London", ("U0LEITH",), (PartnerEntry("Leith Shelter", (NEIGHBOUR,)),)
)
FORGED = {
    **dict.fromkeys(("alliance", "proposal", "revision", "response", "report", "suggestion", "entry", "partner"), 1),
    "since": 0,
    "page": 0,
    "words": "",
    "decides": True,
}
SAID = MayNotRead("").words
SECRETS = {"Beds", "Ten beds.", "Warmth.", *PARTNERS, *NAMES.values()} - {NAMES[OUTSIDER]}
# How it works is nobody's secret, and the address of a card is opened by Slack.
OPEN_TO_ALL = {"home.help", "proposal.open_thread"}
_TRIGGERS = count(1)

Deliver = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


class Doors:
    """Stands where Bolt does, and keeps who listens to what."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, Handler]] = []

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Handler], None]]:
        return lambda named: lambda handler: self.found.append((kind, getattr(named, "pattern", named), handler))


def clicked(person: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    action = {"value": json.dumps(value)}
    where = {"channel": {"id": OTHER_CHANNEL}, "container": {}}
    return {"user": {"id": person}, "actions": [action], "trigger_id": f"{next(_TRIGGERS)}", **where}


def sent(person: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    view = {"id": f"V{next(_TRIGGERS)}", "private_metadata": json.dumps(value), "blocks": [], "state": {"values": {}}}
    return {"user": {"id": person}, "view": view}


def asked(person: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"user": {"id": person}, "value": "", "view": {"private_metadata": json.dumps(value)}}


# What brings a value along. Commands and shortcuts are about the channel in which Slack says that they were used.
WITH_A_VALUE: Mapping[str, Deliver] = {"action": clicked, "view": sent, "options": asked}
CHOICES = {
    "proposal.menu": [*choices.CARD_MENU],
    "partners.change.": [*choices.CHANGES_OF_PARTNERS],
    "founding.partner": [*choices.FOUNDER_MENU],
    "form.menu": [*choices.FORM_MENU],
    "alliance.chosen.": [*choices.ASKED_ANYWHERE],
}


def doors(desk: Desk) -> Iterator[tuple[str, str, Handler]]:
    found = Doors()
    entrances = Entrances(desk.database, desk.courier, lambda: desk.now, Metrics())
    routes.connect(found, entrances)  # type: ignore[arg-type]  # it has what Bolt's App has
    return ((kind, named.strip("^").replace("\\", ""), handler) for kind, named, handler in found.found)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    office = Office(tmp_path_factory.mktemp("office"))
    made = office.desk()
    found_or_compare(made.database, THERE, START)
    office.sandbox.workspace.channels[CHANNEL].members.discard(OUTSIDER)
    yield made
    made.closes()
    office.sandbox.stop()


def shown(desk: Desk, handler: Handler, body: Mapping[str, Any]) -> str:
    """Deliver it, and return all that Slack is given in answer."""
    answers: list[Any] = []
    desk.sandbox.traffic.calls.clear()
    client = WebClient(desk.sandbox.bot_token, desk.sandbox.api_url, retry_handlers=[])
    handler(body, lambda *said, **more: answers.append((said, more)), client)  # type: ignore[arg-type]  # as Bolt's Ack
    calls = [call.arguments for call in desk.sandbox.traffic.calls if call.method.startswith("views.")]
    return json.dumps([answers, calls], ensure_ascii=False)


def test_no_two_listeners_wait_at_one_door(desk: Desk) -> None:
    """Bolt would ask the first one only, and the other would never hear of what was pressed or sent."""
    named = Counter((kind, name) for kind, name, _ in doors(desk))

    assert [door for door, count in named.items() if count > 1] == []


@pytest.mark.parametrize("person", [OUTSIDER, NEIGHBOUR])
def test_a_forged_value_shows_nothing_at_any_entrance(desk: Desk, person: str) -> None:
    tried = [door for door in doors(desk) if door[0] in WITH_A_VALUE]
    assert len(tried) > 50

    for kind, named, handler in tried:
        for choice in CHOICES.get(named, [""]):
            seen = shown(desk, handler, WITH_A_VALUE[kind](person, {**FORGED, "act": choice}))

            assert not [secret for secret in SECRETS if secret in seen], (named, choice)
            is_refused = SAID in seen or (kind == "options" and seen == '[[[[], {"options": []}]], []]')
            assert is_refused or named in OPEN_TO_ALL, (named, choice, seen)


def test_whoever_is_in_the_channel_reads_on_in_every_window(desk: Desk) -> None:
    handlers = {named: handler for _, named, handler in doors(desk)}
    desk.sandbox.workspace.channels[CHANNEL].members.add(OUTSIDER)

    seen = shown(desk, handlers["history.page."], clicked(OUTSIDER, FORGED))

    desk.sandbox.workspace.channels[CHANNEL].members.discard(OUTSIDER)
    assert "Ten beds." in seen


def test_whoever_presses_in_the_channel_is_there(desk: Desk) -> None:
    handlers = {named: handler for _, named, handler in doors(desk)}
    pressed = {**clicked(OUTSIDER, FORGED), "channel": {"id": CHANNEL}}

    seen = shown(desk, handlers["proposal.read"], pressed)

    assert "Ten beds." in seen
    assert not [call for call in desk.sandbox.traffic.calls if call.method == "conversations.members"]
