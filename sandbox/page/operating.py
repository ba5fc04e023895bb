"""What the inspector may order: faults, a broken line, the bot's end and start, changes to a channel, the time."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.faults import Faults
from sandbox.happenings import Happenings
from sandbox.page.controls import Connection, ControlledBot
from sandbox.screen import NotPossible
from sandbox.socket_mode import SocketMode
from sandbox.workspace import Workspace

RETRY_AFTER_SECONDS = 3

Asked = Mapping[str, Any]


class Operator:
    """Carries out what is ordered. `bot` is None when somebody else started the bot."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        socket_mode: SocketMode,
        connection: Connection,
        happenings: Happenings,
    ) -> None:
        self._workspace, self._faults, self._socket_mode = workspace, faults, socket_mode
        self._connection = connection
        self.bot: ControlledBot | None = None
        self._orders: Mapping[str, Callable[[Asked], None]] = {
            "rate_limit": lambda asked: faults.rate_limit(_method(asked), RETRY_AFTER_SECONDS),
            "fail": lambda asked: faults.server_error(_method(asked)),
            "lose_reply": lambda asked: faults.lose_reply(_method(asked)),
            "answer_with_page": lambda asked: faults.garble(_method(asked), is_late=bool(asked.get("done"))),
            "deliver_twice": lambda _asked: faults.deliver("duplicate"),
            "lose_ack": lambda _asked: faults.deliver("lose_ack"),
            "clear_faults": lambda _asked: faults.clear(),
            "kill_bot": lambda _asked: self._controlled().kill(),
            "start_bot": lambda _asked: self._controlled().start(),
            "move_clock": self._move_clock,
            "archive": lambda asked: happenings.archives(self._channel(asked)),
            "unarchive": lambda asked: happenings.unarchives(self._channel(asked)),
            "change_channel_id": lambda asked: happenings.changes_channel_id(
                self._channel(asked), workspace.new_id("C")
            ),
            "deliver_to": lambda asked: connection.delivers_to(_address(asked)),
        }

    def is_bot_served(self) -> bool:
        """Whether a bot that we started is reached over HTTP."""
        return bool(self.bot and self._connection.request_url and self.bot.is_running())

    async def carry_out(self, asked: Asked) -> bool:
        """Carry out an order; return False when this act is not one."""
        act = str(asked.get("act"))
        if act == "drop_connection":
            await self._socket_mode.disconnect(reason=None)
        elif act in self._orders:
            # Starting a bot takes a moment, and the bot needs this loop for it.
            await asyncio.get_running_loop().run_in_executor(None, self._orders[act], asked)
        else:
            return False
        self._workspace.touch()
        return True

    def _move_clock(self, asked: Asked) -> None:
        """Go to ten in the morning of a later day: an hour at which people are at work."""
        with self._workspace.changing():
            now = datetime.fromtimestamp(self._workspace.now(), ZoneInfo(self._workspace.timezone))
            day = now.date() + timedelta(days=max(1, int(asked["days"])))
            target = datetime.combine(day, time(10), now.tzinfo)
            self._workspace.clock_offset += target.timestamp() - now.timestamp()
        if self.bot:
            self.bot.follow_clock()

    def _channel(self, asked: Asked) -> str:
        channel = self._workspace.channels.get(str(asked.get("channel")))
        if channel is None or channel.is_im:
            raise NotPossible("this channel is not there any more")
        return channel.id

    def _controlled(self) -> ControlledBot:
        if self.bot is None:
            raise NotPossible("this bot was started by somebody else; stop it there")
        return self.bot


def _address(asked: Asked) -> str:
    url = str(asked.get("url", "")).strip()
    if url and not url.startswith(("http://", "https://")):
        raise NotPossible("a request URL starts with http://, such as http://127.0.0.1:3000/slack/events")
    return url


def _method(asked: Asked) -> str:
    return str(asked.get("method") or "*")
