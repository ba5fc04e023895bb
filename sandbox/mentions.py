"""Whom a new message pings."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.workspace import Message, Workspace

_PING = re.compile(r"<(?:@[UW][A-Z0-9]+|!channel|!here|!everyone|!subteam\^[A-Z0-9]+)[^>]*>")


def note_pings(workspace: Workspace, message: Message) -> None:
    """Remember whom a new message would ping."""
    workspace.notifications += [{"channel": message.channel, "ts": message.ts, "ping": ping} for ping in pings(message)]


def pings(message: Message) -> list[str]:
    """List whom a message pings when it is new; with blocks, Slack looks at the blocks only."""
    return list(_pings(message.blocks)) if message.blocks else _PING.findall(message.text)


def _pings(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _pings(item)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "markdown"):
            yield from _PING.findall(str(part["text"]))
        if part.get("type") in ("user", "usergroup", "broadcast"):
            yield f"{part['type']} {part.get('user_id') or part.get('usergroup_id') or part.get('range')}"
        for inner in part.values():
            yield from _pings(inner)
