"""A line to a PostgreSQL that can be unplugged: then nothing comes through, and neither side is told."""

import socket
import threading
from contextlib import suppress
from typing import Self

from sqlalchemy import URL

PIECE = 65536


class Plug:
    """A proxy at this computer."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._is_in = threading.Event()
        self._is_in.set()
        self._ends: list[socket.socket] = [self._listening]
        self._thread(self._accept)

    @property
    def url(self) -> str:
        """Return how to reach the server through it."""
        port = self._listening.getsockname()[1]
        through = self._server.set(host="127.0.0.1", port=port, query={})
        return through.render_as_string(hide_password=False)

    def pull(self) -> None:
        self._is_in.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Whoever still waits meets a line that has ended.
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._is_in.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self._listening.accept()[0]
                far = self._reach()
                self._ends += [near, far]
                self._thread(self._carry, near, far)
                self._thread(self._carry, far, near)

    def _reach(self) -> socket.socket:
        folder = self._server.query.get("host")
        if not folder:
            return socket.create_connection((str(self._server.host), self._server.port or 5432))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{folder}/.s.PGSQL.{self._server.port or 5432}")
        return far

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while piece := here.recv(PIECE):
                # What is pulled out stays out for this line.
                self._is_in.wait()
                there.sendall(piece)
            there.shutdown(socket.SHUT_WR)

    def _thread(self, carry: object, *ends: socket.socket) -> None:
        threading.Thread(target=carry, args=ends, daemon=True).start()  # type: ignore[arg-type]  # one of the above
