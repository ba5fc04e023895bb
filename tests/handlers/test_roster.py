"""Who is offered where people are chosen? Those in the channel, of whatever workspace, as Slack tells."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from handlers.incoming.roster import Roster
from sandbox import Channel, Sandbox
from sandbox.faults import Fault
from tests.cast import ANN, CAT, CHANNEL, DEV, KARA, OUTSIDER
from tests.stories.stage import workspace

HALL = "C0HALL"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = workspace()
    made.add_channel(Channel(HALL, "hall", {KARA, ANN, CAT, DEV, made.bot_user}, is_ext_shared=True))
    with Sandbox.start(made) as started:
        yield started


def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


def test_people_of_the_channel_are_offered_by_name_and_apps_are_not(sandbox: Sandbox) -> None:
    offered = Roster().offered(client(sandbox), HALL, KARA, "")

    assert offered == [(ANN, "Ann Lee"), (CAT, "Cat Reid"), (DEV, "Dev Shah"), (KARA, "Kara Munro")]


def test_whoever_types_finds_by_what_they_typed(sandbox: Sandbox) -> None:
    assert Roster().offered(client(sandbox), HALL, KARA, " shah") == [(DEV, "Dev Shah")]


def test_a_closed_account_is_not_offered(sandbox: Sandbox) -> None:
    sandbox.deactivates(CAT)

    assert CAT not in dict(Roster().offered(client(sandbox), HALL, KARA, ""))


def test_whoever_is_not_in_the_channel_learns_of_nobody_there(sandbox: Sandbox) -> None:
    assert Roster().offered(client(sandbox), HALL, OUTSIDER, "") == []


def test_slack_is_asked_for_each_person_once(sandbox: Sandbox) -> None:
    roster = Roster()
    for channel in (HALL, CHANNEL, HALL):
        roster.offered(client(sandbox), channel, KARA, "")

    asked = [call.arguments["user"] for call in sandbox.traffic.calls if call.method == "users.info"]
    assert len(asked) == len(set(asked))


def test_while_slack_is_away_nobody_is_offered_and_nothing_is_known(sandbox: Sandbox) -> None:
    for method in ("users.info", "conversations.members"):
        sandbox.faults.add(Fault(method, error="service_unavailable", times=9))
    roster = Roster()

    assert roster.offered(client(sandbox), HALL, KARA, "") == []
    assert roster.name_and_zone(client(sandbox), KARA) == ("", "")


def test_a_persons_own_name_and_zone(sandbox: Sandbox) -> None:
    assert Roster().name_and_zone(client(sandbox), KARA) == ("Kara Munro", "Europe/London")
