"""The page reaches the browser and stays true: a socket carries acts in, and every change out."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.faults import Faults
from sandbox.happenings import Happenings
from sandbox.origins import is_from_here
from sandbox.page import inspector
from sandbox.page.acts import carry_out
from sandbox.page.controls import Connection
from sandbox.page.operating import Operator
from sandbox.page.picture import picture, picture_for_nobody
from sandbox.person import Person
from sandbox.screen import NotPossible
from sandbox.socket_mode import SocketMode
from sandbox.traffic import Traffic
from sandbox.workspace import Json, Workspace

FILES = Path(__file__).parent / "files"
# Changes that come close together are shown together.
GATHER_SECONDS = 0.03
# The page shows what people typed: nothing but its own files may run or be asked there.
POLICY = "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

logger = logging.getLogger(__name__)


class Page:
    """Serves the page to any number of browser windows, each of which is one person."""

    def __init__(
        self,
        workspace: Workspace,
        traffic: Traffic,
        faults: Faults,
        socket_mode: SocketMode,
        person: Callable[[str], Person],
        connection: Connection,
        happenings: Happenings,
    ) -> None:
        self._workspace, self._traffic, self._faults = workspace, traffic, faults
        self._socket_mode, self._person, self._connection = socket_mode, person, connection
        self.operator = Operator(workspace, faults, socket_mode, connection, happenings)
        # Why nobody may act yet, in a sentence; "" when everybody may.
        self.not_yet = ""
        self._windows: set[_BrowserWindow] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        workspace.watchers.append(self._changed)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get("/live", self._live),
            web.get("/page/{file:[a-z_/]+\\.(?:js|css|mjs)}", self._file),
        ]

    async def close(self) -> None:
        for window in list(self._windows):
            await window.socket.close()

    async def _index(self, _request: web.Request) -> web.Response:
        text = (FILES / "index.html").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = FILES / request.match_info["file"]
        if not path.is_file():
            raise web.HTTPNotFound
        kind = "text/css" if path.suffix == ".css" else "text/javascript"
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return web.Response(text=path.read_text(encoding="utf-8"), content_type=kind, headers=headers)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        if not is_from_here(request):
            raise web.HTTPForbidden(text="The sandbox's page talks only to itself.")
        self._loop = asyncio.get_running_loop()
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=2**20)
        await socket.prepare(request)
        window = _BrowserWindow(socket)
        self._windows.add(window)
        showing = asyncio.create_task(self._show(window))
        try:
            async for received in socket:
                if received.type == WSMsgType.TEXT:
                    window.does(self._receive(window, json.loads(received.data)))
        finally:
            self._windows.discard(window)
            showing.cancel()
        return socket

    def _changed(self) -> None:
        """Wake every window; called from any thread."""
        if self._loop and self._windows and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for window in self._windows:
            window.is_behind.set()

    async def _show(self, window: "_BrowserWindow") -> None:
        while True:
            await window.is_behind.wait()
            window.is_behind.clear()
            await window.send({"seen": self._seen(window)})
            await asyncio.sleep(GATHER_SECONDS)

    def _seen(self, window: "_BrowserWindow") -> Json:
        with self._workspace.reading():
            if window.user not in self._workspace.users:
                return picture_for_nobody(self._workspace)
            seen = picture(self._workspace, window.user)
        seen["botIsHere"] = self._socket_mode.count > 0 or self.operator.is_bot_served()
        seen["botLine"] = self._socket_mode.opened
        seen["botIsControlled"] = self.operator.bot is not None
        if window.inspects:
            seen["inspector"] = inspector.overview(self._traffic, self._faults, self._connection)
        return seen

    async def _receive(self, window: "_BrowserWindow", asked: Json) -> None:
        try:
            answer = await self._carry_out(window, asked)
        except NotPossible as reason:
            answer = {"error": _sentence(str(reason))}
        except Exception:
            logger.exception("the page asked for something that can't be done: %s", asked)
            answer = {"error": "That did not work. The sandbox's own log says why."}
        await window.send({"answers": asked.get("number"), **answer})

    async def _carry_out(self, window: "_BrowserWindow", asked: Json) -> Json:
        act = str(asked.get("act"))
        if act == "watch":
            window.user, window.inspects = str(asked.get("as", "")), bool(asked.get("inspects"))
            window.is_behind.set()
            return {}
        if act == "details":
            return {"details": inspector.details(self._traffic, int(asked["record"]))}
        if self.not_yet:
            raise NotPossible(self.not_yet)
        if await self.operator.carry_out(asked):
            return {}
        # Acts wait for the bot's acknowledgement, which this loop brings: they wait beside it.
        person = self._person(str(asked.get("as")))
        return await asyncio.get_running_loop().run_in_executor(None, carry_out, person, asked)


class _BrowserWindow:
    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.user, self.inspects = "", False
        self.is_behind = asyncio.Event()
        self._doing: set[asyncio.Task[None]] = set()

    def does(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else: one act may wait for the bot while the next is asked for."""
        task = asyncio.create_task(work)
        # The loop itself keeps no reference to its tasks.
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def send(self, what: Json) -> None:
        try:
            await self.socket.send_str(json.dumps(what))
        except ConnectionError:
            # The browser went away; its window is taken from the list where its line ends.
            return


def _sentence(words: str) -> str:
    said: Any = words[:1].upper() + words[1:]
    return said if said.endswith((".", "!", "?", ")")) else f"{said}."
