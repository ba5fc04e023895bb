"""Calls of the Web API are answered over HTTP."""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.faults import GARBLED, Fault, Faults, Hook
from sandbox.installs import Installs, basic_credentials
from sandbox.rate_limits import RateLimits
from sandbox.traffic import Call, Traffic
from sandbox.web_api import METHODS
from sandbox.workspace import Json, SlackError, Workspace

# Arguments that arrive as JSON text when a call is form-encoded.
JSON_ARGUMENTS = ("blocks", "metadata", "view", "attachments")
OPEN_CONNECTION = "apps.connections.open"
# The app proves who it is by its client's id and secret.
FETCH_TOKEN = "oauth.v2.access"  # noqa: S105 (a method)

logger = logging.getLogger(__name__)


class WebServer:
    """The Web API of one workspace: tokens, faults, hooks, limits, the record of traffic."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        traffic: Traffic,
        installs: Installs,
        app_token: str,
        scopes: set[str],
    ):
        self._workspace, self._faults, self._traffic = workspace, faults, traffic
        self._installs, self._app_token, self.scopes = installs, app_token, scopes
        # None: Slack's own limits are not kept, so that tests need not wait.
        self.limits: RateLimits | None = None
        self.new_socket_url: Callable[[], str] = str

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self._answer)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments, token = await _sent(request)
        call = Call(method, arguments)
        self._traffic.add(call)
        started = time.monotonic()
        try:
            return await self._answer_call(request, call, token)
        finally:
            call.seconds, call.is_over = time.monotonic() - started, True
            self._workspace.touch()

    async def _answer_call(self, request: web.Request, call: Call, token: str) -> web.StreamResponse:
        method, arguments = call.method, call.arguments
        fault = self._faults.take(method) or self._limited(method, arguments, token)
        await asyncio.sleep(fault.seconds_before)
        await _run(self._faults.hooks_before(method), arguments)
        if fault.hang:
            await asyncio.Event().wait()
        if fault.lose_request:
            return _cut(request)
        refused: Json = {"ok": False, "error": fault.error}
        if fault.comes_instead:
            return self._answered(call, refused, fault)
        answer = self._carried_out(method, arguments, token)
        await _run(self._faults.hooks_after(method), arguments)
        await asyncio.sleep(fault.seconds_after)
        if fault.lose_reply:
            return _cut(request)
        return self._answered(call, refused if fault.error else answer, fault)

    def _limited(self, method: str, arguments: Json, token: str) -> Fault:
        seconds = self.limits.retry_after(method, arguments, token) if self.limits else 0
        return Fault(method, status=429, error="ratelimited", retry_after=seconds) if seconds else Fault(method)

    def _carried_out(self, method: str, arguments: Json, token: str) -> Json:
        with self._workspace.changing():
            try:
                if method == FETCH_TOKEN:
                    return {"ok": True, **self._installs.access(arguments, basic_credentials(token))}
                side = self._may(method, token, arguments)
                if method == OPEN_CONNECTION:
                    return {"ok": True, "url": self.new_socket_url()}
                return {"ok": True, **METHODS[method][0](side, arguments)}
            except SlackError as refused:
                return refused.answer()
            except (AttributeError, KeyError, TypeError, ValueError):
                # An argument of a type that Slack does not take.
                logger.exception("%s was called with malformed arguments", method)
                return SlackError("invalid_arguments").answer()

    def _may(self, method: str, token: str, arguments: Json) -> Workspace:
        """Refuse unknown methods, wrong tokens and missing scopes as Slack does; return what its holder sees."""
        wants_app_token = method == OPEN_CONNECTION
        if not wants_app_token and method not in METHODS:
            raise SlackError("unknown_method", req_method=method)
        if not token:
            raise SlackError("not_authed")
        is_app_token = token == self._app_token
        side = self._workspace if is_app_token else self._installs.side_of(token)
        if is_app_token != wants_app_token:
            raise SlackError("not_allowed_token_type")
        if self._workspace.token_error:
            raise SlackError(self._workspace.token_error)
        needed = () if wants_app_token else _needed_scopes(side, method, arguments)
        if needed and not set(needed) & self.scopes:
            raise SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(self.scopes)))
        return side

    def _answered(self, call: Call, answer: Json, fault: Fault) -> web.Response:
        call.answer, call.status = answer, fault.status
        call.is_disturbed = bool(fault.error or fault.garbled)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes)), **fault.headers}
        if fault.garbled:
            kind, body = GARBLED[fault.garbled](json.dumps(answer))
            call.answer = {"not_slacks": body}
            return web.Response(status=fault.status, text=body, content_type=kind)
        if fault.status >= 500:
            return web.Response(status=fault.status, text="upstream connect error")
        return web.json_response(answer, status=fault.status, headers=headers)


async def _run(hooks: list[Hook], arguments: Json) -> None:
    """Run hooks beside the loop: a hook may wait for the bot's end, and the bot for us."""
    for hook in hooks:
        await asyncio.get_running_loop().run_in_executor(None, hook, arguments)


def _needed_scopes(workspace: Workspace, method: str, arguments: Json) -> tuple[str, ...]:
    """Return the scopes of which one is needed: for reading, that of the kind of channel."""
    needed = METHODS[method][1]
    channel = workspace.channels.get(str(arguments.get("channel")))
    if channel is None or len(needed) < 2:
        return needed
    kind = "im" if channel.is_im else "groups" if channel.is_private else "channels"
    return tuple(scope for scope in needed if scope.startswith(f"{kind}:"))


async def _sent(request: web.Request) -> tuple[Json, str]:
    """Read arguments and token, however they were sent. In a JSON body Slack looks for no token."""
    header = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if request.content_type == "application/json":
        try:
            body: Any = json.loads(await request.text() or "{}")
        except ValueError:
            body = {}
        return (body if isinstance(body, dict) else {}), header
    posted = await request.post()
    sent: Json = {name: _value(name, value) for name, value in {**request.query, **posted}.items()}
    return sent, header or str(sent.pop("token", ""))


def _value(name: str, value: Any) -> Any:
    if name in JSON_ARGUMENTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if name == "reply_broadcast":
        return value in ("1", "true", "True")
    return value


def _cut(request: web.Request) -> web.StreamResponse:
    """Cut the line: the caller sees its connection end without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
