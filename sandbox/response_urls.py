"""The app answers an interaction later at its response_url: five times in thirty minutes."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.mentions import note_pings
from sandbox.web_api.chat import checked_content
from sandbox.workspace import Channel, Json, Message, SlackError, Workspace

# The name by which faults know it: it is not a method of the Web API.
RESPONSE = "response_url"
MOST_USES = 5
LIVES_SECONDS = 30 * 60


@dataclass
class _Address:
    user: str
    # Not its id, which may change meanwhile.
    channel: Channel
    original_ts: str | None
    made_at: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace, self._faults = workspace, faults
        self._addresses: dict[str, _Address] = {}
        self.base_url = ""

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/response/{key}", self._answer)]

    def new(self, user: str, channel: str, original_ts: str | None = None) -> str:
        key = self._workspace.new_id("R")
        self._addresses[key] = _Address(user, self._workspace.channels[channel], original_ts, self._workspace.now())
        return f"{self.base_url}/response/{key}"

    async def _answer(self, request: web.Request) -> web.Response:
        body: Any = await request.json()
        if fault := self._faults.take(RESPONSE):
            return web.Response(status=fault.status, headers=fault.headers)
        address = self._addresses.get(request.match_info["key"])
        if address is None:
            return web.Response(status=404, text="no_active_hooks")
        is_old = self._workspace.now() - address.made_at > LIVES_SECONDS
        if is_old or address.uses >= MOST_USES:
            return web.Response(status=404, text="expired_url" if is_old else "used_url")
        address.uses += 1
        with self._workspace.changing():
            try:
                self._say(address, body)
            except SlackError as refused:
                return web.Response(status=400, text=refused.error)
        return web.Response(text="ok")

    def _say(self, address: _Address, body: Json) -> None:
        original = next((it for it in self._workspace.messages if it.ts == address.original_ts), None)
        if body.get("delete_original") and original:
            original.is_deleted = True
            return
        text, blocks = checked_content(body)
        if body.get("replace_original") and original:
            original.text, original.blocks, original.edited_at = text, blocks, self._workspace.new_ts()
            return
        is_private = body.get("response_type", "ephemeral") == "ephemeral"
        bot = original.user if original else self._workspace.bot_user
        message = Message(address.channel.id, self._workspace.new_ts(), bot, text, blocks)
        message.only_for = address.user if is_private else None
        self._workspace.messages.append(message)
        if not is_private:
            note_pings(self._workspace, message)
