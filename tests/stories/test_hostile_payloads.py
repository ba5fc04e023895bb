"""What if a payload is not as Slack sends it? No traceback, nothing half done, and nobody becomes another.

Real payloads of every entrance are gathered by playing a story; then they are changed at random and delivered again.
FUZZ says how many changed payloads are tried (`make fuzz`: 10,000).
"""

import logging
import os
from collections.abc import Iterator
from threading import get_ident

import pytest
from hypothesis import HealthCheck, given, settings

from handlers.views.blocks import ids
from sandbox.workspace import Json
from tests.stories.hostile.bot import NEIGHBOUR, Bot, a_bot
from tests.stories.hostile.changes import hostile, repacked
from tests.stories.hostile.doors import doors

EXAMPLES = int(os.environ.get("FUZZ", "300"))
# With so many, changed payloads come through every door.
ENOUGH = 5_000
ENTRANCES = {"slash_commands", "block_actions", "view_submission", "shortcut", "message_action", "block_suggestion"}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with a_bot(tmp_path_factory.mktemp("hostile")) as made:
        yield made


class Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def loud() -> Iterator[Listening]:
    made = Listening()
    logging.getLogger().addHandler(made)
    yield made
    logging.getLogger().removeHandler(made)


def test_every_entrance_is_among_the_payloads(bot: Bot) -> None:
    found = {payload.get("type", "slash_commands") for payload in bot.payloads}

    assert found == {*ENTRANCES, "event_callback"}
    assert len(bot.payloads) >= 22


def test_every_door_and_every_choice_there_is_among_them(bot: Bot) -> None:
    assert [door for door, payloads in bot.by_door.items() if not payloads] == []
    reached = {name.rstrip(".") for _, name, _ in bot.by_door} | {choice for _, _, choice in bot.by_door}
    assert {value for name, value in vars(ids).items() if name.isupper()} - reached == {ids.INPUT}


def test_whatever_names_what_is_the_neighbours_comes_to_nothing_through_any_door(bot: Bot, loud: Listening) -> None:
    bot.watched.entered.clear()
    theirs = {"alliance": NEIGHBOUR, "proposal": bot.newest_proposal}

    for payload in bot.payloads:
        leaves_no_trace(bot, loud, repacked(payload, **theirs))

    assert [door for door in doors() if door not in bot.watched.entered] == []


def test_hostile_payloads_leave_no_trace(bot: Bot, loud: Listening) -> None:
    bot.watched.entered.clear()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(payload=hostile(bot.by_door, bot.nameable))
    def try_it(payload: Json) -> None:
        leaves_no_trace(bot, loud, payload)

    try_it()
    assert EXAMPLES < ENOUGH or [door for door in doors() if door not in bot.watched.entered] == []


def leaves_no_trace(bot: Bot, loud: Listening, payload: Json) -> None:
    loud.records.clear()
    bot.world.sandbox.traffic.calls.clear()

    status, said = bot.takes(payload)

    faults = [it for it in loud.records if it.thread == get_ident()]
    assert len(faults) <= 1
    is_ours = status == 500 and not (faults and "Failed to run a middleware" in faults[0].getMessage())
    assert not is_ours, said
    assert "Traceback" not in said
    assert "leithmark" not in f"{said}{bot.shown()}".lower()
    nothing_is_half_done(bot)


def nothing_is_half_done(bot: Bot) -> None:
    """Every table says what the log says, the neighbour's as before, and each answer is of somebody who may give it."""
    assert bot.of_neighbour() == bot.neighbour
    if not bot.has_changed():
        return
    assert bot.faults() == []
    strangers = bot.rows(
        "SELECT 1 FROM responses a WHERE NOT EXISTS (SELECT 1 FROM representatives r "
        'WHERE r.partner_id = a.partner_id AND r.slack_user_id = a."by")'
    )
    assert strangers == []
