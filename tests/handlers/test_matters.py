"""Do all say who decides, in the database, and do two managers never pass a limit together?"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from bot.publishing.proposal_words import effect
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.alliance.delegation import sum_left
from decisions.words.refusal import Refusal
from handlers.gathering.front_desk import desk_now
from handlers.gathering.overview import overview
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners.afterwards import reviews
from handlers.listeners.answers import questions, responses
from handlers.listeners.desk import decision_log as decision_log_of
from handlers.listeners.people import partners
from handlers.listeners.set_up import delegation, matters
from handlers.listeners.texts import proposals, raising
from handlers.views.card.proposal_card import card
from handlers.views.desk.overview import digest
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from storage.record import decision_log
from storage.record.checks import comparison
from storage.record.proposals import proposals as proposals_there
from tests.cast import ANN, CAT, CHANNEL, DEV, KARA, MONDAY, typed
from tests.databases import on_both_databases, with_tables
from tests.reading import read_message

pytestmark = on_both_databases
FILE = AllianceFile(
    "Together",
    CHANNEL,
    "Europe/London",
    (KARA, CAT),
    (PartnerEntry("Harbour", (ANN,)), PartnerEntry("Clyde", (DEV,))),
)
WORDS = {"text": typed("Small things."), "benefit": "They are done sooner."}
REPAIRS = {"name": "Small repairs", "decider": "manager", "each": "5,000", "in_all": "8,000", "until": "2027-06-30"}
BOILER = {"matter": "Small repairs", "what": "A boiler", "why": "It broke.", "sum": "1,000"}
Do = Callable[[Act, Database], object]


class Room:
    """An alliance in which No. 1 delegates small repairs."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self._acts = database, MONDAY, count(1)
        found_or_compare(database, FILE, MONDAY)
        self.does(matters.propose_setting, ANN, {**WORDS, **REPAIRS})

    def does(self, what: Do, person: str, words: dict[str, Any] | None = None, **value: Any) -> object:
        self.now += timedelta(minutes=1)
        told = {"alliance": 1, **value}
        return what(Act(person, self.now, f"act:{next(self._acts)}", person, told, words or {}, CHANNEL), self.database)

    def agree(self, number: int = 1) -> None:
        for person in (ANN, DEV):
            self.does(responses.consent_after_all, person, proposal=number, revision=1, decides=True)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.snapshot() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def left(self) -> int:
        with self.database.snapshot() as connection:
            return sum_left(told := alliances.load(connection, 1).matters, told.classes[0])

    def card(self, number: int) -> str:
        with self.database.snapshot() as connection:
            return str(card(view_of(connection, 1, number, self.now)).blocks)

    def differences(self) -> list[str]:
        with self.database.snapshot() as connection:
            assert decision_log.first_broken_entry(connection, 1) is None
            return list(comparison.differences(connection, 1))


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    made = Room(with_tables(database_url))
    yield made
    made.database.close()


@pytest.fixture
def delegating(room: Room) -> Room:
    room.agree()
    return room


def test_nothing_is_delegated_before_all_agree(room: Room) -> None:
    room.does(responses.consent_after_all, ANN, proposal=1, revision=1, decides=True)

    with pytest.raises(Refusal, match="Nothing is delegated now"):
        room.does(delegation.decide_alone, KARA, BOILER)

    assert room.rows("SELECT count(*) FROM log_entries WHERE kind = 'matters_set'") == [(0,)]


def test_it_is_so_from_the_moment_at_which_all_agree(delegating: Room) -> None:
    delegating.does(delegation.decide_alone, KARA, BOILER)

    kinds = delegating.rows("SELECT kind, actor FROM log_entries ORDER BY sequence DESC LIMIT 3")
    assert kinds[::-1] == [("decision_agreed", ""), ("matters_set", ""), ("delegated_decision_made", KARA)]
    assert delegating.left() == 7_000
    assert delegating.differences() == []


def test_no_other_text_supersedes_what_delegates(delegating: Room) -> None:
    words = {**WORDS, "title": "Nothing is delegated any more", "supersedes": "1"}

    with pytest.raises(Refusal, match="in its own window"):
        delegating.does(raising.raise_proposal, ANN, words)
    with pytest.raises(Refusal, match="in its own window"):
        delegating.does(reviews.raise_a_change, ANN, proposal=1)

    assert delegating.does(raising.decisions_to_supersede, ANN) == []
    delegating.does(raising.raise_proposal, ANN, {**words, "supersedes": ""})
    delegating.agree(2)
    offered = delegating.does(raising.decisions_to_supersede, ANN)
    assert "Nothing is delegated any more" in str(offered)
    assert ("Raise a change…" in delegating.card(1), "Raise a change…" in delegating.card(2)) == (False, True)


