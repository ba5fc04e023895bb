"""Is everything that is due done exactly once, whoever looks at the clock and however late?"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from bot.setup.alliance_file import AllianceFile, Digest, Holidays, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers.clock import clock
from handlers.gathering.digest import say_digest
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.texts import raising
from storage.alliance import due
from storage.engine.database import Database
from storage.personal import people
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, typed
from tests.databases import on_both_databases, with_tables
from tests.statements import statements

FOUNDED = datetime(2026, 10, 7, 12, tzinfo=UTC)
PARTNERS = (PartnerEntry("Harbour", (ANN, BEN)), PartnerEntry("Clyde", (DEV,)))
FILE = AllianceFile(
    "Alliance", CHANNEL, "Europe/London", (KARA,), PARTNERS, Digest("monday", "09:00"), Holidays("GB", "SCT")
)
# Mondays at nine in Glasgow: summer time ends on 25 October.
MONDAYS = ["2026-10-12T08:00", "2026-10-19T08:00", "2026-10-26T09:00", "2026-11-02T09:00"]


# Before, at and after each hour at which something may come here, and by night (UTC).
HOURS = (0, 7, 8, 9, 10, 13, 14, 15, 17, 18)


def looks(start: datetime, days: float) -> list[datetime]:
    """List when the clock is looked at from a full hour on."""
    every_hour = (start + timedelta(hours=passed) for passed in range(round(days * 24)))
    return [hour for hour in every_hour if hour.hour in HOURS]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    found_or_compare(made, FILE, FOUNDED)
    yield made
    made.close()


def utc(moment: object) -> str:
    """Read a moment as SQLite (text) or PostgreSQL (with a zone) gives it."""
    return str(moment.astimezone(UTC) if isinstance(moment, datetime) else moment)


def as_json(stored: object) -> object:
    return json.loads(stored) if isinstance(stored, str) else stored


def digests(database: Database) -> list[tuple[str, str]]:
    """List when digests were put down (to the minute, UTC) and since when each tells."""
    with database.snapshot() as connection:
        rows = connection.execute(text("SELECT created_at, about FROM messages WHERE kind = 'digest' ORDER BY id"))
        return [(utc(row.created_at)[:16].replace(" ", "T"), str(as_json(row.about))) for row in rows]


def test_four_weeks_bring_four_digests_at_nine_oclock(database: Database) -> None:
    for now in looks(FOUNDED, days=28):
        clock.look_after_alliances(database, now)

    assert [at for at, _ in digests(database)] == MONDAYS


@on_both_databases
def test_after_a_time_away_one_digest_comes_late_and_tells_everything(database: Database) -> None:
    clock.look_after_alliances(database, datetime(2026, 10, 12, 8, 0, tzinfo=UTC))
    # Away from Tuesday, over a Monday, to the Wednesday after the next.
    for hours in range(3):
        clock.look_after_alliances(database, datetime(2026, 10, 28, 15 + hours, tzinfo=UTC))

    found = digests(database)
    assert [at for at, _ in found] == ["2026-10-12T08:00", "2026-10-28T15:00"]
    assert "'since': '2026-10-12T08:00:00+00:00'" in found[1][1]


def test_a_change_of_the_timetable_counts_from_now_on(database: Database) -> None:
    """However often it is changed: what would have been due by the new one in the past is not."""
    now = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
    clock.look_after_alliances(database, now)
    before = digests(database)

    for day in ("tuesday", "wednesday", "saturday", "sunday", "monday", "thursday"):
        now += timedelta(minutes=10)
        found_or_compare(database, replace(FILE, digest=Digest(day, "09:00")), now)
        clock.look_after_alliances(database, now)
    assert digests(database) == before

    # Thursday at nine is the first moment by the new timetable.
    clock.look_after_alliances(database, datetime(2026, 10, 15, 7, 59, tzinfo=UTC))
    clock.look_after_alliances(database, datetime(2026, 10, 15, 8, 0, tzinfo=UTC))
    assert [at for at, _ in digests(database)][len(before) :] == ["2026-10-15T08:00"]


def test_no_digest_tells_of_the_time_before_the_founding(database: Database) -> None:
    clock.look_after_alliances(database, FOUNDED + timedelta(hours=1))

    assert digests(database) == []


@on_both_databases
def test_two_processes_post_one_digest(database: Database, database_url: str) -> None:
    others = [Database(database_url) for _ in range(4)]
    now = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)

    with ThreadPoolExecutor(4) as together:
        list(together.map(lambda other: clock.look_after_alliances(other, now), others))

    assert len(digests(database)) == 1
    for other in others:
        other.close()


def raise_at(database: Database, now: datetime, decide_by: str = "") -> None:
    words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth", "decide_by": decide_by}
    raising.raise_proposal(Act(KARA, now, f"window:{now}", "kara", {"alliance": 1}, words), database)


def consents_at(database: Database, person: str, now: datetime) -> None:
    value = {"proposal": 1, "revision": 1}
    responses.consent(Act(person, now, f"click:{person}{now}", person, value, {}, CHANNEL), database)


def told(database: Database, kind: str = "reminder") -> list[str]:
    """List who was told on which day, at which hour (UTC)."""
    with database.snapshot() as connection:
        rows = connection.execute(
            text(
                "SELECT m.created_at, l.slack_user_id FROM messages m JOIN lanes l ON l.id = m.lane_id "
                "WHERE m.kind = :kind ORDER BY m.id"
            ),
            {"kind": kind},
        )
        return [f"{utc(row.created_at)[5:13]} {row.slack_user_id}" for row in rows]


def live(database: Database, start: datetime, days: float) -> None:
    """Look at the clock, as two processes would."""
    for now in looks(start, days):
        clock.look_after_alliances(database, now)
        clock.look_after_alliances(database, now)


@on_both_databases
def test_reminders_over_two_weeks_with_a_deputy_a_weekend_and_a_bank_holiday(database: Database) -> None:
    # Wednesday; Monday 30 November is Scotland's bank holiday.
    start = datetime(2026, 11, 25, 15, tzinfo=UTC)
    raise_at(database, start)
    consents_at(database, DEV, start)

    live(database, start, days=8)

    # Ann alone at first; Ben too when she was silent on Thursday and Friday; nobody on the holiday.
    assert told(database) == [
        f"11-26 09 {ANN}",
        f"12-01 09 {ANN}",
        f"12-01 09 {BEN}",
        f"12-03 09 {ANN}",
        f"12-03 09 {BEN}",
    ]


def test_whoever_answered_is_not_reminded(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start)
    live(database, start, days=1)
    assert told(database) == [f"11-03 09 {ANN}", f"11-03 09 {DEV}"]

    consents_at(database, BEN, start + timedelta(days=1))
    live(database, start + timedelta(days=1), days=3)

    assert [line for line in told(database) if ANN in line or BEN in line] == [f"11-03 09 {ANN}"]


def test_people_are_reminded_in_their_own_day(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start)
    with database.transaction() as connection:
        people.keep(connection, DEV, start, "Dev", "America/New_York", is_gone=False)

    live(database, start, days=1.5)

    assert told(database) == [f"11-03 09 {ANN}", f"11-03 14 {DEV}"]


def test_a_closed_account_is_not_written_to_but_its_deputy_is(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start)
    with database.transaction() as connection:
        people.keep(connection, ANN, start, "Ann", is_gone=True)

    live(database, start, days=1)

    assert told(database) == [f"11-03 09 {BEN}", f"11-03 09 {DEV}"]


@on_both_databases
def test_after_the_decide_by_date_managers_are_told_too_and_nothing_closes(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start, decide_by="2026-11-04")

    live(database, start, days=5)

    assert told(database, "overdue_notice") == [f"11-05 09 {KARA}", f"11-06 09 {KARA}"]
    with database.snapshot() as connection:
        assert connection.execute(text("SELECT ended_at FROM proposals")).scalar_one() is None


def test_reminders_come_daily_from_the_decide_by_day_on(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start, decide_by="2026-11-04")

    live(database, start, days=3)

    assert [line for line in told(database) if ANN in line] == [f"11-{day} 09 {ANN}" for day in ("03", "04", "05")]


def test_after_a_day_away_reminders_are_late_and_not_doubled(database: Database) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=UTC)
    raise_at(database, start)

    live(database, datetime(2026, 11, 4, 13, tzinfo=UTC), days=0.5)

    assert told(database) == [f"11-04 13 {ANN}", f"11-04 13 {DEV}"]


@on_both_databases
def test_a_tick_asks_of_alliances_with_nothing_due_only_whether_there_is_something(database: Database) -> None:
    with statements(database) as asked:
        clock.look_after_alliances(database, FOUNDED + timedelta(hours=1))

    # Whose time of standing in is over, which digests there are and which of them are due, what is open, who is away.
    assert len(asked) == 5


def test_one_alliances_trouble_does_not_stop_the_others(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    partners = (PartnerEntry("Other", ("U0OTHER",)),)
    others = AllianceFile("Other", "C0OTHER", "Europe/London", (KARA,), partners, Digest("monday", "09:00"))
    found_or_compare(database, others, FOUNDED)

    def fails_for_the_first(connection: Connection, alliance_id: int, key: str, now: datetime) -> None:
        if alliance_id == 1:
            raise RuntimeError
        say_digest(connection, alliance_id, key, now)

    monkeypatch.setattr("handlers.clock.digests.say_digest", fails_for_the_first)

    clock.look_after_alliances(database, datetime(2026, 10, 12, 8, 0, tzinfo=UTC))

    assert [at for at, _ in digests(database)] == MONDAYS[:1]


def test_a_clock_that_had_run_far_ahead_silences_nobody(database: Database) -> None:
    clock.look_after_alliances(database, FOUNDED + timedelta(days=3650))

    clock.look_after_alliances(database, datetime(2026, 10, 12, 8, 0, tzinfo=UTC))

    assert MONDAYS[0] in [at for at, _ in digests(database)]


@pytest.mark.parametrize("every", range(1, due.TURNS))
def test_of_very_many_alliances_each_has_its_turn_however_seldom_the_clock_comes_around(every: int) -> None:
    moments = [FOUNDED + timedelta(minutes=every * step) for step in range(due.TURNS)]

    seen = {each for each in range(1, 1000) for now in moments if due.has_its_turn(each, now)}

    assert seen == set(range(1, 1000))


def test_of_very_many_alliances_one_with_a_new_text_is_looked_at_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"title": "Title", "text": typed("Text"), "benefit": "Good"}
    act = Act(KARA, FOUNDED, "window:1", KARA, {"alliance": 1}, words)
    raising.raise_proposal(act, database)
    monkeypatch.setattr(due, "MOST_AT_ONCE", 0)

    with database.snapshot() as connection:
        looked_at = [due.with_people_to_remind(connection, FOUNDED + timedelta(minutes=late)) for late in range(60)]

    assert all(looked_at[: 2 * due.TURNS])
    assert sum(map(len, looked_at[2 * due.TURNS :])) in (2, 3)
