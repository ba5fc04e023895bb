"""Starts and stops the whole sandbox: on the loopback address only, in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox import payloads
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.file_server import FileServer
from sandbox.happenings import Happenings
from sandbox.install_page import InstallPage
from sandbox.installs import Installs
from sandbox.page import Page
from sandbox.person import Person
from sandbox.rate_limits import RateLimits
from sandbox.response_urls import ResponseUrls
from sandbox.signed_http import SignedHttp
from sandbox.socket_mode import SocketMode
from sandbox.traffic import Call, Delivery, Traffic
from sandbox.web_server import WebServer
from sandbox.workspace import Channel, Json, Workspace

LOOPBACK = "127.0.0.1"
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 (a made-up one, for a server on loopback)
EVERY_SCOPE = frozenset(
    {
        "chat:write",
        "channels:history",
        "groups:history",
        "im:history",
        "im:write",
        "channels:read",
        "groups:read",
        "im:read",
        "reactions:read",
        "users:read",
        "commands",
    }
)

T = TypeVar("T")


class Sandbox(Happenings):
    """A local workspace that answers as Slack does. It is a sandbox: nothing leaves this machine."""

    def __init__(
        self,
        workspace: Workspace,
        scopes: frozenset[str] = EVERY_SCOPE,
        request_url: str = "",
        *,
        enforce_limits: bool = False,
        is_installed: bool = True,
    ) -> None:
        """`is_installed` tells whether the app has a token of its workspace before anybody installs it."""
        self.workspace, self.faults, self.traffic = workspace, Faults(), Traffic()
        self.bot_token = "xoxb-sandbox" if is_installed else ""
        self.app_token, self.signing_secret = "xapp-sandbox", SIGNING_SECRET
        granted = set(scopes)
        self.installs = Installs(workspace, self.bot_token, granted)
        # Where a channel has several installs, Slack tells one of them what happens there; or each of them, to be sure.
        self.tells_every_install = False
        self._web = WebServer(workspace, self.faults, self.traffic, self.installs, self.app_token, granted)
        self._files = FileServer(workspace, self.faults, self.installs, granted)
        self._web.limits = RateLimits() if enforce_limits else None
        self.socket_mode = SocketMode(workspace)
        self._web.new_socket_url = self.socket_mode.new_url
        self.response_urls = ResponseUrls(workspace, self.faults)
        self.request_url = ""
        self._deliveries = Deliveries(self.socket_mode.send, self.faults, self.traffic, workspace.touch)
        self.page = Page(workspace, self.traffic, self.faults, self.socket_mode, self.person, self, self)
        self.delivers_to(request_url)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)
        self.address = ""

    @classmethod
    def start(cls, workspace: Workspace, port: int = 0, **options: Any) -> Self:
        """Serve on loopback; port 0 takes any free one. Raises OSError when the port is taken."""
        sandbox = cls(workspace, **options)
        sandbox._thread.start()
        try:
            sandbox._run(sandbox._serve(port))
        except OSError:
            sandbox._end_loop()
            raise
        return sandbox

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    def stop(self) -> None:
        self._run(self._close())
        self._end_loop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def person(self, user_id: str) -> Person:
        return Person(self.workspace, user_id, self.deliver, self.response_urls.new, self.announces)

    def calls(self, method: str) -> list[Call]:
        return self.traffic.of_method(method)

    def deliver(self, kind: str, payload: Json) -> Delivery:
        """Deliver a payload and wait for its acknowledgement (three seconds at most)."""
        return self._run(self._deliveries.deliver(kind, payload))

    def announces(self, event: Json, channel: str = "") -> None:
        """Tell the app what happened, if it listens to that and may; nobody waits for its acknowledgement."""
        place = self.workspace.channels.get(channel or event.get("channel", ""))
        for side in self._told(event, place):
            with self.workspace.changing():
                payload = payloads.event(side, event)
            asyncio.run_coroutine_threadsafe(self._deliveries.deliver("events_api", payload), self._loop)

    def _told(self, event: Json, channel: Channel | None) -> list[Workspace]:
        """Return which installs hear of it: for a channel only members, or one that was just removed from it."""
        kind, everywhere = str(event["type"]), self.workspace.installed_sides()
        if not self.workspace.is_listening(kind, channel.kind if channel else ""):
            return []
        whose = self.workspace.users.get(str(event.get("user")))
        if whose and (whose.is_bot or channel is None):
            return [side for side in everywhere if side.is_at_home(whose.id)]
        if channel is None or kind.endswith("_left"):
            return everywhere[:1]
        there = [side for side in everywhere if side.bot_user in channel.members]
        return there if self.tells_every_install else there[:1]

    def uninstalls(self, team_id: str) -> None:
        """Somebody takes the app out of a workspace: its bot leaves all channels, and its tokens end."""
        with self.workspace.changing():
            side = self.installs.revoke(team_id)
            for channel in self.workspace.channels.values():
                if not channel.is_im:
                    channel.members.discard(side.bot_user)
        self._tells_install(side, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [side.bot_user]}})
        self._tells_install(side, {"type": "app_uninstalled"})

    def _tells_install(self, side: Workspace, event: Json) -> None:
        if self.workspace.is_listening(str(event["type"])):
            with self.workspace.changing():
                payload = payloads.event(side, {**event, "event_ts": self.workspace.new_ts()})
            asyncio.run_coroutine_threadsafe(self._deliveries.deliver("events_api", payload), self._loop)

    def delivers_to(self, url: str) -> None:
        """Deliver over signed HTTP to this address from now on, or with "" over Socket Mode."""
        self.request_url = url
        self._deliveries.send = SignedHttp(url, SIGNING_SECRET).send if url else self.socket_mode.send

    @property
    def ack_seconds(self) -> float:
        """How long Slack waits for an acknowledgement."""
        return self._deliveries.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self._deliveries.ack_seconds = seconds

    @property
    def last_delivery(self) -> Delivery:
        return self.traffic.deliveries[-1]

    def disconnects(self, *, reason: str | None = None) -> None:
        """End the app's connections, announced with a reason (refresh_requested, warning) or unannounced."""
        self._run(self.socket_mode.disconnect(reason=reason))

    def falls_silent(self) -> None:
        """Leave the app's connections open but carry nothing more over them, not even an answer to a ping."""
        self._run(self.socket_mode.fall_silent())

    def wait_until(self, condition: Callable[[], T], timeout: float = 10) -> T:
        """Wait for something to be true of the workspace; return it. Raises TimeoutError with what there is."""
        result: T = self.workspace.wait_until(condition, timeout)
        return result

    def wait_for_app(self, timeout: float = 15) -> None:
        self.wait_until(lambda: self.socket_mode.count, timeout)

    def grants(self, *scopes: str) -> None:
        """An administrator gives the app more scopes."""
        self._web.scopes |= {*scopes}

    async def _serve(self, port: int) -> None:
        app = web.Application(client_max_size=4 * 2**20)
        app.add_routes([*self._web.routes(), *self.socket_mode.routes(), *self.response_urls.routes()])
        install_page = InstallPage(self.workspace, self.installs, self.uninstalls)
        app.add_routes([*self.page.routes(), *self._files.routes(), *install_page.routes()])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, port)
        await site.start()
        actual = self._runner.addresses[0][1]
        self.address = self.response_urls.base_url = self.workspace.files_url = f"http://{LOOPBACK}:{actual}"
        self.socket_mode.address = f"ws://{LOOPBACK}:{actual}"

    async def _close(self) -> None:
        await self.page.close()
        await self.socket_mode.disconnect(reason=None)
        lines = [it.transport for it in self._runner.server.connections] if self._runner.server else []
        await self._runner.cleanup()
        # A line is closed only when all is read: somebody who reads nothing would keep it open.
        for line in filter(None, lines):
            line.abort()
        # Calls that are never answered.
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