def test_managers_who_press_together_pass_no_limit(delegating: Room, database_url: str) -> None:
    acts = [
        Act(who, delegating.now, f"together:{place}", who, {"alliance": 1}, {**BOILER, "sum": "3,000"}, CHANNEL)
        for place, who in enumerate([KARA, CAT] * 4)
    ]

    def press(act: Act) -> str:
        # Each as a process of its own would: with its own way to the database.
        database = Database(database_url)
        try:
            delegation.decide_alone(act, database)
        except Refusal as refusal:
            return refusal.words
        finally:
            database.close()
        return "decided"

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(press, acts))

    assert ends.count("decided") == 2
    assert sum(words.startswith("£2,000 is left of £8,000.") for words in ends) == 6
    assert delegating.left() == 2_000
    assert delegating.differences() == []


def test_a_press_that_comes_twice_decides_once(delegating: Room) -> None:
    act = Act(KARA, delegating.now, "same", KARA, {"alliance": 1}, BOILER, CHANNEL)
    delegation.decide_alone(act, delegating.database)

    with pytest.raises(SaidAlready):
        delegation.decide_alone(act, delegating.database)

    assert delegating.rows("SELECT count(*) FROM messages WHERE kind = 'delegated_decision_made'") == [(1,)]
    assert delegating.left() == 7_000


def test_desk_and_digest_say_what_is_left_and_what_was_decided_is_found(delegating: Room) -> None:
    delegating.does(delegation.decide_alone, KARA, BOILER)

    with delegating.database.snapshot() as connection:
        said, _ = desk_now(connection, 1, delegating.now)
        seen = overview(connection, 1, MONDAY, delegating.now, delegating.now)
        later = overview(connection, 1, delegating.now, delegating.now, delegating.now)

    line = "☑️ D1 · A boiler · £1,000 · decided by U0KARA (No. 1)"
    assert line in read_message(digest(seen))
    assert line not in read_message(digest(later))
    for words in ("D1", "boil", ""):
        assert line in str(delegating.does(decision_log_of.search_for, ANN, {"words": words}, alliance=1))
    told = seen.delegated
    assert told == "Delegated · Small repairs: £7,000 of £8,000 left until 30 June 2027"
    assert told in str(said.blocks)


def test_what_was_to_be_reserved_to_a_partner_that_left_is_decided_by_all(room: Room) -> None:
    room.does(partners.propose_joining, ANN, {**WORDS, "name": "Kelvin", "people": "U0GUS"})
    room.agree(2)
    clyde = {"name": "Planning", "decider": "partner", "partner": "2"}
    room.does(matters.propose_setting, ANN, {**WORDS, **clyde})
    room.does(partners.propose_leaving, ANN, {**WORDS, "partner": "2"})
    assert "*Planning*: reserved to Clyde by law" in room.card(3)
    for person in (ANN, DEV, "U0GUS"):
        room.does(responses.consent_after_all, person, proposal=4, revision=1, decides=True)

    nobodys = "*Planning* is nobody's own matter: Clyde, to which it was to be reserved, has left."
    assert f"*When agreed:* {nobodys}" in room.card(3)

    for person in (ANN, "U0GUS"):
        room.does(responses.consent_after_all, person, proposal=3, revision=1, decides=True)

    assert f"*From then on:* {nobodys}" in room.card(3)
    with room.database.snapshot() as connection:
        told, here = proposals_there.load(connection, 3), alliances.load(connection, 1)
    assert effect(told, here, lambda _: "Clyde") == "Planning: nobody's own matter, for Clyde has left the alliance."
    assert room.rows("SELECT count(*) FROM agreements") == [(3,)]
    assert room.rows("SELECT count(*) FROM log_entries WHERE kind = 'matters_set'") == [(0,)]
    assert room.differences() == []


