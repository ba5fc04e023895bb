"""Do threads that share a commit keep what each of them was promised?"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from storage.engine import writers
from storage.engine.database import Database
from storage.engine.writers import NotCommitted, Writers, _Shared
from tests.databases import locked, only_sqlite

pytestmark = only_sqlite

PATIENCE_SECONDS = 10
Part = Callable[[Connection], None]


class Refused(Exception):
    pass


@pytest.fixture
def ours(database: Database) -> Iterator[Writers]:
    with database.transaction() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT PRIMARY KEY, of TEXT REFERENCES words)"))
    yield Writers(database.engine)
    with database.transaction() as connection:
        connection.execute(text("DROP TABLE words"))


def adds(word: str) -> Part:
    return lambda connection: _add(connection, "INSERT INTO words (word) VALUES (:word)", word)


def adds_and_is_refused(word: str) -> Part:
    def part(connection: Connection) -> None:
        adds(word)(connection)
        raise Refused

    return part


def breaks_the_commit(connection: Connection) -> None:
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    _add(connection, "INSERT INTO words (word, of) VALUES (:word, 'nobody')", "orphan")


def _add(connection: Connection, statement: str, word: str) -> None:
    connection.execute(text(statement), {"word": word})


def stored(database: Database) -> set[str]:
    with database.snapshot() as connection:
        return set(connection.scalars(text("SELECT word FROM words")))


@contextmanager
def one_writes(ours: Writers, part: Part, *, lasting: bool = True) -> Iterator[tuple[ThreadPoolExecutor, Future[None]]]:
    """Have a thread write this; others may begin as soon as it has its turn."""
    has_turn = threading.Event()

    def in_turn(connection: Connection) -> None:
        has_turn.set()
        part(connection)

    with ThreadPoolExecutor(9) as threads:
        one = threads.submit(write, ours, in_turn, lasting=lasting)
        assert has_turn.wait(PATIENCE_SECONDS)
        yield threads, one


def together(ours: Writers, *parts: Part) -> list[Future[None]]:
    """Write each part in a thread of its own; the first goes on when all others wait for it."""
    with one_writes(ours, while_wait(ours, len(parts) - 1, parts[0])) as (threads, first):
        return [first, *(threads.submit(write, ours, part) for part in parts[1:])]


def while_wait(ours: Writers, others: int, part: Part) -> Part:
    def waits(connection: Connection) -> None:
        until(lambda: ours.waiting == others)
        part(connection)

    return waits


def write(ours: Writers, part: Part, *, lasting: bool = True) -> None:
    with ours.transaction(lasting=lasting) as connection:
        part(connection)


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_who_waits_for_each_other_shares_one_commit(ours: Writers, database: Database) -> None:
    commits: list[Connection] = []
    event.listen(database.engine, "commit", commits.append)

    written = together(ours, *(adds(str(number)) for number in range(8)))

    assert [each.exception() for each in written] == [None] * 8
    assert len(commits) == 1
    assert stored(database) == {str(number) for number in range(8)}


def test_what_one_takes_back_is_only_its_own(ours: Writers, database: Database) -> None:
    for first, second in [(adds, adds_and_is_refused), (adds_and_is_refused, adds)]:
        one, other = together(ours, first("one"), second("other"))

        assert {type(one.exception()), type(other.exception())} == {type(None), Refused}
        assert stored(database) == {"one" if one.exception() is None else "other"}
        with database.transaction() as connection:
            connection.execute(text("DELETE FROM words"))


def test_nobody_goes_on_before_the_commit(ours: Writers, database: Database) -> None:
    written: list[Future[None]] = []
    seen: list[tuple[bool, set[str]]] = []

    def looks(connection: Connection) -> None:
        until(lambda: len(written) == 4)
        seen.append((any(each.done() for each in written), stored(database)))
        adds(f"looked {len(seen)}")(connection)

    with one_writes(ours, while_wait(ours, 3, adds("first"))) as (threads, first):
        others = [threads.submit(write, ours, part) for part in (looks, adds_and_is_refused("refused"), looks)]
        written += [first, *others]

    assert seen == [(False, set()), (False, set())]
    assert stored(database) == {"first", "looked 1", "looked 2"}


def test_a_commit_that_fails_fails_for_all(ours: Writers, database: Database) -> None:
    written = together(ours, adds("one"), breaks_the_commit, adds_and_is_refused("other"))

    errors = [each.exception() for each in written]
    # One of them commits for all, and tells the others why.
    assert sorted(type(error).__name__ for error in errors) == ["IntegrityError", "NotCommitted", "NotCommitted"]
    reasons = {error.__cause__ if isinstance(error, NotCommitted) else error for error in errors}
    assert len(reasons) == 1
    assert stored(database) == set()
    write(ours, adds("next"))
    assert stored(database) == {"next"}


def test_an_error_that_ends_the_transaction_ends_it_for_all_who_wrote(ours: Writers, database: Database) -> None:
    write(ours, adds("known"))

    def ends_it(connection: Connection) -> None:
        _add(connection, "INSERT OR ROLLBACK INTO words (word) VALUES (:word)", "known")

    words = ["one", *(f"waits {number}" for number in range(5))]
    first, ending, *others = together(ours, adds("one"), ends_it, *map(adds, words[1:]))

    assert isinstance(first.exception(), NotCommitted)
    assert isinstance(ending.exception(), IntegrityError)
    promised = {word for word, each in zip(words, [first, *others], strict=True) if not each.exception()}
    assert stored(database) == {"known", *promised}
    write(ours, adds("next"))
    assert stored(database) == {"known", "next", *promised}


def test_an_error_that_was_overlooked_ends_it_for_all_as_well(ours: Writers, database: Database) -> None:
    write(ours, adds("known"))

    def overlooks(connection: Connection) -> None:
        with suppress(IntegrityError):
            _add(connection, "INSERT OR ROLLBACK INTO words (word) VALUES (:word)", "known")

    one, other = together(ours, adds("one"), overlooks)

    assert isinstance(one.exception(), NotCommitted)
    assert isinstance(other.exception(), InvalidRequestError)
    with pytest.raises(InvalidRequestError):
        write(ours, overlooks)
    assert stored(database) == {"known"}


def test_what_can_not_be_taken_back_alone_is_not_stored_for_anybody(ours: Writers, database: Database) -> None:
    def loses_its_savepoint(connection: Connection) -> None:
        adds("other")(connection)
        connection.execute(text("RELEASE own_part"))
        raise Refused

    one, other = together(ours, adds("one"), loses_its_savepoint)

    assert isinstance(one.exception(), NotCommitted)
    assert isinstance(other.exception(), Refused)
    assert stored(database) == set()
    write(ours, adds("next"))
    assert stored(database) == {"next"}


def test_a_connection_that_is_lost_is_lost_for_all_who_wrote(ours: Writers, database: Database) -> None:
    one, other = together(ours, adds("one"), lambda connection: connection.invalidate())

    assert isinstance(one.exception(), NotCommitted)
    assert other.exception()
    write(ours, adds("next"))
    assert stored(database) == {"next"}


def test_whoever_finds_the_file_held_writes_nothing_and_keeps_nobody_from_writing(
    ours: Writers, database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=1"))
    began: list[Connection] = []

    with locked(database_url), pytest.raises(OperationalError, match="database is locked"):
        write(ours, began.append)

    assert not began
    monkeypatch.setattr(writers, "TURN_SECONDS", 0.001)
    write(ours, adds("next"))
    assert stored(database) == {"next"}


def test_what_need_not_last_is_not_left_open_for_others(ours: Writers) -> None:
    syncs: list[int] = []

    def notes_how(connection: Connection) -> None:
        syncs.append(connection.execute(text("PRAGMA synchronous")).scalar_one())

    with one_writes(ours, while_wait(ours, 1, notes_how), lasting=False) as (threads, _):
        threads.submit(write, ours, notes_how)

    # 1 is NORMAL, 2 is FULL.
    assert syncs == [1, 2]


def test_nothing_is_left_open_for_whoever_gives_up_in_that_moment(
    ours: Writers, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "TURN_SECONDS", 0.02)
    decides = _Shared.may_be_left_open

    def decides_slowly(shared: _Shared) -> bool:
        # Longer than the other has patience.
        time.sleep(0.1)
        return decides(shared)

    monkeypatch.setattr(_Shared, "may_be_left_open", decides_slowly)

    one, other = together(ours, adds("one"), adds("other"))

    assert one.exception() is None
    assert stored(database) == ({"one"} if other.exception() else {"one", "other"})


@pytest.mark.parametrize("seed", range(5))
def test_exactly_what_was_promised_is_stored(
    ours: Writers, database: Database, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # So short that many give up while somebody decides whether to wait for them.
    monkeypatch.setattr(writers, "TURN_SECONDS", 0.0005)
    promised: set[str] = set()
    gave_up: list[str] = []

    def works(name: int) -> None:
        chance = random.Random(f"{seed} {name}")  # noqa: S311 (it is to be repeatable)
        for number in range(60):
            word = f"{name}.{number}"
            with suppress(Refused):
                try:
                    write(ours, adds_and_is_refused(word) if chance.random() < 0.2 else adds(word))
                except WaitedTooLong:
                    gave_up.append(word)
                else:
                    promised.add(word)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(works, range(8)))

    assert stored(database) == promised
    assert gave_up
    assert promised
