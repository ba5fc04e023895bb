"""A Slack of thousands of workspaces that only counts: it keeps Slack's limits and takes Slack's time.

The sandbox keeps what a person sees; here ten thousand channels are called at once, each by a token of its workspace.
"""

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from bot.lines.installing import SCOPES
from sandbox.rate_limits import RateLimits

BOT = {"user_id": "U0ACCORD", "bot_id": "B0ACCORD", "team_id": "T0BENCH", "team": "Bench", "user": "accord"}
ANSWER_SECONDS = 0.1
START_SECONDS = 60


@dataclass(frozen=True)
class Call:
    """One call: when it came (seconds since the epoch), which message it is about, and what became of it.

    A new message is named by the key that it carries; one that is changed, by its ts.
    """

    at: float
    method: str
    message: str
    is_limited: bool


@dataclass
class SlackOfMany:
    api_url: str
    process_id: int
    _seen: list[Call] = field(default_factory=list)

    def calls(self) -> list[Call]:
        """List all calls so far."""
        url = f"{self.api_url}calls?after={len(self._seen)}"
        with urllib.request.urlopen(url) as answer:  # noqa: S310 (our own)
            self._seen += [Call(*each) for each in json.load(answer)]
        return self._seen


@contextmanager
def slack_of_many(port: int) -> Iterator[SlackOfMany]:
    """Run it as a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.many.slack_of_many", str(port)])  # noqa: S603 (ourselves)
    try:
        slack = SlackOfMany(f"http://127.0.0.1:{port}/api/", process.pid)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with suppress(OSError):
                slack.calls()
                break
            time.sleep(0.1)
        yield slack
    finally:
        process.terminate()
        process.wait()


class _Server:
    def __init__(self) -> None:
        self._limits, self._numbers = RateLimits(), count(1)
        self._calls: list[tuple[Any, ...]] = []

    async def answer(self, request: web.Request) -> web.Response:
        method, token = request.match_info["method"], request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "calls":
            return web.json_response(self._calls[int(request.query["after"]) :])
        is_json = request.content_type == "application/json"
        given: dict[str, Any] = await request.json() if is_json else dict(await request.post())
        channel, message = str(given.get("channel", "")), str(given.get("ts") or _key(given.get("metadata")))
        seconds = self._limits.retry_after(method, given, token)
        self._calls.append((time.time(), method, message, bool(seconds)))
        await asyncio.sleep(ANSWER_SECONDS)
        if seconds:
            too_many = {"ok": False, "error": "ratelimited"}
            return web.json_response(too_many, status=429, headers={"Retry-After": str(seconds)})
        scopes = {"x-oauth-scopes": ",".join(SCOPES)}
        return web.json_response({"ok": True, **self._answered(method, given, channel)}, headers=scopes)

    def _answered(self, method: str, given: dict[str, Any], channel: str) -> dict[str, Any]:
        match method:
            case "auth.test":
                return BOT
            case "chat.postMessage":
                thread = {name: given[name] for name in ("thread_ts",) if given.get(name)}
                ts = f"{int(time.time())}.{next(self._numbers):06}"
                return {"ts": ts, "channel": channel, "message": {"ts": ts, **thread}}
            case "conversations.open":
                users = given["users"]
                return {"channel": {"id": f"D{users[0] if isinstance(users, list) else users}"}}
            case "conversations.info":
                return {"channel": {"id": channel, "is_member": True}}
            case "users.info":
                person = str(given["user"])
                return {"user": {"id": person, "name": person, "tz": "Europe/London", "profile": {"real_name": person}}}
            case "conversations.history" | "conversations.replies":
                return {"messages": []}
            case "chat.getPermalink":
                return {"permalink": f"https://bench.example/{channel}/{given['message_ts']}"}
            case _:
                return {}


def _key(metadata: Any) -> str:
    told = json.loads(metadata) if isinstance(metadata, str) else metadata or {}
    return str(told.get("event_payload", {}).get("key", ""))


def main() -> int:
    app = web.Application()
    app.add_routes([web.route("*", "/api/{method}", _Server().answer)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
