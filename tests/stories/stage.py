"""On what do the stories play? `accord run` as a process of its own, against the sandbox, on a database file."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, make_url, text

from bot.demo.manifest import read_manifest
from decisions.words.refusal import say_day
from sandbox import Channel, Message, Person, Sandbox, User, Workspace
from sandbox.workspace import Json, View
from storage.outbox.outbox import FRONT_DESK
from tests.cast import CHANNEL, KARA, NAMES, PARTNERS
from tests.databases import tampering
from tests.reading import read_message, read_window
from tests.stories.bot import PATIENCE_SECONDS, Bot

T = TypeVar("T")
OTHER_CHANNEL = "C0OTHER"
# Beyond the courier's longest pause.
LONG_AGO, LONGEST_PAUSE = "2020-01-01 00:00:00", timedelta(minutes=6)
TODAY = say_day(datetime.now(ZoneInfo("Europe/London")).date())
# The fields behind More….
SELDOM = {
    "Not to be decided before",
    "In force from",
    "Try it until",
    "Review on",
    "Owner",
    "Topics",
    "Supersedes",
    "Sealed first round",
}


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


class Stage(Bot):
    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url, Sandbox.start(workspace(), scopes=read_manifest().scopes))
        # On a loaded machine more than three seconds pass between a press and its window.
        self.sandbox.workspace.trigger_seconds = PATIENCE_SECONDS
        self._engine = create_engine(database_url, pool_pre_ping=True)
        self._skips_pauses = False
        self.write_alliance(alliance_toml())
        (folder / "accord.log").touch()

    def write_alliance(self, text: str) -> None:
        (self.folder / "alliance.toml").write_text(text, encoding="utf-8")

    def starts_ready(self) -> None:
        """Start the bot and wait until it knows everybody's name and has put its desk up."""
        self.start_bot()
        # The manager and all representatives.
        everybody = 1 + sum(map(len, PARTNERS.values()))
        self.until(lambda: self.rows("SELECT count(*) FROM people WHERE name != ''")[0][0] >= everybody)
        self.until(lambda: self.rows("SELECT 1 FROM lanes WHERE slack_user_id = ? AND shown <> ''", FRONT_DESK))

    def says_all(self) -> None:
        """Wait until nothing is left to be said."""
        self.until(lambda: self.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])

    @contextmanager
    def without_pauses(self) -> Iterator[None]:
        """Meanwhile nobody waits for the courier's pauses: what it is to do in some minutes it does at once."""
        self._skips_pauses = True
        yield
        self._skips_pauses = False

    def until(self, condition: Callable[[], T | bool | None], timeout: float = PATIENCE_SECONDS) -> T:
        def looked() -> T | bool | None:
            if self._skips_pauses:
                self._end_pauses()
            return condition()

        return super().until(looked, timeout)

    def _end_pauses(self) -> None:
        soon = datetime.now(UTC) + LONGEST_PAUSE
        pausing = f"claimed_until IS NULL AND due_at > '{LONG_AGO}' AND due_at < '{soon:%Y-%m-%d %H:%M:%S}'"
        self.changes(f"UPDATE lanes SET due_at = '{LONG_AGO}' WHERE {pausing}")  # noqa: S608 (our own moments)

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
        if SELDOM.intersection(typed or {}):
            assert person.window
            person.clicks("More…", person.window)
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

    def direct_messages(self, user_id: str) -> list[Message]:
        """List what somebody was told, but for new texts, which are put to leads at any minute of working hours."""
        told = self.person(user_id).direct_messages()
        return [it for it in told if not (it.metadata and it.metadata["event_payload"]["key"].startswith("asked:"))]

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
