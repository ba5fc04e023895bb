"""Is what a manager decided alone taken back once, and do two who press together leave no sum twice?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.listeners.desk import decision_log as decision_log_of
from handlers.listeners.set_up import delegation, taking_back
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from tests.cast import ANN, CAT, CHANNEL, KARA
from tests.databases import on_both_databases, with_tables
from tests.handlers.test_matters import BOILER, Do, Room

pytestmark = on_both_databases


@pytest.fixture
def delegating(database_url: str) -> Iterator[Room]:
    made = Room(with_tables(database_url))
    made.agree()
    yield made
    made.database.close()


def test_what_was_decided_is_taken_back_once_and_its_sum_is_left_again(delegating: Room) -> None:
    delegating.does(delegation.decide_alone, KARA, BOILER)
    act = Act(CAT, delegating.now, "same", CAT, {"alliance": 1, "decision": 1}, {"reason": "A slip."}, CHANNEL)
    asked = delegating.does(taking_back.ask_why, CAT, decision=1)
    taking_back.take_back(act, delegating.database)

    for again in (act, replace(act, delivery="another")):
        with pytest.raises((SaidAlready, Refusal)):
            taking_back.take_back(again, delegating.database)

    assert "D1* · Small repairs · £1,000" in str(asked)
    assert delegating.rows("SELECT count(*) FROM messages WHERE kind = 'delegated_decision_taken_back'") == [(1,)]
    assert delegating.left() == 8_000
    assert delegating.differences() == []
    assert "; taken back by" in str(delegating.does(decision_log_of.search_for, ANN, {"words": "D1"}))


def test_what_is_taken_back_and_decided_together_passes_no_limit(delegating: Room, database_url: str) -> None:
    for _ in range(2):
        delegating.does(delegation.decide_alone, KARA, {**BOILER, "sum": "4,000"})
    at, value = delegating.now, {"alliance": 1, "decision": 1}
    backs = [Act(who, at, f"back:{who}", who, value, {"reason": "A slip."}, CHANNEL) for who in (KARA, CAT) * 2]
    spends = [
        Act(who, at, f"more:{place}", who, {"alliance": 1}, {**BOILER, "sum": "3,000"}, CHANNEL)
        for place, who in enumerate([KARA, CAT] * 2)
    ]

    def press(what: tuple[Do, Act]) -> str:
        database = Database(database_url)
        try:
            what[0](what[1], database)
        except (Refusal, SaidAlready):
            return "declined"
        finally:
            database.close()
        return "done"

    together = [(taking_back.take_back, act) for act in backs] + [(delegation.decide_alone, act) for act in spends]
    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(press, together))

    assert ends[:4].count("done") == 1
    assert ends[4:].count("done") <= 1
    assert delegating.left() == 4_000 - 3_000 * ends[4:].count("done")
    assert delegating.differences() == []
