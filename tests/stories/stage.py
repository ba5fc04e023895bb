"""On what do the stories play? `accord run` as a process of its own, against the sandbox, on a database file."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import create_engine, make_url, text

from bot.demo.manifest import read_manifest
from sandbox import Channel, Message, Person, Sandbox, User, Workspace
from sandbox.workspace import Json, View
from tests import warm
from tests.cast import CHANNEL, KARA, NAMES, PARTNERS
from tests.databases import tampering
from tests.reading import read_message, read_window
from tests.warm import WarmProcess

T = TypeVar("T")
OTHER_CHANNEL = "C0OTHER"
# A slow machine that runs three stories at once needs some of it; nothing waits longer than it has to.
PATIENCE_SECONDS = 30


def workspace() -> Workspace:
    """The council's workspace holds the app; the partners' people come by Slack Connect."""
    made = Workspace()
    manifest = read_manifest()
    made.events, made.has_home = manifest.events, manifest.has_home
    council = {KARA, *PARTNERS["Glasgow City Council"]}
    for person, name in NAMES.items():
        team = made.team_id if person in council else f"T0{person[2:]}"
        made.add_user(User(person, name.lower().replace(" ", "."), name, team_id=team))
    everybody = {*NAMES, made.bot_user}
    made.add_channel(Channel(CHANNEL, "alliance", set(everybody), is_ext_shared=True))
    made.add_channel(Channel(OTHER_CHANNEL, "tea-room", set(everybody)))
    return made


def alliance_toml(partners: Mapping[str, tuple[str, ...]] | None = None, **changes: str) -> str:
    values = {
        "name": "Glasgow Alliance to End Homelessness",
        "channel": CHANNEL,
        "timezone": "Europe/London",
        **changes,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    lines.append(f'operations_managers = ["{KARA}"]')
    for name, people in (partners or PARTNERS).items():
        lines += ["[[partners]]", f"name = {json.dumps(name)}", f"representatives = {json.dumps(people)}"]
    return "\n".join(lines)


class Stage:
    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.database_url = folder, database_url
        self._engine = create_engine(database_url, pool_pre_ping=True)
        self.sandbox = Sandbox.start(workspace(), scopes=read_manifest().scopes)
        self.bot: subprocess.Popen[bytes] | WarmProcess | None = None
        self.write_alliance(alliance_toml())
        (folder / "accord.log").touch()

    # The bot.

    def write_alliance(self, text: str) -> None:
        (self.folder / "alliance.toml").write_text(text, encoding="utf-8")

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
        return {
            **kept,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "DATABASE_URL": self.database_url,
            **changes,
        }

    def accord(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line to its end."""
        return warm.run(("bot", *arguments), self.folder, self.environment(**changes))

    def accord_at_a_console(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run it likewise, as a program whose console is described by the environment."""
        return subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start_bot(self, module: str = "bot", **changes: str) -> None:
        """Start `accord run` and wait until it is connected, or has ended."""
        self.launch_bot(module, **changes)
        try:
            self.sandbox.wait_until(lambda: self.sandbox.socket_mode.count or self.has_ended(), PATIENCE_SECONDS)
        except TimeoutError as error:
            raise AssertionError(self.log()) from error

    def start_bot_ahead(self, ahead: timedelta) -> None:
        """Start the bot at a later time; the sandbox's clock goes with it."""
        self.sandbox.workspace.clock_offset = ahead.total_seconds()
        self.launch_bot("tests.stories.ahead", [str(ahead.total_seconds())])
        self.until(lambda: self.sandbox.socket_mode.count)

    def launch_bot(self, module: str = "bot", command: Sequence[str] = ("run",), **changes: str) -> None:
        log = self.folder / "accord.log"
        self.bot = WarmProcess((module, *command), self.folder, self.environment(**changes), log, log)

    def start_cold_bot(self, module: str) -> None:
        """Start one that loads its libraries itself, and wait until it is connected."""
        with (self.folder / "accord.log").open("ab") as log:
            self.bot = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", module, "run"],
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.until(lambda: self.sandbox.socket_mode.count)

    def has_ended(self) -> bool:
        return self.bot is not None and self.bot.poll() is not None

    def stop_bot(self) -> int:
        """Stop it as systemd does; return its exit status."""
        if self.bot is None:
            raise AssertionError("no bot was started")
        self.bot.send_signal(signal.SIGTERM)
        try:
            status = self.bot.wait(timeout=10)
        except subprocess.TimeoutExpired as expired:
            raise AssertionError(f"{expired}\n--- the bot's log\n{self.log()[-3000:]}") from expired
        return status

    def restarts_bot(self) -> None:
        assert self.stop_bot() == 0
        self.wait_for_bots_end()
        self.start_bot()

    def wait_for_bots_end(self) -> None:
        if self.bot:
            self.bot.wait(PATIENCE_SECONDS)
        self.sandbox.wait_until(lambda: self.sandbox.socket_mode.count == 0, PATIENCE_SECONDS)

    def log(self) -> str:
        return (self.folder / "accord.log").read_text(encoding="utf-8")

    def close(self) -> None:
        if self.bot and self.bot.poll() is None:
            self.bot.kill()
            self.bot.wait()
        self.sandbox.stop()
        self._engine.dispose()
        self.no_secret_was_logged()

    def no_secret_was_logged(self) -> None:
        """Whatever a story was about, nothing that it logged helps to speak in the bot's name."""
        logged, password = self._all_logged(), make_url(self.database_url).password
        secrets = (self.sandbox.bot_token, self.sandbox.app_token, self.sandbox.signing_secret, password)
        assert not [secret for secret in secrets if secret and str(secret) in logged]

    def _all_logged(self) -> str:
        """Not every story starts a bot."""
        return self.log() if (self.folder / "accord.log").exists() else ""

    # The database, read for itself.

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read; each ? in the query stands for one of the values."""
        return self._execute(query, values)

    def asked_at(self, user_id: str) -> list[tuple[Any, ...]]:
        """When Slack was asked about somebody, or that it is to be asked soon."""
        return self.rows("SELECT asked_at FROM people WHERE slack_user_id = ?", user_id)

    def changes(self, statement: str) -> None:
        """Write behind the bot's back."""
        self._execute(statement, ())

    def tampers(self, statement: str) -> None:
        """Change facts, as somebody with the keys of the database could."""
        with tampering(self._engine) as connection:
            connection.execute(text(statement))

    def _execute(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        names = iter(f"v{place}" for place in range(len(values)))
        named = re.sub(r"\?", lambda _: f":{next(names)}", query)
        with self._engine.begin() as connection:
            found = connection.execute(text(named), {f"v{place}": value for place, value in enumerate(values)})
            return [tuple(row) for row in found] if found.returns_rows else []

    # People.

    def person(self, user_id: str) -> Person:
        return self.sandbox.person(user_id)

    def until(self, condition: Callable[[], T | bool | None], timeout: float = PATIENCE_SECONDS) -> T:
        try:
            return cast(T, self.sandbox.wait_until(condition, timeout))
        except TimeoutError as error:
            raise AssertionError(f"{error}\n--- the bot's log\n{self.log()[-3000:]}") from error

    def raises(self, by: str = KARA, typed: Mapping[str, Any] | None = None) -> Message:
        """Raise a proposal with /propose, and return its card."""
        person = self.person(by)
        seen = len(self.cards())
        person.runs("/propose", CHANNEL)
        if person.window is None:
            # A bot that has only just started may be late, and says so: one asks again.
            person.runs("/propose", CHANNEL)
        person.fills(
            {"Title": "Ten winter beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."}
        )
        person.fills(dict(typed or {}))
        person.submits()
        assert person.window is None, person.window.errors
        return self.until(lambda: len(self.cards()) > seen and self.cards()[-1])

    def consents(self, card: Message, *people: str) -> None:
        """These people press Consent, and send the window that asks once more if there is one.

        Whoever objected says in it that it is settled.
        """
        for user_id in people:
            person = self.person(user_id)
            assert person.clicks("Consent", card).is_acked
            if person.window:
                if "How does your objection end?" in self.window(user_id):
                    self.settles(user_id, "A nurse comes every night")
                person.submits()

    def settles(self, user_id: str, words: str) -> None:
        """Say in the open window how the partner's objection is settled."""
        ends = {"How does your objection end?": "It is settled, as I say below", "How it was settled": words}
        self.person(user_id).fills(ends)

    def reads_and_consents(self, place: Message | View, user_id: str) -> None:
        """Press Read and answer, read, and press Consent in that window."""
        person = self.person(user_id)
        assert person.clicks("Read and answer", place).is_acked
        assert person.window, "there is nothing to read"
        assert person.clicks("Consent", person.window).is_acked
        if person.window.body.get("submit"):
            person.submits()
        else:
            assert "== Recorded ==" in self.window(user_id)
            person.closes()

    def objects(
        self,
        card: Message,
        by: str,
        reason: str = "Too few nurses",
        acceptable_if: str = "Two nurses",
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        person = self.person(by)
        person.clicks("Object", card)
        person.fills({"Reason": reason, "What would make it acceptable": acceptable_if, **(typed or {})})
        person.submits()
        assert person.window is None, person.window.errors

    def amends(self, card: Message, text: str, by: str = KARA) -> None:
        person = self.person(by)
        updates = self.rows("SELECT count(*) FROM revisions")[0][0]
        person.chooses("Amend", card)
        person.fills({"What we propose": text})
        person.submits()
        assert person.window is None, person.window.errors
        assert self.rows("SELECT count(*) FROM revisions") == [(updates + 1,)]
        self.card_says(card, f"revision {self.revision_of(card)} of")

    def withdraws(self, card: Message, reason: str, by: str = KARA) -> None:
        person = self.person(by)
        person.chooses("Withdraw", card)
        person.fills({"Reason": reason})
        person.submits()
        self.card_says(card, "Withdrawn on")

    def revision_of(self, card: Message) -> int:
        button = next(block for block in card.blocks if block["type"] == "actions")["elements"][0]
        number = json.loads(button["value"])["proposal"]
        return int(self.rows("SELECT max(number) FROM revisions WHERE proposal_id = ?", number)[0][0])

    # What Slack shows.

    def cards(self) -> list[Message]:
        return [it for it in self.channel() if it.blocks and it.blocks[0]["type"] == "header"]

    def channel(self) -> list[Message]:
        return [it for it in self.person(KARA).sees(CHANNEL) if not it.only_for]

    def desks(self) -> list[Message]:
        return [it for it in self.channel() if it.text.startswith("Accord's desk")]

    def desk(self) -> Message:
        return self.until(self.desks)[0]

    def outcomes(self) -> list[Message]:
        kept = self.sandbox.workspace.messages
        return [it for it in kept if it.text.startswith("✅ Agreed") and not it.is_deleted]

    def card_says(self, card: Message, words: str) -> None:
        self.until(lambda: words in read_message(_json(card)))

    def private_words(self, user_id: str, words: str) -> Message:
        """Wait for a private message with these words, in the channel, a thread or a direct one; return it."""
        person = self.person(user_id)

        def found() -> Message | None:
            whispered = [it for it in self.sandbox.workspace.messages if it.only_for == user_id and not it.is_deleted]
            told = [*whispered, *person.direct_messages()]
            return next((it for it in reversed(told) if words in read_message(_json(it))), None)

        return self.until(found)

    def window(self, user_id: str) -> str:
        view = self.person(user_id).window
        assert view, f"{user_id} has no open window"
        return read_window(view.body)


def _json(message: Message) -> Json:
    return {"text": message.text, "blocks": message.blocks}


def picture(message: Message) -> str:
    return read_message(_json(message))
