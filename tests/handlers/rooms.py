"""Two alliances in one database, and Kim, who speaks in both: all that is said in either bears a mark."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import Any

from slack_sdk import WebClient

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from sandbox import Channel, Sandbox, User, Workspace
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from tests.cast import typed
from tests.databases import with_tables
from tests.handlers.desk import EVERY_SCOPE, START, Desk
from tests.handlers.test_who_may_read import doors

# By number. Somebody of one alliance types its mark, and so do its names and ids; Kim, who speaks in both, types none.
MARKS = {1: "alpha", 2: "beta"}
CHANNELS = {1: "C0ALPHA", 2: "C0BETA"}
TEA_ROOM = "C0TEA"
KIM = "U0KIM"
ROOMS = {
    number: AllianceFile(
        f"{mark} alliance",
        CHANNELS[number],
        "Europe/London",
        (f"U0{mark.upper()}M",),
        (
            PartnerEntry(f"{mark} one", (f"U0{mark.upper()}1", f"U0{mark.upper()}2")),
            PartnerEntry(f"{mark} two", (f"U0{mark.upper()}3",)),
            PartnerEntry(f"{mark} three", (KIM,)),
        ),
    )
    for number, mark in MARKS.items()
}
PEOPLE = {
    number: [*room.operations_managers, *(each for entry in room.partners for each in entry.representatives)]
    for number, room in ROOMS.items()
}
OUTSIDER = "U0NOBODY"
# A good hour of the next working week, when digest and reminders are due.
MONDAY = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
EVERYBODY = sorted({*PEOPLE[1], *PEOPLE[2], OUTSIDER})
_IDS = count(1)


def rooms_of(person: str) -> list[int]:
    return [number for number, some in PEOPLE.items() if person in some]


def workspace() -> Workspace:
    made = Workspace()
    for person in EVERYBODY:
        made.add_user(User(person, person.lower(), f"Person {person[2:].lower()}", team_id=made.team_id))
    for number, channel in CHANNELS.items():
        made.add_channel(Channel(channel, channel.lower(), {*PEOPLE[number], made.bot_user}, is_ext_shared=True))
    made.add_channel(Channel(TEA_ROOM, "tea-room", {*EVERYBODY, made.bot_user}))
    return made


class House:
    """A database with both alliances, each with two proposals; `fresh` lets a desk begin there anew."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sandbox = folder, Sandbox.start(workspace(), scopes=EVERY_SCOPE)
        database = with_tables(f"sqlite:///{folder}/first.db")
        desk = Desk(self.sandbox, database)
        for number, room in ROOMS.items():
            found_or_compare(database, room, START)
            with database.transaction() as connection:
                outbox.open_log(connection, number, START)
                for person in PEOPLE[number]:
                    people.keep(
                        connection, person, START, self.sandbox.workspace.users[person].real_name, "", is_gone=False
                    )
        for number in ROOMS:
            handlers = {named: handler for kind, named, handler in doors(desk) if kind == "view"}
            for _ in range(2):
                deliver(desk, handlers["window.raise"], "view", PEOPLE[number][0], {"alliance": number}, number)
        desk.works_off()
        desk.closes()
        self._messages = copy.deepcopy(self.sandbox.workspace.messages)

    def fresh(self) -> Desk:
        name = f"{next(_IDS)}.db"
        copyfile(self.folder / "first.db", self.folder / name)
        kept = self.sandbox.workspace
        kept.messages[:] = copy.deepcopy(self._messages)
        kept.homes.clear()
        self.sandbox.traffic.calls.clear()
        desk = Desk(self.sandbox, Database(f"sqlite:///{self.folder}/{name}"))
        desk.now = START + timedelta(hours=2)
        return desk


def words_of(person: str, number: int | None = None) -> str:
    rooms = [number] if number else rooms_of(person)
    return f"{MARKS[rooms[0]]} words" if len(rooms) == 1 else "words"


def fields(words: str) -> dict[str, Any]:
    """Fill in every input that any window has."""
    plain = ("title", "benefit", "reason", "acceptable_if", "concern", "settled", "words", "name", "note", "authority")
    filled: dict[str, Any] = {name: {"i": {"value": words}} for name in plain}
    filled |= {name: {"i": {"rich_text_value": typed(words)}} for name in ("text", "suggestion.1")}
    filled |= {name: {"i": {"selected_date": "2026-12-18"}} for name in ("until", "answer_by")}
    filled["settled_by"] = {"i": {"selected_option": {"value": "words"}}}
    return filled


def deliver(
    desk: Desk,
    handler: Any,
    kind: str,
    person: str,
    value: Mapping[str, Any],
    number: int | None = None,
    where: str = TEA_ROOM,
) -> str:
    """Bring it in as Slack does, and return all that whoever did it is shown."""
    this, trigger = f"{next(_IDS)}", f"T{next(_IDS)}"
    packed, words = json.dumps(value), words_of(person, number)
    view = {"id": f"V{this}", "private_metadata": packed, "blocks": [], "state": {"values": fields(words)}}
    who = {"user": {"id": person}, "trigger_id": trigger, "channel": {"id": where}}
    event = {
        "user": person,
        "channel": where,
        "tab": "home",
        "ts": this,
        "event_ts": this,
        "thread_ts": value.get("card"),
    }
    event |= {
        "item": {"type": "message", "channel": where, "ts": value.get("card")},
        "reaction": "+1",
        "text": "We agree",
    }
    bodies: dict[str, dict[str, Any]] = {
        "action": {**who, "actions": [{"value": packed}], "container": {}},
        "view": {**who, "view": view},
        "options": {**who, "value": "", "view": view},
        "command": {"user_id": person, "trigger_id": trigger, "channel_id": where, "text": value.get("words", "")},
        "global_shortcut": who,
        "message_shortcut": {**who, "message": {"text": words, "ts": this, "user": person}},
        "event": {"event": event, "event_id": this},
    }
    answers: list[Any] = []
    desk.sandbox.traffic.calls.clear()
    client = WebClient(desk.sandbox.bot_token, desk.sandbox.api_url, retry_handlers=[])
    handler(bodies[kind], lambda *said, **more: answers.append((said, more)), client)
    shown = [call.arguments for call in desk.sandbox.traffic.calls if call.method.startswith("views.")]
    return json.dumps([answers, shown], ensure_ascii=False).lower()
