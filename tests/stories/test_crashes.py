"""Does a bot that is killed between any two steps lose nothing and say nothing twice?"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from itertools import product

import pytest

from sandbox import Message
from sandbox.traffic import Delivery
from tests.cast import ANN, CHANNEL, DEV, KARA
from tests.databases import give_tables, only_sqlite
from tests.sampling import sample, sampled
from tests.stories.stage import Stage, alliance_toml, picture

TWO_PARTNERS = {"Harbour Shelter": (ANN,), "Clyde Outreach": (DEV,)}
# The story takes at least so many; the last ones are Slack being told what is done already.
TRANSACTIONS = 26
CALLS = 18
MOMENTS = ("before", "after")


class Keeper:
    """Starts the bot again whenever it was killed, as systemd does; people press again what was not taken."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.deaths = 0

    def start_again_if_dead(self) -> None:
        if self.stage.has_ended():
            self.deaths += 1
            self.stage.wait_for_bots_end()
            self.stage.start_bot()

    def insist(self, act: Callable[[], Delivery]) -> None:
        while not act().is_acked:
            self.start_again_if_dead()

    def until(self, condition: Callable[[], object]) -> None:
        def looked() -> object:
            self.start_again_if_dead()
            return condition()

        self.stage.until(looked, timeout=40)


def the_story(keeper: Keeper) -> None:
    """Kara raises; Ann consents; Dev objects, and then consents, which decides."""
    stage = keeper.stage
    kara, ann, dev = (stage.person(person) for person in (KARA, ANN, DEV))
    keeper.start_again_if_dead()
    keeper.insist(lambda: kara.runs("/propose", CHANNEL))
    kara.fills({"Title": "Beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})
    keeper.insist(kara.submits)
    keeper.until(stage.cards)
    keeper.insist(lambda: ann.clicks("Consent", card(stage)))
    keeper.until(lambda: "✅ Harbour Shelter consents" in picture(card(stage)))
    keeper.insist(lambda: dev.clicks("Object", card(stage)))
    dev.fills({"Reason": "Too few nurses"})
    keeper.insist(dev.submits)
    keeper.until(lambda: "✋ *Clyde Outreach*" in picture(card(stage)))
    while not (dev.window and "Consent?" in stage.window(DEV)):
        keeper.insist(lambda: dev.clicks("Consent", card(stage)))
    stage.settles(DEV, "Two nurses come")
    keeper.insist(dev.submits)
    keeper.until(lambda: "Agreed on" in picture(card(stage)))
    keeper.until(stage.outcomes)
    keeper.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])
    # The death may come when everything is said, or not be noticed before.
    keeper.until(lambda: keeper.deaths)


def card(stage: Stage) -> Message:
    return stage.cards()[-1]


def nothing_is_lost_and_nothing_said_twice(stage: Stage) -> None:
    kinds = stage.rows("SELECT kind FROM responses ORDER BY id")
    assert kinds == [("consent",), ("objection",), ("consent",)]
    assert stage.rows("SELECT number FROM proposals") == [(1,)]
    assert len(stage.cards()) == len(stage.outcomes()) == 1
    posted = [it.metadata["event_payload"]["key"] for it in stage.sandbox.workspace.messages if it.metadata]
    # A receipt that may have been lost with the process comes once more, as a direct message.
    posted = [key for key in posted if not key.startswith(("click:", "window:"))]
    # In working hours leads are asked too, once each.
    asked = [key for key in posted if key.startswith("asked:")]
    assert len(asked) == len(set(asked))
    posted = [key for key in posted if key not in asked]
    _, (objection,), (lift,) = stage.rows("SELECT id FROM responses ORDER BY id")
    heard = [f"objection:{objection}", f"objection_notice:{objection}:{KARA}"]
    assert sorted(posted) == ["card:1", "desk:1", f"lift:{lift}", *heard, "outcome:1"]
    private = Counter(
        (it.only_for, it.text) for it in stage.sandbox.workspace.messages if it.only_for and "Recorded" in it.text
    )
    assert max(private.values(), default=0) <= 1
    assert stage.accord("log", "verify").returncode == 0


def by_stretch(case: tuple[int, str]) -> tuple[int, str]:
    """The first step is alone, for the tables are made there; of the others, five in a row are of a kind."""
    number, moment = case
    return (number + 3) // 5, moment


COMMITS = sample(product(range(1, TRANSACTIONS), MOMENTS), kind=by_stretch)
CALLS_OF_SLACK = sample(product(range(3, CALLS), MOMENTS), kind=by_stretch)


# Elsewhere a dead process's work is free after a minute; `make chaos` kills on PostgreSQL.
@only_sqlite
@sampled
@pytest.mark.parametrize(("number", "moment"), COMMITS)
def test_killed_at_a_commit(quiet_stage: Stage, number: int, moment: str) -> None:
    quiet_stage.write_alliance(alliance_toml(TWO_PARTNERS))
    # The first commit is that of the tables.
    if number > 1:
        give_tables(quiet_stage.database_url)
    quiet_stage.start_bot("tests.stories.crashing", ACCORD_DIES_AT=str(number), ACCORD_DIES=moment)

    keeper = Keeper(quiet_stage)
    the_story(keeper)

    assert keeper.deaths == 1
    nothing_is_lost_and_nothing_said_twice(quiet_stage)


# Elsewhere a dead process's work is free after a minute; `make chaos` kills on PostgreSQL.
@only_sqlite
@sampled
@pytest.mark.parametrize(("number", "moment"), CALLS_OF_SLACK)
def test_killed_at_a_call_of_slack(quiet_stage: Stage, number: int, moment: str) -> None:
    quiet_stage.write_alliance(alliance_toml(TWO_PARTNERS))
    give_tables(quiet_stage.database_url)
    quiet_stage.start_bot()
    seen: list[object] = []

    def die(arguments: object) -> None:
        seen.append(arguments)
        if len(seen) == number and quiet_stage.bot:
            os.kill(quiet_stage.bot.pid, signal.SIGKILL)

    getattr(quiet_stage.sandbox.faults, moment)("*", die)
    keeper = Keeper(quiet_stage)
    the_story(keeper)

    assert keeper.deaths == 1
    nothing_is_lost_and_nothing_said_twice(quiet_stage)
