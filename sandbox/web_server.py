"""How does the sandbox answer calls of the Web API over HTTP?"""

import asyncio
import json
import time
from typing import Any

from aiohttp import web

from sandbox.faults import Fault, Faults
from sandbox.traffic import Call, Traffic
from sandbox.web_api import METHODS
from sandbox.workspace import Json, SlackError, Workspace

# Arguments that arrive as JSON text when a call is form-encoded.
JSON_ARGUMENTS = ("blocks", "metadata", "view", "attachments")


class WebServer:
    """The Web API of one workspace: tokens, faults, hooks, the record of traffic."""

    def __init__(
        self, workspace: Workspace, faults: Faults, traffic: Traffic, tokens: dict[str, str], scopes: set[str]
    ):
        self._workspace, self._faults, self._traffic = workspace, faults, traffic
        # The bot's token under "bot", the app's under "app".
        self._tokens, self._scopes = tokens, scopes
        self.socket_address = ""

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self._answer)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        call = Call(method, arguments)
        self._traffic.calls.append(call)
        fault = self._faults.take(method) or Fault(method)
        started = time.monotonic()
        await asyncio.sleep(fault.seconds_before)
        self._faults.run_before(method, arguments)
        if fault.lose_request:
            return _cut(request)
        if fault.error:
            return self._answered(call, {"ok": False, "error": fault.error}, started, fault)
        answer = self._carried_out(method, arguments, _token(request, arguments))
        self._faults.run_after(method, arguments)
        await asyncio.sleep(fault.seconds_after)
        if fault.lose_reply:
            return _cut(request)
        return self._answered(call, answer, started, fault)

    def _carried_out(self, method: str, arguments: Json, token: str) -> Json:
        with self._workspace.changing():
            try:
                self._may(method, token, arguments)
                if method == "apps.connections.open":
                    return {"ok": True, "url": self.socket_address}
                return {"ok": True, **METHODS[method][0](self._workspace, arguments)}
            except SlackError as refused:
                answer: Json = {"ok": False, "error": refused.error, **refused.more}
                if refused.messages:
                    answer["response_metadata"] = {"messages": refused.messages}
                return answer

    def _may(self, method: str, token: str, arguments: Json) -> None:
        """Refuse unknown methods, wrong tokens and missing scopes as Slack does."""
        if not token:
            raise SlackError("not_authed")
        if token not in self._tokens.values():
            raise SlackError("invalid_auth")
        wants_app_token = method == "apps.connections.open"
        if not wants_app_token and method not in METHODS:
            raise SlackError("unknown_method", req_method=method)
        if (token == self._tokens["app"]) != wants_app_token:
            raise SlackError("not_allowed_token_type")
        needed = () if wants_app_token else _needed_scopes(method, arguments)
        if needed and not set(needed) & self._scopes:
            raise SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(self._scopes)))

    def _answered(self, call: Call, answer: Json, started: float, fault: Fault) -> web.Response:
        call.answer, call.status, call.seconds = answer, fault.status, time.monotonic() - started
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        if fault.status >= 500:
            return web.Response(status=fault.status, text="upstream connect error")
        return web.json_response(answer, status=fault.status, headers=headers)


def _needed_scopes(method: str, arguments: Json) -> tuple[str, ...]:
    is_direct = str(arguments.get("channel", "")).startswith("D")
    if is_direct and method in ("conversations.history", "conversations.replies"):
        return ("im:history",)
    return METHODS[method][1]


async def _arguments(request: web.Request) -> Json:
    """Read the arguments, however they were sent."""
    if request.content_type == "application/json":
        body: Any = json.loads(await request.text() or "{}")
        return body if isinstance(body, dict) else {}
    posted = await request.post()
    sent = {**request.query, **posted}
    return {name: _value(name, value) for name, value in sent.items()}


def _value(name: str, value: Any) -> Any:
    if name in JSON_ARGUMENTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if name == "reply_broadcast":
        return value in ("1", "true", "True")
    return value


def _token(request: web.Request, arguments: Json) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))


def _cut(request: web.Request) -> web.StreamResponse:
    """Cut the line: the caller sees its connection end without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
