"""Is a meeting recorded once, whatever Slack delivers twice, and is its agenda made from what stands?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.setup.founding import found_or_compare
from decisions.meeting.meeting import URGENT
from decisions.proposal.proposal import Agreement
from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.desk import meetings
from handlers.listeners.desk.overviews import show_status
from handlers.listeners.texts import proposals
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from storage.record import meetings as kept
from storage.record.proposals import facts
from tests.cast import ANN, DEV, KARA, MONDAY, revision
from tests.databases import on_both_databases, with_tables
from tests.handlers.test_foundings import FILE, Hall
from tests.reading import read_window

pytestmark = on_both_databases


class Room(Hall):
    """Two partners, of an alliance that was founded by a file."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.channel, self._acts = database, MONDAY, FILE.channel, count(1)

    def does(self, what: Any, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> Any:
        return what(self._act(person, {"alliance": 1, **value}, words), self.database)

    def kinds_of_meetings(self) -> list[str]:
        query = "SELECT kind FROM log_entries WHERE kind LIKE 'meeting%' ORDER BY sequence"
        return [kind for (kind,) in self.rows(query)]


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:

    database = with_tables(database_url)
    found_or_compare(database, FILE, MONDAY)
    yield Room(database)
    database.close()


def opens(room: Room) -> str:
    day = {"held_on": (room.now + timedelta(days=1)).date().isoformat(), "place": ""}
    return read_window(room.does(meetings.open_one, KARA, {}, day))


def test_the_agenda_is_what_stands_now(room: Room) -> None:
    room.raises(ANN)
    room.does(responses.consent_after_all, DEV, {"proposal": 1, "revision": 1, "decides": True})

    words = opens(room)

    assert "*Open*\nNo. 1 · Beds" in words
    assert "[Meeting 1]" in read_window(room.does(show_status, ANN, {}))
    with room.database.snapshot() as connection:
        (this,) = kept.all_of(connection, 1)
    assert (this.items.waiting, this.items.to_ratify, this.closed_at) == ((1,), (), None)


def test_whoever_was_there_is_recorded_once_and_it_is_closed_once(room: Room) -> None:
    opens(room)
    for _ in range(2):
        room.does(meetings.say_who_is_here, KARA, {"meeting": 1}, {"present": [ANN, DEV]})
    room.does(meetings.close, KARA, {"meeting": 1})

    with pytest.raises(Refusal, match="Meeting 1 is closed"):
        room.does(meetings.close, KARA, {"meeting": 1})
    assert room.kinds_of_meetings() == ["meeting_opened", "meeting_attended", "meeting_closed"]
    assert room.rows("SELECT kind FROM messages WHERE kind LIKE 'meeting%' ORDER BY id") == [
        ("meeting_opened",),
        ("meeting_minutes",),
    ]
    assert room.differences() == []


def test_history_tells_when_a_decision_was_ratified(room: Room) -> None:
    with room.database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        added = facts.add_proposal(connection, alliance, replace(revision(), template=URGENT))
        facts.add(connection, alliance, added, Agreement(1, MONDAY, (1, 2)))
    opens(room)
    room.does(meetings.say_who_is_here, KARA, {"meeting": 1}, {"present": [ANN, DEV]})
    words = "*Ratified* at the meeting on 3 November 2026"

    before = read_window(room.does(proposals.history, ANN, {"proposal": 1}))
    room.does(meetings.close, KARA, {"meeting": 1}, {"ratified": ["1"], "note": ""})

    assert (words in before, words in read_window(room.does(proposals.history, ANN, {"proposal": 1}))) == (False, True)


def test_a_window_that_slack_delivers_again_counts_once(room: Room) -> None:
    act: Act = room._act(KARA, {"alliance": 1}, {"held_on": room.now.date().isoformat()})
    meetings.open_one(act, room.database)

    with pytest.raises((SaidAlready, Refusal)):
        meetings.open_one(act, room.database)
    assert room.rows("SELECT count(*) FROM messages WHERE kind = 'meeting_opened'") == [(1,)]
    assert room.rows(f"SELECT count(*) FROM messages WHERE key = '{act.delivery}'") == [(1,)]  # noqa: S608 (our own key)


def test_only_managers_hold_a_meeting(room: Room) -> None:
    with pytest.raises(Refusal, match="Operations managers"):
        room.does(meetings.open_one, ANN, {}, {"held_on": room.now.date().isoformat()})
    opens(room)
    for act in (meetings.ask_who_is_here, meetings.ask_to_close, meetings.say_who_is_here, meetings.close):
        with pytest.raises(Refusal, match="Operations managers"):
            room.does(act, ANN, {"meeting": 1}, {"present": [ANN]})
