"""`accord demo`: a sandbox, its page and a bot, until Ctrl-C; the data stay in a folder."""

import fcntl
import logging
import os
import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from bot.demo import story
from bot.demo.beginning import Beginning, beginning
from bot.demo.manifest import read_manifest
from bot.demo.people import ALLIANCE_FILE, CHANNEL, MANAGER, demo_workspace
from bot.demo.process import DemoBot
from bot.demo.welcome import held_card, welcome
from bot.lines.stopping import Stopping
from bot.setup.doctor import PAPER_SCOPES
from bot.setup.settings import BadSetting, InstallPages, Settings
from sandbox import Sandbox, Workspace
from sandbox.keeping import Keeper, load

USUAL_PORT = 8377
STILL_PLAYING = "The alliance's first two weeks are being played. In a moment it is your turn."
# Files of ours in the demo's folder; nothing else there is ever touched.
DATABASE, WORKSPACE, LOG, LOCK, KEY = "accord.db", "workspace.json", "accord.log", "lock", "token-key"
OURS = (WORKSPACE, LOG, KEY, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}.lock")


def demo(arguments: Namespace) -> int:
    """Run the demo until Ctrl-C or SIGTERM; with --reset, only throw its data away."""
    where = beginning(arguments)
    folder = Path(arguments.folder or where.value)
    with _alone(folder):
        if arguments.reset:
            _forget(folder)
            _say("The demo's data are gone. It starts over with the next `make demo`.")
            return 0
        return _run(folder, arguments.port, where)


def _run(folder: Path, port: int | None, where: Beginning) -> int:
    stopping = Stopping.by_signals()
    logging.basicConfig(
        filename=folder / LOG, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    with staged(folder, port, DemoBot, where) as (sandbox, start):
        if not stopping.is_asked():
            start()
            _welcome(sandbox)
        stopping.wait()
    _say("The demo has stopped. Everything is kept for the next `make demo`; `make demo-reset` starts over.")
    return 0


@contextmanager
def staged(
    folder: Path, port: int | None, kind: type[DemoBot], where: Beginning
) -> Iterator[tuple[Sandbox, Callable[[], None]]]:
    """Serve the page with what is kept in this folder, and return what starts a bot of this kind; it ends with it."""
    manifest = read_manifest()
    workspace = demo_workspace(manifest, where)
    is_new = not _restored(workspace, folder)
    scopes = manifest.scopes | PAPER_SCOPES.keys()
    with _started(workspace, port, scopes, is_installed=where is not Beginning.INSTALL) as sandbox:
        settings = _settings(sandbox, folder, where)
        if is_new and where is Beginning.STORY:
            _say("Playing the first two weeks of a made-up alliance…")
            _play(sandbox, settings, folder)
        workspace.welcome = welcome(workspace, where)
        keeper = Keeper(workspace, folder / WORKSPACE)
        bot = sandbox.page.operator.bot = kind(sandbox, settings, folder / LOG)

        def start() -> None:
            _start(bot, folder)
            if is_new and where is Beginning.EMPTY:
                sandbox.invites_bot(CHANNEL)

        yield sandbox, start
        bot.stop()
        keeper.close()


def _play(sandbox: Sandbox, settings: Settings, folder: Path) -> None:
    """Nobody else acts meanwhile, so a slow computer has more than three seconds for a window."""
    limits = sandbox.ack_seconds, sandbox.workspace.trigger_seconds
    sandbox.page.not_yet = STILL_PLAYING
    sandbox.ack_seconds = sandbox.workspace.trigger_seconds = story.PATIENCE_SECONDS
    try:
        story.play(sandbox, settings)
    except TimeoutError as error:
        raise BadSetting(
            f"the demo's bot does not keep up on this computer; {folder / LOG} says what it did"
        ) from error
    finally:
        sandbox.ack_seconds, sandbox.workspace.trigger_seconds = limits
        sandbox.page.not_yet = ""


def _start(bot: DemoBot, folder: Path) -> None:
    try:
        bot.start()
    except TimeoutError as error:
        bot.stop()
        raise BadSetting(f"the demo's bot does not start; {folder / LOG} says why") from error


def _restored(workspace: Workspace, folder: Path) -> bool:
    """Take up where the demo stopped. A story that was broken off starts again from the beginning."""
    kept = folder / WORKSPACE
    if not kept.exists():
        _forget(folder)
        return False
    try:
        load(workspace, kept)
    except msgspec.DecodeError as error:
        raise BadSetting(f"{kept} is damaged ({error}); `make demo-reset` starts over") from error
    return True


def _started(workspace: Workspace, port: int | None, scopes: frozenset[str], *, is_installed: bool) -> Sandbox:
    """Serve at the usual port, or at any free one when that is taken and nobody asked for it, or for port 0."""
    serve = partial(Sandbox.start, workspace, scopes=scopes, enforce_limits=True, is_installed=is_installed)
    try:
        return serve(USUAL_PORT if port is None else port)
    except OSError as error:
        if port:
            raise BadSetting(f"--port: port {port} is taken by another program; choose another one") from error
        return serve(0)


def _settings(sandbox: Sandbox, folder: Path, where: Beginning) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / DATABASE}",
        alliance_file=ALLIANCE_FILE if where is Beginning.STORY else None,
        slack_api_url=sandbox.api_url,
        slack_bot_token=sandbox.bot_token,
        slack_app_token=sandbox.app_token,
        slack_signing_secret=sandbox.signing_secret,
        install=_install_pages(sandbox, folder / KEY) if where is Beginning.INSTALL else None,
        papers=True,
    )


def _install_pages(sandbox: Sandbox, key: Path) -> InstallPages:
    """Give the bot a key for its tokens; it is kept, as they are."""
    try:
        from storage.installs.keys import new_key  # noqa: PLC0415 (it needs the extra http)
    except ModuleNotFoundError as error:
        raise BadSetting(f"--install needs {error.name}: use `make setup`, or install Accord's extra http") from error
    if not key.exists():
        key.touch(0o600)
        key.write_text(new_key(), encoding="ascii")
    return InstallPages(sandbox.installs.client_id, sandbox.installs.client_secret, key.read_text(encoding="ascii"))


def _welcome(sandbox: Sandbox) -> None:
    held = held_card(sandbox.workspace)
    address = f"{sandbox.address}/#as={MANAGER}" + (f"&shows={held.ts}" if held else "")
    _say(f"\nThe demo is at  {address}\n")
    _say("It is a sandbox: made-up people, and nothing leaves this computer. Ctrl-C stops it.\n")
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One demo in a folder at a time; the lock ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BadSetting(f"the demo in {folder} is running already; stop it with Ctrl-C first") from error
        yield


def _forget(folder: Path) -> None:
    for name in OURS:
        (folder / name).unlink(missing_ok=True)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 (the command line's voice)
