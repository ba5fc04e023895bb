"""Is an alliance founded in the database by everybody's consent alone, in whatever order things happen in Slack?"""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.set_up.founding import mark
from decisions.words.refusal import AsksAgain, Refusal
from handlers.incoming.entrances import Listener
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.desk import overviews
from handlers.listeners.set_up import foundings
from handlers.listeners.texts import proposals, raising
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.record import decision_log
from storage.record.changes.moves import NotMoved, move_channel
from storage.record.checks import comparison
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, KARA, MONDAY, OUTSIDER, typed
from tests.databases import on_both_databases, with_tables
from tests.sampling import examples, sampled

NAMES = ("Harbour", "Clyde", "Council")
SAID = {"name": "Together", "timezone": "Europe/London", "digest_day": "monday", "digest_time": "09:00"}
FILE = AllianceFile("By file", CHANNEL, "UTC", (KARA,), (PartnerEntry("A", (ANN,)), PartnerEntry("B", (DEV,))))


class Hall:
    """A channel into which Accord came, and the people in it."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.channel, self._acts = database, MONDAY, CHANNEL, count(1)
        foundings.come_in(self._act("", {}), database)

    def _act(self, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> Act:
        self.now += timedelta(minutes=1)
        return Act(person, self.now, f"act:{next(self._acts)}", person.lower(), value, words or {}, self.channel)

    def sets_up(self, by: str = KARA) -> None:
        words = {**SAID, "operations_managers": [KARA]}
        foundings.set_up(self._act(by, {"alliance": 1}, words), self.database)

    def names(self, name: str, *people: str, by: str = KARA, instead: str | None = None) -> None:
        value = {"alliance": 1, **({"founder": mark(instead)} if instead else {})}
        words = {"name": name, "people": people[0], "deputies": list(people[1:])}
        foundings.keep_founder(self._act(by, value, words), self.database)

    def removes(self, name: str, by: str = KARA) -> None:
        foundings.remove_founder(self._act(by, {"alliance": 1, "founder": mark(name)}), self.database)

    def puts(self, by: str = KARA) -> None:
        foundings.put(self._act(by, {"alliance": 1}), self.database)

    def consents(self, person: str) -> None:
        for proposal, revision in self.rows(
            "SELECT p.id, max(r.number) FROM proposals p JOIN revisions r ON r.proposal_id = p.id "
            "WHERE p.ended_at IS NULL GROUP BY p.id"
        ):
            act = self._act(person, {"proposal": proposal, "revision": revision, "decides": True})
            responses.consent_after_all(act, self.database)

    def withdraws(self, by: str) -> None:
        for (proposal,) in self.rows("SELECT id FROM proposals WHERE ended_at IS NULL"):
            proposals.withdraw(self._act(by, {"proposal": proposal}, {"reason": "Not yet."}), self.database)

    def raises(self, by: str) -> None:
        words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
        raising.raise_proposal(self._act(by, {"alliance": 1}, words), self.database)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.snapshot() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def kinds(self) -> list[str]:
        return [kind for (kind,) in self.rows("SELECT kind FROM log_entries ORDER BY sequence")]

    def is_founded(self) -> bool:
        with self.database.snapshot() as connection:
            return alliances.load(connection, 1).is_founded

    def differences(self) -> list[str]:
        with self.database.snapshot() as connection:
            return list(comparison.differences(connection, 1))


@pytest.fixture
def hall(database_url: str) -> Any:
    made = Hall(with_tables(database_url))
    yield made
    made.database.close()


def put_to_two(hall: Hall) -> None:
    hall.sets_up()
    hall.names("Harbour", ANN, BEN)
    hall.names("Clyde", DEV)
    hall.puts()


@on_both_databases
def test_a_founding_by_all_is_what_the_log_says(hall: Hall) -> None:
    put_to_two(hall)
    hall.names("Council", CAT, DEV, instead="Clyde")
    hall.puts()
    hall.consents(BEN)
    assert not hall.is_founded()

    hall.consents(CAT)

    assert hall.is_founded()
    assert hall.differences() == []
    hall.raises(ANN)
    hall.consents(DEV)
    hall.consents(ANN)
    assert hall.kinds()[-1] == "decision_agreed"
    assert hall.differences() == []


@pytest.mark.parametrize("looks", [overviews.show_status, overviews.preview_digest])
def test_whoever_looks_where_it_stands_hears_that_it_is_drafted(hall: Hall, looks: Listener) -> None:
    hall.sets_up()

    with pytest.raises(Refusal, match="still being set up"):
        looks(hall._act(BEN, {}), hall.database)

    hall.names("Harbour", ANN, BEN)
    hall.names("Clyde", DEV)
    hall.puts()
    assert "Waits for all 2 partners" in str(looks(hall._act(BEN, {}), hall.database))


@on_both_databases
def test_accord_comes_in_as_often_as_it_likes(hall: Hall) -> None:
    for _ in range(2):
        foundings.come_in(hall._act("", {}), hall.database)

    assert hall.rows("SELECT count(*) FROM alliances") == [(1,)]
    assert hall.rows("SELECT count(*) FROM messages") == [(1,)]


@on_both_databases
def test_several_processes_that_are_told_at_once_begin_one(database_url: str) -> None:
    database = with_tables(database_url)
    told = [Act("", MONDAY, f"event:{number}", channel=CHANNEL) for number in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda act: foundings.come_in(act, database), told))

    with database.snapshot() as connection:
        assert len(alliances.everywhere(connection)) == 1
    database.close()


def test_a_file_founds_where_nothing_is_put_yet_and_not_afterwards(hall: Hall) -> None:
    hall.sets_up()

    assert found_or_compare(hall.database, FILE, hall.now) == []

    assert hall.kinds() == ["alliance_founded", "partner_joined", "partner_joined"]
    with pytest.raises(Refusal, match="This alliance is founded"):
        hall.puts()


def test_a_file_founds_nothing_beside_what_the_partners_are_asked(hall: Hall) -> None:
    put_to_two(hall)

    assert "asked in Slack" in found_or_compare(hall.database, FILE, hall.now)[0]

    assert hall.kinds() == ["founding_put", "proposal_raised"]


def test_a_draft_follows_its_channel(hall: Hall) -> None:
    with hall.database.transaction() as connection:
        move_channel(connection, alliances.load(connection, 1), "C0NEW", hall.now, is_empty=False)
    assert hall.kinds() == []
    hall.channel = "C0NEW"

    put_to_two(hall)
    hall.consents(ANN)
    hall.consents(DEV)

    assert hall.is_founded()
    assert hall.differences() == []


@on_both_databases
def test_a_draft_gives_way_to_an_alliance_that_goes_on_there_unless_it_was_put(hall: Hall) -> None:
    found_or_compare(hall.database, replace(FILE, channel="C0OLD"), hall.now)
    hall.sets_up()
    with hall.database.transaction() as connection:
        outbox.open_log(connection, 2, hall.now)

    with hall.database.transaction() as connection:
        move_channel(connection, alliances.load(connection, 2), CHANNEL, hall.now, is_empty=True)

    assert hall.rows("SELECT id, channel FROM alliances") == [(2, CHANNEL)]
    assert hall.rows("SELECT DISTINCT alliance_id FROM lanes") == [(2,)]
    assert hall.rows("SELECT count(*) FROM messages WHERE kind = 'living_log'") == [(2,)]


def test_an_alliance_does_not_go_on_where_partners_are_asked_or_where_it_is(hall: Hall) -> None:
    found_or_compare(hall.database, replace(FILE, channel="C0OLD"), hall.now)
    put_to_two(hall)

    for channel in (CHANNEL, "C0OLD"):
        with hall.database.transaction() as connection, pytest.raises(NotMoved, match="another alliance is in"):
            move_channel(connection, alliances.load(connection, 2), channel, hall.now, is_empty=True)

    assert len(hall.rows("SELECT id FROM alliances")) == 2


class AFounding(RuleBasedStateMachine):
    """Whoever it is, does whatever: nothing but the consent of all who are asked founds an alliance."""

    people = st.sampled_from([KARA, ANN, BEN, CAT, DEV, OUTSIDER])

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.hall = Hall(with_tables(f"sqlite:///{self.folder}/accord.db"))
        put_to_two(self.hall)

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            assert self.hall.differences() == [], "the tables say what follows from the log"
            self.hall.database.close()
            shutil.rmtree(self.folder)

    @rule(by=people)
    def set_up(self, by: str) -> None:
        tried(lambda: self.hall.sets_up(by))

    @rule(by=people, name=st.sampled_from(NAMES), who=st.lists(people, min_size=1, max_size=2))
    def name(self, by: str, name: str, who: list[str]) -> None:
        tried(lambda: self.hall.names(name, *who, by=by))

    @rule(by=people, name=st.sampled_from(NAMES))
    def remove(self, by: str, name: str) -> None:
        tried(lambda: self.hall.removes(name, by))

    @rule(by=people)
    def put(self, by: str) -> None:
        tried(lambda: self.hall.puts(by))

    @rule(person=people)
    def consent(self, person: str) -> None:
        tried(lambda: self.hall.consents(person))

    @rule(by=people)
    def withdraw(self, by: str) -> None:
        tried(lambda: self.hall.withdraws(by))

    @rule(by=people)
    def raise_another(self, by: str) -> None:
        was_founded, before = self.hall.is_founded(), len(self.hall.kinds())
        tried(lambda: self.hall.raises(by))
        assert was_founded or len(self.hall.kinds()) == before

    @invariant()
    def founded_at_the_moment_when_all_have_consented(self) -> None:
        kinds = self.hall.kinds()
        assert self.hall.is_founded() == ("alliance_founded" in kinds)
        assert kinds.count("alliance_founded") <= 1
        if "alliance_founded" in kinds:
            assert kinds[kinds.index("alliance_founded") - 1] == "decision_agreed"
        with self.hall.database.snapshot() as connection:
            assert decision_log.first_broken_entry(connection, 1) is None


def tried(act: Callable[[], object]) -> None:
    try:
        act()
    except (Refusal, AsksAgain):
        return


AFounding.TestCase.settings = settings(max_examples=examples(10, 250), stateful_step_count=20, deadline=None)
TestEveryOrderOfAFounding = sampled(AFounding.TestCase)