def test_a_partner_waits_for_its_board_and_then_consents(delegating: Room) -> None:
    beds = {**WORDS, "title": "Beds", "matter": "=Small repairs", "sum": "60,000"}
    two: dict[str, Any] = {"proposal": 2, "revision": 1}
    delegating.does(matters.set_limit, ANN, {"over": "50,000", "who": "our board"})
    delegating.does(raising.raise_proposal, KARA, beds)
    asked = delegating.does(responses.consent, ANN, **two)
    day = {"answer_by": "2026-12-01", "subject_to": ["yes"]}
    delegating.does(questions.take_time, ANN, day, **two)
    delegating.does(responses.consent_after_all, DEV, **two, decides=True)
    assert delegating.rows("SELECT count(*) FROM agreements") == [(1,)]

    again = delegating.does(responses.consent_after_all, ANN, **two, decides=True)
    delegating.does(responses.consent_after_all, ANN, **two, decides=True, has_word=True)

    assert "Our board agrees" in str(asked)
    assert "With this consent No. 2 is decided" in str(again)
    assert delegating.rows("SELECT subject_to FROM questions") == [("our board",)]
    assert delegating.rows("SELECT count(*) FROM agreements") == [(2,)]
    assert delegating.rows("SELECT matter, sum FROM revisions WHERE proposal_id = 2") == [("Small repairs", 60_000)]
    assert delegating.differences() == []


def test_an_objection_is_never_kept_from_a_partner_by_its_limit(delegating: Room) -> None:
    delegating.does(matters.set_limit, ANN, {"over": "50,000", "who": "our board"})
    delegating.does(raising.raise_proposal, KARA, {**WORDS, "title": "Beds", "sum": "60,000"})
    cure = {"reason": "Dear", "suggestion.1": typed("Five beds.")}
    with pytest.raises(Refusal, match="You will be asked when this text is put"):
        delegating.does(responses.object_to, ANN, {**cure, "own_consent": ["yes"]}, proposal=2, revision=1)

    delegating.does(responses.object_to, ANN, cure, proposal=2, revision=1)

    assert delegating.rows("SELECT kind FROM responses WHERE proposal_id = 2") == [("objection",)]


PLANNING = {"name": "Planning", "decider": "partner", "partner": "2"}
PLAN = {**WORDS, "title": "A plan", "matter": "=Planning"}


def test_one_partner_decides_its_own_matter_and_the_others_give_views(room: Room) -> None:
    room.does(matters.propose_setting, ANN, {**WORDS, **PLANNING})
    room.agree(2)
    room.does(raising.raise_proposal, KARA, PLAN)
    third: dict[str, Any] = {"proposal": 3, "revision": 1}
    with pytest.raises(Refusal, match="Clyde's own matter"):
        room.does(responses.consent_after_all, ANN, **third)
    with pytest.raises(Refusal, match="press Consent or Object"):
        room.does(matters.give_opinion, DEV, {"words": "Ours"}, **third)
    room.does(matters.give_opinion, ANN, {"words": "Too dear."}, **third)

    asked = room.does(responses.consent, DEV, **third)
    room.does(responses.consent_after_all, DEV, **third, decides=True)

    ((fields,),) = room.rows("SELECT fields FROM log_entries WHERE matter = 3 AND kind = 'decision_agreed'")
    told = json.loads(fields)
    assert "with this consent it is decided" in str(asked)
    assert (told["partners"], told["reserved_to"], told["views_of"]) == (["Clyde"], "Clyde", ["Harbour"])
    assert room.rows("SELECT reserved_to FROM agreements WHERE proposal_id = 3") == [(2,)]
    assert room.differences() == []


def test_a_view_is_of_the_text_that_stands(room: Room) -> None:
    room.does(matters.propose_setting, ANN, {**WORDS, **PLANNING})
    room.agree(2)
    room.does(raising.raise_proposal, KARA, PLAN)
    room.does(proposals.amend, KARA, {**PLAN, "text": typed("Another plan.")}, proposal=3, revision=1)

    again = room.does(matters.give_opinion, ANN, {"words": "Too dear."}, proposal=3, revision=1)

    assert "has changed since you saw it" in str(again)
    assert "Too dear." in str(again)
    assert room.rows("SELECT count(*) FROM views") == [(0,)]


def test_what_was_put_before_is_decided_by_all(room: Room) -> None:
    room.agree()
    room.does(raising.raise_proposal, KARA, {**PLAN, "matter": "=Small repairs"})
    room.does(matters.propose_setting, ANN, {**WORDS, **PLANNING, "name": "Small repairs"})
    room.does(responses.consent_after_all, DEV, proposal=2, revision=1, decides=True)

    room.agree(3)

    assert room.rows("SELECT proposal_id FROM agreements ORDER BY proposal_id") == [(1,), (3,)]
    room.does(responses.consent_after_all, ANN, proposal=2, revision=1, decides=True)
    assert room.rows("SELECT reserved_to FROM agreements WHERE proposal_id = 2") == [(None,)]
    assert room.differences() == []
