"""How long until everybody sees a press, how soon the bot is there, and how much memory it takes.

As processes of their own, through real sockets and HTTP, against the sandbox: `accord run`, and the bare bot.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.manifest import read_manifest
from sandbox import Message, Sandbox
from sandbox.traffic import Call
from storage.engine.database import Database
from storage.engine.schema import upgrade
from tests.cast import CHANNEL, KARA, LEADS, PARTNERS
from tests.stories.stage import alliance_toml, workspace

STARTS, BURSTS = 8, 3
APART_SECONDS = 0.3
# Accord calls Slack no faster than Slack allows (handlers/courier/calls/pace.py), and must not be kept waiting by that.
BETWEEN_BURSTS_SECONDS = 3.0
PATIENCE_SECONDS = 20
ACCORD, BARE = ("-m", "bot", "run"), ("-m", "benchmarks.bare_bot")


@dataclass
class Figures:
    """Seconds, and bytes of memory after the last answer."""

    connected: list[float] = field(default_factory=list)
    apart: list[float] = field(default_factory=list)
    at_once: list[float] = field(default_factory=list)
    memory: int = 0


def figures_side_by_side() -> tuple[Figures, Figures]:
    """Start the bare bot and ours in turn, several times, so that a busy moment of the machine affects both alike."""
    bare, ours = Figures(), Figures()
    for _ in range(STARTS):
        _answered(BARE, bare)
        _answered(ACCORD, ours)
    return bare, ours


def _answered(program: tuple[str, ...], found: Figures) -> None:
    """Start the bot; eight partners answer one proposal apart, and some more all at once."""
    with _bot(program, found) as sandbox:
        card = _card(sandbox, program)
        for count, lead in enumerate(LEADS, 1):
            # Apart: what the last press still had to say has been said.
            time.sleep(APART_SECONDS)
            began = time.time()
            sandbox.person(lead).clicks("Consent", card)
            found.apart.append(_shown_at(sandbox, card, count) - began)
        for burst in range(1, BURSTS + 1):
            time.sleep(BETWEEN_BURSTS_SECONDS)
            card = _card(sandbox, program)
            time.sleep(APART_SECONDS)
            # The bare bot's only card counts all presses, and each of them changes it.
            before = 0 if program is ACCORD else burst * len(LEADS)
            changes = 1 if program is ACCORD else before + len(LEADS)
            began = time.time()
            _all_press(sandbox, card)
            found.at_once.append(_shown_at(sandbox, card, before + len(LEADS), changes) - began)


def _all_press(sandbox: Sandbox, card: Message) -> None:
    with ThreadPoolExecutor(len(LEADS)) as everybody:
        list(everybody.map(lambda lead: sandbox.person(lead).clicks("Consent", card), LEADS))


def memory_after(program: tuple[str, ...], answers: int) -> int:
    """Return the resident bytes of the bot after so many answers."""
    found = Figures()
    with _bot(program, found) as sandbox:
        for _ in range(answers // len(LEADS)):
            card = _card(sandbox, program)
            for lead in LEADS:
                sandbox.person(lead).clicks("Consent", card)
    return found.memory


def p50(seconds: list[float]) -> float:
    return statistics.median(seconds)


@contextmanager
def _bot(program: tuple[str, ...], found: Figures) -> Iterator[Sandbox]:
    with tempfile.TemporaryDirectory() as folder, Sandbox.start(workspace(), scopes=read_manifest().scopes) as sandbox:
        # The ninth never answers, so that nothing is decided.
        toml = alliance_toml({**PARTNERS, "Ninth": ("U0NINTH",)})
        (Path(folder) / "alliance.toml").write_text(toml, encoding="utf-8")
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            "CHANNEL": CHANNEL,
            "PYTHONPATH": str(Path.cwd()),
        }
        if program is ACCORD:
            # Any start but the very first: that makes the tables, once.
            upgrade(database := Database(environment["DATABASE_URL"]))
            database.close()
        began = time.time()
        with Path(folder, "log").open("wb") as log:
            bot = subprocess.Popen(  # noqa: S603 (our own programs)
                [sys.executable, *program], env=environment, cwd=folder, stdout=log, stderr=log
            )
        try:
            sandbox.wait_for_app(PATIENCE_SECONDS)
            found.connected.append(time.time() - began)
            yield sandbox
            found.memory = resident(bot.pid)
        finally:
            bot.terminate()
            bot.wait(PATIENCE_SECONDS)


def _card(sandbox: Sandbox, program: tuple[str, ...]) -> Message:
    """Return a new card with a Consent button; the bare bot has only one."""
    kara = sandbox.person(KARA)
    before = len(_cards(sandbox))
    if program is ACCORD:
        kara.runs("/propose", CHANNEL)
        kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
        kara.submits()
        sandbox.wait_until(lambda: len(_cards(sandbox)) > before, PATIENCE_SECONDS)
    sandbox.wait_until(lambda: _cards(sandbox), PATIENCE_SECONDS)
    return _cards(sandbox)[-1]


def _cards(sandbox: Sandbox) -> list[Message]:
    return [it for it in sandbox.person(KARA).sees(CHANNEL) if it.blocks and it.blocks[0]["type"] == "header"]


def _shown_at(sandbox: Sandbox, card: Message, count: int, changes: int = 1) -> float:
    """Wait until Slack was told of so many consents, with so many changes; return when the last of them came."""
    words = f"{count} of 9 partners consent"

    def calls() -> list[Call]:
        return [call for call in sandbox.calls("chat.update") if call.arguments.get("ts") == card.ts]

    sandbox.wait_until(
        lambda: len(calls()) >= changes and any(words in str(call.arguments) for call in calls()), PATIENCE_SECONDS
    )
    return calls()[-1].at


def resident(process_id: int) -> int:
    status = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) * 1024
