"""How do threads write to one SQLite file? One after another, and those who wait for each other share a commit.

A commit waits for the disk, and that takes several times as long as writing. So whoever has written while another
thread waits leaves the transaction open to it, and the last one commits for all. None of them goes on before that, be
it with what it wrote or only with what it read there; what one takes back is only its own.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from storage.ready import by_driver

# A press may wait so long for other threads, and then as long again for another process.
TURN_SECONDS = 1.2


class Writers:
    """All writing threads of one process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._left_open: _Shared | None = None
        self.waiting = 0
        # Nobody gives up waiting while somebody else decides whether to leave a transaction open.
        self._deciding = threading.Lock()

    @contextmanager
    def transaction(self, *, lasting: bool) -> Iterator[Connection]:
        """Write: everything in the block is committed, or nothing of it. Raises SQLAlchemy's errors."""
        self._wait_for_turn()
        try:
            shared, self._left_open = self._left_open or _Shared(self._engine, lasting=lasting), None
        except BaseException:
            self._turn.release()
            raise
        try:
            with shared.own_part() as connection:
                yield connection
        finally:
            self._pass_on(shared)
            shared.committed.result()

    def _wait_for_turn(self) -> None:
        """SQLite itself would have threads sleep and try again, up to 0.1 seconds a time."""
        with self._deciding:
            self.waiting += 1
        has_turn = self._turn.acquire(timeout=TURN_SECONDS)
        with self._deciding:
            self.waiting -= 1
            # It may have become free, and a transaction been left open, in this very moment.
            if not has_turn and not self._turn.acquire(blocking=False):
                raise WaitedTooLong("other threads are writing")

    def _pass_on(self, shared: "_Shared") -> None:
        with self._deciding:
            if self.waiting and shared.may_be_left_open():
                self._left_open = shared
                self._turn.release()
                return
        try:
            shared.commit()
        finally:
            self._turn.release()


class _Shared:
    """A transaction that several threads write to, one after another."""

    def __init__(self, engine: Engine, *, lasting: bool) -> None:
        self._lasting = lasting
        self.committed: Future[None] = Future()
        with ExitStack() as on_error:
            self._connection = on_error.enter_context(engine.begin())
            by_driver(self._connection, f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
            # The lock comes before the first read, so that what was decided on is still true at the commit.
            by_driver(self._connection, "BEGIN IMMEDIATE")
            self._commit = on_error.pop_all()

    @contextmanager
    def own_part(self) -> Iterator[Connection]:
        by_driver(self._connection, "SAVEPOINT own_part")
        try:
            yield self._connection
        except BaseException:
            by_driver(self._connection, "ROLLBACK TO own_part")
            raise

    def may_be_left_open(self) -> bool:
        return self._lasting and self._is_open()

    def commit(self) -> None:
        """Commit for all, and let them know, also that it failed."""
        try:
            with self._commit:
                if not self._is_open():
                    raise InvalidRequestError("SQLite has taken the transaction back")
        except BaseException as error:  # noqa: BLE001 (each of them raises it)
            self.committed.set_exception(error)
        else:
            self.committed.set_result(None)

    def _is_open(self) -> bool:
        """An error may have ended it, such as a full disk."""
        driver: Any = self._connection.connection.driver_connection
        return bool(driver.in_transaction)
