"""How do envelopes reach the app, by Socket Mode or by signed HTTP, and how are they acknowledged?"""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from sandbox.faults import Faults
from sandbox.traffic import Delivery, Traffic
from sandbox.workspace import Json, Workspace

MOST_CONNECTIONS = 10
ACK_SECONDS = 3.0
# Slack tries an event again at once, after a minute and after five; here the pauses are short.
EVENT_RETRIES = (0.0, 0.2, 0.5)


class SocketMode:
    """The open connections of the app. Each envelope goes to one of them, in turn."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace, self._faults = workspace, faults
        self._sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Any]]] = {}
        self._turn = 0

    @property
    def count(self) -> int:
        return len(self._sockets)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/socket/{ticket}", self._connect)]

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._sockets) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        with self._workspace.changing():
            self._sockets.append(socket)
        info = {"type": "hello", "num_connections": self.count, "connection_info": {"app_id": self._workspace.app_id}}
        try:
            await socket.send_json({**info, "debug_info": {"host": "sandbox", "approximate_connection_time": 3600}})
            async for received in socket:
                if received.type == WSMsgType.TEXT:
                    self._take_ack(received.data)
        finally:
            with self._workspace.changing():
                if socket in self._sockets:
                    self._sockets.remove(socket)
            self._give_up(socket)
        return socket

    def _give_up(self, closed: web.WebSocketResponse) -> None:
        """Nobody waits three seconds for an app whose line is gone."""
        for socket, future in self._waiting.values():
            if socket is closed and not future.done():
                future.set_exception(ConnectionError("the line was cut"))

    async def send(self, kind: str, payload: Json, attempt: int, retry_reason: str) -> Any:
        """Send one envelope and return its acknowledgement. Raises ConnectionError or TimeoutError."""
        if not self._sockets:
            raise ConnectionError("the app is not connected")
        self._turn += 1
        socket = self._sockets[self._turn % len(self._sockets)]
        envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": retry_reason}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (socket, future)
        try:
            await socket.send_json(envelope)
            return await asyncio.wait_for(future, ACK_SECONDS)
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, *, reason: str | None) -> None:
        """Cut all connections: announced with a reason (refresh_requested), or silently."""
        for socket in list(self._sockets):
            if reason:
                await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            await socket.close()

    def _take_ack(self, data: str) -> None:
        try:
            answer = json.loads(data)
        except ValueError:
            return
        _, future = self._waiting.get(answer.get("envelope_id", ""), (None, None))
        if future and not future.done() and not self._faults.take_delivery("lose_ack"):
            future.set_result(answer.get("payload"))


class HttpDelivery:
    """Delivery to the app's request URL, signed as Slack signs."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self._url, self._secret = url, signing_secret

    async def send(self, kind: str, payload: Json, attempt: int, retry_reason: str) -> Any:
        headers, body = self.request(kind, payload, time.time())
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": retry_reason}
        timeout = aiohttp.ClientTimeout(total=ACK_SECONDS)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self._url, data=body, headers=headers) as answer,
        ):
            text = await answer.text()
            if answer.status != 200:
                raise ConnectionError(f"the app answered {answer.status}")
            return json.loads(text) if "json" in answer.content_type and text else (text or None)

    def request(self, kind: str, payload: Json, now: float) -> tuple[dict[str, str], bytes]:
        """Write the signed request: interactions and commands as forms, events as JSON."""
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        stamp = str(int(now))
        signed = hmac.new(self._secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
        }
        return headers, body.encode()


class Deliveries:
    """Delivers, with the faults that wait, and tries events again as Slack does."""

    def __init__(self, send: Callable[[str, Json, int, str], Awaitable[Any]], faults: Faults, traffic: Traffic) -> None:
        self._send, self._faults, self._traffic = send, faults, traffic

    async def deliver(self, kind: str, payload: Json) -> Delivery:
        """Deliver once (events: up to four times); the result tells whether it was acknowledged."""
        await asyncio.sleep(self._faults.deliveries.seconds)
        delivery = await self._attempt(kind, payload, 0, "")
        if self._faults.take_delivery("duplicate"):
            await self._attempt(kind, payload, 0, "")
        retries = EVENT_RETRIES if kind == "events_api" else ()
        for attempt, pause in enumerate(retries, start=1):
            if delivery.is_acked:
                break
            await asyncio.sleep(pause)
            delivery = await self._attempt(kind, payload, attempt, "timeout")
        return delivery

    async def _attempt(self, kind: str, payload: Json, attempt: int, reason: str) -> Delivery:
        delivery = Delivery(kind, payload, attempt)
        self._traffic.deliveries.append(delivery)
        started = time.monotonic()
        if not self._faults.take_delivery("drop"):
            try:
                delivery.ack = await self._send(kind, payload, attempt, reason)
                delivery.is_acked = True
            except (OSError, TimeoutError, aiohttp.ClientError):
                delivery.is_acked = False
        delivery.seconds = time.monotonic() - started
        return delivery
