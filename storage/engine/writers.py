"""How do threads write to one SQLite file? One after another, and those who wait for each other share a commit.

A commit waits for the disk, and that takes several times as long as writing. So whoever has written while another
thread waits leaves the transaction open to it, and the last one commits for all. None of them goes on before that, be
it with what it wrote or only with what it read there. What one takes back is only its own, unless SQLite ends the
transaction for all. Whoever has written waits for those who write after it: nobody may wait there for another thread.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InvalidRequestError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from storage.engine.ready import by_driver

# A press may wait so long for other threads, and then as long again for another process. The threads that share its
# commit come to some milliseconds more: each can do so once.
TURN_SECONDS = 1.2


class NotCommitted(SQLAlchemyError):
    """What other threads wrote in the same transaction could not be stored, and so nothing was."""


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
            shared = self._left_open or _Shared(self._engine, lasting=lasting)
            self._left_open = None
        except BaseException:
            self._turn.release()
            raise
        try:
            with shared.own_part() as connection:
                yield connection
        finally:
            self._pass_on(shared)

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
        """Leave the transaction to the next thread and wait until it is committed, or commit it."""
        with self._deciding:
            is_left_open = self.waiting > 0 and shared.may_be_left_open()
            if is_left_open:
                self._left_open = shared
                self._turn.release()
        if is_left_open:
            shared.wait()
            return
        try:
            shared.end()
        finally:
            self._turn.release()


class _Shared:
    """A transaction that several threads write to, one after another."""

    def __init__(self, engine: Engine, *, lasting: bool) -> None:
        self._lasting, self._has_parts = lasting, False
        self._lost_by: BaseException | None = None
        self._ended: Future[BaseException | None] = Future()
        with ExitStack() as on_error:
            self._connection = on_error.enter_context(engine.begin())
            by_driver(self._connection, f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
            # The lock comes before the first read, so that what was decided on is still true at the commit.
            by_driver(self._connection, "BEGIN IMMEDIATE")
            self._ending = on_error.pop_all()

    @contextmanager
    def own_part(self) -> Iterator[Connection]:
        """Write what one thread has to write; an error takes that back, and all of it if that can't be done."""
        is_first, self._has_parts = not self._has_parts, True
        try:
            if not is_first:
                by_driver(self._connection, "SAVEPOINT own_part")
            yield self._connection
            self._raise_if_lost()
            if not is_first:
                # Or the next one could take back this part, if its own savepoint were lost.
                by_driver(self._connection, "RELEASE own_part")
        except BaseException as error:
            if is_first or not self._takes_back_own_part():
                self._lost_by = error
            raise

    def may_be_left_open(self) -> bool:
        return self._lasting and not self._lost_by

    def end(self) -> None:
        """Commit for all, or for nobody, and let them know. Raises the error."""
        try:
            with self._ending:
                if self._lost_by:
                    raise self._lost_by
        except BaseException as error:
            self._ended.set_result(error)
            raise
        self._ended.set_result(None)

    def wait(self) -> None:
        """Wait for the end. Raises NotCommitted."""
        error = self._ended.result()
        if error:
            raise NotCommitted("another thread's error ended the transaction") from error

    def _takes_back_own_part(self) -> bool:
        try:
            by_driver(self._connection, "ROLLBACK TO own_part")
        except SQLAlchemyError:
            return False
        return True

    def _raise_if_lost(self) -> None:
        """SQLite ends a transaction by itself after some errors, such as that of a full disk."""
        driver: Any = self._connection.connection.driver_connection
        if not driver.in_transaction:
            raise InvalidRequestError("SQLite has ended the transaction")
