"""The app is reached over Socket Mode."""

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from sandbox.workspace import Json, Workspace

MOST_CONNECTIONS = 10
# slack_sdk does not answer when a connection is closed.
CLOSE_SECONDS = 0.1


@dataclass
class _Connection:
    socket: web.WebSocketResponse
    # A silent line is open and carries nothing, in either direction.
    is_silent: bool = False
    # The app was told to change over; it may acknowledge on its next line.
    is_leaving: bool = False


class SocketMode:
    """The open connections of the app. Each envelope goes to one of them, in turn."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._connections: list[_Connection] = []
        # How many there have been since the start.
        self.opened = 0
        self._tickets: set[str] = set()
        self._waiting: dict[str, tuple[_Connection, asyncio.Future[Any]]] = {}
        self._turn = 0
        self.address = ""

    @property
    def count(self) -> int:
        return len(self._connections)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/socket/{ticket}", self._connect)]

    def new_url(self) -> str:
        """Return an address that is good for one connection."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"{self.address}/socket/{ticket}"

    async def send(self, kind: str, payload: Json, attempt: int, retry_reason: str, seconds: float) -> Any:
        """Send one envelope and return its acknowledgement. Raises ConnectionError or TimeoutError."""
        if not self._connections:
            raise ConnectionError("the app is not connected")
        self._turn += 1
        connection = self._connections[self._turn % len(self._connections)]
        envelope = _envelope(kind, payload, attempt, retry_reason)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = connection, future
        try:
            if not connection.is_silent:
                await connection.socket.send_json(envelope)
            return await asyncio.wait_for(future, seconds)
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, *, reason: str | None) -> None:
        """End all connections. A reason is announced; after a mere `warning` the app itself is to change over."""
        for connection in list(self._connections):
            # Nothing new goes there; an acknowledgement that is under way still counts after a warning.
            self._forget(connection)
            if reason:
                connection.is_leaving = True
                told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
                await connection.socket.send_json(told)
            if reason != "warning":
                await connection.socket.close()

    async def fall_silent(self) -> None:
        for connection in self._connections:
            connection.is_silent = True

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            raise web.HTTPNotFound
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        if self.count >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = _Connection(socket)
        with self._workspace.changing():
            self._connections.append(connection)
            self.opened += 1
        try:
            await socket.send_json(self._hello())
            async for received in socket:
                await self._receive(connection, received)
        except ConnectionError:
            pass
        finally:
            self._forget(connection)
            self._give_up(connection)
        return socket

    def _give_up(self, gone: _Connection) -> None:
        """Let nobody wait three seconds for an app whose line is gone."""
        for connection, future in self._waiting.values():
            if connection is gone and not gone.is_leaving and not future.done():
                future.set_exception(ConnectionError("the line was cut"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "connection_info": {"app_id": self._workspace.app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 3600},
        }

    async def _receive(self, connection: _Connection, received: WSMessage) -> None:
        if connection.is_silent:
            return
        if received.type == WSMsgType.PING:
            await connection.socket.pong(received.data)
        elif received.type == WSMsgType.TEXT:
            self._take_ack(received.data)

    def _take_ack(self, data: str) -> None:
        try:
            answer = json.loads(data)
        except ValueError:
            return
        _, future = self._waiting.get(answer.get("envelope_id", ""), (None, None))
        if future and not future.done():
            future.set_result(answer.get("payload"))

    def _forget(self, connection: _Connection) -> None:
        with self._workspace.changing():
            if connection in self._connections:
                self._connections.remove(connection)


def _envelope(kind: str, payload: Json, attempt: int, retry_reason: str) -> Json:
    # An answer in the acknowledgement is taken where Slack shows one: commands, windows, lists the app fills.
    takes_answer = kind == "slash_commands" or payload.get("type") in ("view_submission", "block_suggestion")
    envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
    envelope["accepts_response_payload"] = takes_answer
    if kind == "events_api":
        envelope |= {"retry_attempt": attempt, "retry_reason": retry_reason}
    return envelope
