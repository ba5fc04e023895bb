"""Whoever presses: signed as Slack signs, spread over the processes, each at a moment of their own."""

import asyncio
import json
import random
import time
from typing import Any

import aiohttp

from benchmarks import press
from benchmarks.many import many_alliances
from benchmarks.many.served import PATIENCE_SECONDS, SECRET
from sandbox.signed_http import SignedHttp

PROCESSES, PEOPLE = 2, 8
# Each of them answers another proposal in every five seconds.
PAUSE_SECONDS = 5
SEED = 8
# Shorter than waitress keeps a silent line (bot/lines/web.py), as a proxy would be set.
KEPT_SECONDS = 5


async def press_all(ports: list[int], alliances: int, rounds: int, workspaces: int) -> tuple[list[float], int]:
    """Have eight people of each of these alliances answer one proposal in each round; return what acks took.

    Each presses at some moment of the round, drawn with a seed, whether or not what they pressed before was answered.
    Proposals are numbered alliance by alliance from 1; each has one more than there are rounds. The second value counts
    what was answered with anything but 200.
    """
    chance = random.Random(SEED)  # noqa: S311 (it is to be repeatable)
    acks: list[float] = []
    refused = 0
    lines = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
    patience = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    async with aiohttp.ClientSession(timeout=patience, connector=lines) as session:
        began = time.perf_counter()

        async def one(alliance: int, place: int, turn: int, after: float) -> None:
            nonlocal refused
            await asyncio.sleep(after)
            body = consent(alliance, place, proposal(alliance, turn, rounds), workspaces)
            port = ports[((alliance - 2) * PEOPLE + place) % len(ports)]
            if await send(session, port, body) == 200:
                # From the moment at which it was due: delays in sending count too.
                acks.append(time.perf_counter() - began - after)
            else:
                refused += 1

        await asyncio.gather(
            *(
                one(alliance, place, turn, PAUSE_SECONDS * (turn + chance.random()))
                for alliance in range(2, 2 + alliances)
                for place in range(PEOPLE)
                for turn in range(rounds)
            )
        )
    return acks, refused


def proposal(alliance: int, turn: int, rounds: int) -> int:
    return 1 + (alliance - 2) * (rounds + 1) + turn


async def send(session: aiohttp.ClientSession, port: int, body: dict[str, Any]) -> int:
    """Deliver a press; return the status of the answer."""
    headers, data = SignedHttp("", SECRET).request("interactive", body, time.time())
    async with session.post(f"http://127.0.0.1:{port}/slack/events", data=data, headers=headers) as answer:
        await answer.read()
        return answer.status


def consent(alliance: int, place: int, proposal_id: int, workspaces: int) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(press.consent(proposal_id, place))
    who, team = many_alliances.person(alliance, place), many_alliances.workspace(alliance, workspaces)
    return {
        **body,
        "user": {**body["user"], "id": who, "team_id": team},
        "team": {"id": team},
        "channel": {"id": f"C{alliance}"},
        "trigger_id": f"{alliance}.{place}.{proposal_id}",
    }
