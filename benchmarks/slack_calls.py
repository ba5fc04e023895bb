"""How many calls to Slack eight answers cost, one after another and all at once, through real sockets and HTTP."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Accord, create_app, prepare_database
from bot.demo.manifest import read_manifest
from bot.setup.alliance_file import read
from bot.setup.settings import Settings
from handlers.courier.calls.names import ASK_AGAIN_AFTER
from sandbox import Message, Sandbox
from storage.outbox import claims
from storage.personal import people
from tests.cast import CHANNEL, KARA, LEADS
from tests.stories.stage import alliance_toml, workspace

METHODS = ("chat.update", "chat.postMessage")


def calls_of_eight_answers(*, at_once: bool) -> dict[str, int]:
    """Have eight partners consent; count updates of the card and posts after it."""
    with _bot() as (sandbox, accord):
        card = _raised(sandbox, accord)
        before = {method: len(sandbox.calls(method)) for method in METHODS}
        if at_once:
            with ThreadPoolExecutor(len(LEADS)) as everybody:
                list(everybody.map(lambda lead: _consents(sandbox, lead, card), LEADS))
        else:
            for lead in LEADS:
                _consents(sandbox, lead, card)
                _settle(accord)
        _settle(accord)
        return {method: len(sandbox.calls(method)) - before[method] for method in METHODS}


@contextmanager
def _bot() -> Iterator[tuple[Sandbox, Accord]]:
    with tempfile.TemporaryDirectory() as folder, Sandbox.start(workspace(), scopes=read_manifest().scopes) as sandbox:
        file = Path(folder) / "alliance.toml"
        file.write_text(alliance_toml(), encoding="utf-8")
        settings = Settings(
            f"sqlite:///{folder}/accord.db", file, sandbox.api_url, sandbox.bot_token, sandbox.app_token
        )
        accord = create_app(settings, read(file), prepare_database(settings), lambda: datetime.now(UTC))
        accord.start()
        sandbox.wait_for_app()
        # Each name that Slack tells just after the start also updates the card.
        sandbox.wait_until(lambda: _has_asked_for_names(accord))
        yield sandbox, accord
        accord.stop()


def _has_asked_for_names(accord: Accord) -> bool:
    with accord.database.snapshot() as connection:
        return not people.not_asked_since(connection, datetime.now(UTC) - ASK_AGAIN_AFTER, 1)


def _raised(sandbox: Sandbox, accord: Accord) -> Message:
    kara = sandbox.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    kara.submits()
    _settle(accord)
    return next(it for it in kara.sees(CHANNEL) if it.blocks and it.blocks[0]["type"] == "header")


def _consents(sandbox: Sandbox, lead: str, card: Message) -> None:
    person = sandbox.person(lead)
    person.clicks("Consent", card)
    if person.window:
        person.submits()


def _settle(accord: Accord) -> None:
    while True:
        with accord.database.snapshot() as connection:
            if claims.is_idle(connection, datetime.now(UTC)):
                return
        time.sleep(0.01)
