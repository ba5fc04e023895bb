"""Is nothing lost and nothing done twice when the database is busy at the minute at which something is due?"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as WaitedTooLong

import storage.engine.database as engine
from bot.setup import minute
from bot.setup.minute import EveryMinute
from handlers.clock.going_on import going_on_after
from storage.engine.database import Database
from tests.cast import MONDAY
from tests.databases import with_tables


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(engine, "TURN_SECONDS", 0.01)
    monkeypatch.setattr(minute, "AGAIN_SECONDS", 0.01)
    with closing(with_tables(f"sqlite:///{tmp_path}/accord.db")) as made:
        yield made


class Minutes:
    """What is done in these minutes, with a clock that stands still unless it is set on."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.stopping = database, MONDAY, threading.Event()
        self.done, self.troubles = [0], list[BaseException]()

    def do(self) -> None:
        """Begun twice, but done once, as whatever is due: the database says that it is done."""
        with going_on_after(1), self.database.transaction():
            self.done.append(self.done[-1] + 1)
            if self.troubles:
                self.done.pop()
                raise self.troubles.pop()

    @property
    def job(self) -> EveryMinute:
        return EveryMinute(self.database, "digests", self.do, lambda: self.now, self.stopping)


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, bool]]:
    """Give what was logged, and whether with a traceback."""
    return [(record.getMessage(), record.exc_info is not None) for record in caplog.records]


@contextmanager
def a_thread(database: Database) -> Iterator[None]:
    with database.transaction():
        yield


@contextmanager
def another_program(database: Database) -> Iterator[None]:
    with closing(sqlite3.connect(str(database.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


class Hears(logging.Handler):
    """Notices the first line that is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.has_heard = threading.Event()

    def emit(self, _record: logging.LogRecord) -> None:
        self.has_heard.set()


@pytest.mark.parametrize("writes", [a_thread, another_program])
def test_a_turn_that_was_not_to_be_had_is_taken_a_moment_later(
    database: Database, caplog: pytest.LogCaptureFixture, writes: Callable[[Database], AbstractContextManager[None]]
) -> None:
    minutes, hears, log = Minutes(database), Hears(), logging.getLogger(minute.__name__)
    works = threading.Thread(target=minutes.job)
    log.addHandler(hears)
    with writes(database):
        works.start()
        assert hears.has_heard.wait(10)
        assert minutes.done == [0]
    works.join(10)
    log.removeHandler(hears)

    assert minutes.done == [0, 1]
    assert [has_traceback for _, has_traceback in lines(caplog)] == [False]
    assert "the database is busy: digests are looked after in a moment" in lines(caplog)[0][0]


def test_a_turn_that_is_ours_is_not_lost_when_what_is_to_be_done_is_broken_off(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    minutes = Minutes(database)
    job = minutes.job
    job()
    minutes.now += timedelta(minutes=1)
    minutes.troubles = [WaitedTooLong("other threads are writing")]

    job()
    job()

    assert minutes.done == [0, 1, 2]
    assert [has_traceback for _, has_traceback in lines(caplog)] == [False]


def test_any_other_trouble_is_told_and_waits_for_the_next_minute(database: Database) -> None:
    minutes = Minutes(database)
    calls: list[int] = []

    def fails() -> None:
        calls.append(1)
        raise ZeroDivisionError

    job = EveryMinute(database, "digests", fails, lambda: minutes.now, minutes.stopping)
    with pytest.raises(ZeroDivisionError):
        job()
    job()

    assert calls == [1]


def test_whoever_stops_waits_for_no_turn(database: Database) -> None:
    minutes = Minutes(database)
    minutes.stopping.set()

    minutes.job()

    assert minutes.done == [0]
