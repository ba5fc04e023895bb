"""A workspace survives a restart of the sandbox in one file, written after every change."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sandbox.file import File
from sandbox.grants import Grants
from sandbox.workspace import Channel, Message, User, Workspace

# Changes that come close together are written together.
GATHER_SECONDS = 0.2


@dataclass
class Kept:
    """What Slack would still have after a night: open windows and Home tabs come anew."""

    clock_offset: float
    last_number: int
    last_ts: int
    users: dict[str, User]
    channels: dict[str, Channel]
    messages: list[Message]
    read_until: dict[str, dict[str, str]] = field(default_factory=dict)
    canvases: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    grants: Grants = field(default_factory=Grants)


def save(workspace: Workspace, path: Path) -> None:
    """Write the file as a whole or not at all."""
    with workspace.reading():
        written = msgspec.json.encode(Kept(**{name: getattr(workspace, name) for name in Kept.__annotations__}))
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(written)
    unfinished.replace(path)


def load(workspace: Workspace, path: Path) -> None:
    """Put what was kept into a workspace. Raises msgspec.DecodeError when the file is not one of ours."""
    kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    with workspace.changing():
        for name in Kept.__annotations__:
            setattr(workspace, name, getattr(kept, name))


class Keeper:
    """Saves a workspace whenever it changes, until it is closed."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self._workspace, self._path = workspace, path
        self._changed, self._closing = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        workspace.watchers.append(self._changed.set)
        self._changed.set()
        self._thread.start()

    def close(self) -> None:
        """Save once more and stop."""
        self._workspace.watchers.remove(self._changed.set)
        self._closing.set()
        self._changed.set()
        self._thread.join()
        save(self._workspace, self._path)

    def _keep(self) -> None:
        while not self._closing.is_set():
            self._changed.wait()
            self._changed.clear()
            save(self._workspace, self._path)
            self._closing.wait(GATHER_SECONDS)
