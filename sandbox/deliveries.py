"""How often something is delivered to the app, and when Slack gives up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox.faults import Faults
from sandbox.traffic import Delivery, Traffic
from sandbox.workspace import Json

ACK_SECONDS = 3.0
# Slack tries an event again at once, after a minute and after five; here the pauses are short.
EVENT_RETRIES = (0.0, 0.2, 0.5)

Send = Callable[[str, Json, int, str, float], Awaitable[Any]]


class Deliveries:
    """Delivers, with the faults that wait, and tries events again as Slack does."""

    def __init__(self, send: Send, faults: Faults, traffic: Traffic, note: Callable[[], None]) -> None:
        self._faults, self._traffic, self._note = faults, traffic, note
        self.send = send
        self.ack_seconds = ACK_SECONDS

    async def deliver(self, kind: str, payload: Json) -> Delivery:
        """Deliver once (events: up to four times); the result tells whether it was acknowledged."""
        if self._faults.take_delivery("delay"):
            await asyncio.sleep(self._faults.deliveries.seconds)
        copies = 2 if self._faults.take_delivery("duplicate") else 1
        # Both copies of a duplicate are under way at once; the person sees the result of the first.
        delivery, *_ = await asyncio.gather(*(self._attempt(kind, payload, 0, "") for _ in range(copies)))
        retries = EVENT_RETRIES if kind == "events_api" else ()
        for attempt, pause in enumerate(retries, start=1):
            if delivery.is_acked:
                break
            await asyncio.sleep(pause)
            delivery = await self._attempt(kind, payload, attempt, "timeout")
        return delivery

    async def _attempt(self, kind: str, payload: Json, attempt: int, reason: str) -> Delivery:
        delivery = Delivery(kind, payload, attempt)
        self._traffic.add(delivery)
        self._note()
        started = time.monotonic()
        try:
            await self._exchange(delivery, reason)
        except (OSError, TimeoutError, aiohttp.ClientError) as error:
            delivery.error = str(error) or f"no acknowledgement in {self.ack_seconds} s"
        delivery.seconds, delivery.is_over = time.monotonic() - started, True
        self._note()
        return delivery

    async def _exchange(self, delivery: Delivery, reason: str) -> None:
        if self._faults.take_delivery("drop"):
            raise ConnectionError("dropped on purpose")
        loses_ack = self._faults.take_delivery("lose_ack")
        ack = await self.send(delivery.kind, delivery.payload, delivery.attempt, reason, self.ack_seconds)
        if loses_ack:
            raise ConnectionError("the acknowledgement was lost on purpose")
        delivery.ack, delivery.is_acked = ack, True
