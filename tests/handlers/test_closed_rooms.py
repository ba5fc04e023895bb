"""Two alliances in one database, and somebody who speaks in both: nothing of one ever comes to light in the other.

People use every entrance at random, with values of either alliance. All words of one are marked, and whatever Slack is
given, and whatever is published, is looked through for the other's mark.
"""

import copy
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count, product
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.publishing import exports
from bot.publishing.chapters import Span
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers import routes
from handlers.clock import clock
from handlers.incoming.entrances import Entrances
from handlers.metrics import Metrics
from handlers.views.blocks import ids
from sandbox import Channel, Sandbox, User, Workspace
from sandbox.traffic import Call
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record.checks import comparison
from tests.cast import typed
from tests.databases import with_tables
from tests.handlers.desk import EVERY_SCOPE, START, Desk
from tests.handlers.test_who_may_read import CHOICES, Doors, doors
from tests.reading import read
from tests.sampling import examples, sampled

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
EXAMPLES = examples(8, 500)
EVERYBODY = sorted({*PEOPLE[1], *PEOPLE[2], OUTSIDER})
_IDS = count(1)
# Facts that belong to an alliance; a press must leave those of any other as they are.
COUNTED = (
    "SELECT log_length, log_head, name, channel, digest_day, last_number FROM alliances WHERE id = {}",
    "SELECT r.id, r.until FROM representatives r WHERE r.alliance_id = {} ORDER BY r.id",
    "SELECT count(*) FROM responses r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
    "SELECT count(*) FROM revisions r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
    "SELECT count(*) FROM questions r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
)


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


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.sandbox.stop()


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


# What people's own use of Slack tells of: they are in their own rooms, and in the tea-room.
TRIED = ("action", "view", "options", "command", "global_shortcut", "message_shortcut")
HAPPENS = ("app_home_opened", "message", "reaction_added")


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, str, str, dict[str, Any], str]]:
    """Draw who uses which entrance where, and what the control carries; half of the time what they may."""
    some = []
    for _ in range(draw(st.integers(4, 14))):
        person = draw(st.sampled_from(EVERYBODY))
        kind, named, choice = draw(st.sampled_from(ENTRANCES))
        about = draw(st.sampled_from([*rooms_of(person), 1, 2]))
        # Both alliances have two proposals; their ids go on from one to the other.
        value = {
            "alliance": about,
            "proposal": 2 * about - draw(st.integers(0, 1)),
            "revision": 1,
            "decides": draw(st.booleans()),
            "act": choice,
            "words": draw(st.sampled_from(["", "words", "one", "status", "partners", "1"])),
            "page": 0,
            "since": 0,
            **{name: draw(st.integers(1, 6)) for name in ("response", "suggestion", "report", "entry", "partner")},
        }
        if draw(st.booleans()):
            del value["proposal"]
        some.append(
            (person, kind, named, value, draw(st.sampled_from([TEA_ROOM, *(CHANNELS[it] for it in rooms_of(person))])))
        )
    return some


def _entrances() -> list[tuple[str, str, str]]:
    found = Doors()
    # Neither a database nor a courier is asked before something comes in.
    routes.connect(found, Entrances(None, None, lambda: START, Metrics()))  # type: ignore[arg-type]  # nothing is called
    named = [(kind, each.strip("^").replace("\\", "")) for kind, each, _ in found.found]
    used = [each for each in named if each[0] in TRIED or each[1] in HAPPENS]
    return [(kind, each, choice) for kind, each in used for choice in CHOICES.get(each, [""])]


ENTRANCES = _entrances()


def foreign(number_or_person: int | str) -> list[str]:
    """List the marks that must not come to light in this room, or before this person."""
    theirs = [number_or_person] if isinstance(number_or_person, int) else rooms_of(number_or_person)
    return [mark for number, mark in MARKS.items() if number not in theirs]


def facts(desk: Desk, number: int) -> list[Any]:
    return [desk.rows(query.format(number)) for query in COUNTED]


def shown_by(desk: Desk, call: Call) -> tuple[int | str | None, str]:
    """Tell who reads what the courier gave Slack: a room, by number, or a person."""
    given = {
        name: call.arguments[name]
        for name in ("text", "blocks", "view", "document_content", "changes")
        if name in call.arguments
    }
    if "view" in given:
        given = {"view": without_choice(given["view"])}
    where, person = str(call.arguments.get("channel", "")), call.arguments.get("user") or call.arguments.get("user_id")
    if person:
        return str(person), json.dumps(given).lower()
    room = next((number for number, channel in CHANNELS.items() if channel == where), None)
    direct = desk.sandbox.workspace.channels.get(where)
    if room is None and direct is not None and direct.is_im:
        return next(iter(direct.members - {desk.sandbox.workspace.bot_user})), json.dumps(given).lower()
    return room, json.dumps(given).lower()


def without_choice(view: Any) -> Any:
    """Kim's Home names both alliances in the list from which one is chosen, and nowhere else."""
    view = json.loads(view) if isinstance(view, str) else view
    return [block for block in view["blocks"] if block.get("accessory", {}).get("action_id") != ids.HOME_ALLIANCE]


@sampled
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=EXAMPLES,
)
@given(some=acts())
def test_nothing_of_one_alliance_comes_to_light_in_the_other(house: House, some: list[Any]) -> None:
    desk = house.fresh()
    handlers = {(kind, named): handler for kind, named, handler in doors(desk)}
    for person, kind, named, value, where in some:
        before = {number: facts(desk, number) for number in ROOMS if number not in rooms_of(person)}

        seen = deliver(desk, handlers[kind, named], kind, person, value, where=where)

        assert not [mark for mark in foreign(person) if mark in seen], (person, named, value, seen)
        assert before == {number: facts(desk, number) for number in before}, (person, named, value)
    desk.sandbox.traffic.calls.clear()
    clock.look_after_alliances(desk.database, MONDAY)
    desk.now = MONDAY
    desk.works_off(2)
    for call in desk.sandbox.traffic.calls:
        to, shown = shown_by(desk, call)
        assert to is None or not [mark for mark in foreign(to) if mark in shown], (call.method, to, shown)
        assert to != KIM or len([mark for mark in MARKS.values() if mark in shown]) < 2, (call.method, shown)
    published_apart(desk)
    desk.closes()


def published_apart(desk: Desk) -> None:
    """Look through all that the operator can hand out of one alliance."""
    with desk.database.snapshot() as connection:
        for number, form in product(ROOMS, exports.FORMS):
            out = io.StringIO()
            exports.write(connection, [number], form, Span(), MONDAY.date(), out)
            assert MARKS[number] in out.getvalue().lower() or form == "decisions"
            assert not [mark for mark in foreign(number) if mark in out.getvalue().lower()]
        assert [list(comparison.differences(connection, number)) for number in ROOMS] == [[], []]


def test_a_pack_and_a_register_are_of_one_alliance(house: House, tmp_path: Path) -> None:
    desk = house.fresh()
    asked = Request(date(2020, 1, 1), date(2030, 1, 1), (), "")
    with desk.database.snapshot() as connection:
        for number, mark in MARKS.items():
            redactor = Redactor((), people.everybody(connection))
            site.build(connection, number, tmp_path / mark, redactor, MONDAY, with_open=True, is_attributed=True)
            write_pack(connection, number, asked, Letter("none"), redactor, tmp_path / f"{mark}.zip", MONDAY)
            with ZipFile(tmp_path / f"{mark}.zip") as pack:
                pack.extractall(tmp_path / mark / "pack")

    for number, mark in MARKS.items():
        written = "".join(
            file.read_text(encoding="utf-8").lower() for file in (tmp_path / mark).rglob("*") if file.is_file()
        )
        assert mark in written
        assert not [other for other in foreign(number) if other in written]
    desk.closes()


def test_whoever_speaks_in_both_chooses_what_home_shows_and_it_is_kept(house: House) -> None:
    desk = house.fresh()
    handlers = {named: handler for _, named, handler in doors(desk)}

    def home() -> str:
        desk.works_off(1)
        return read(desk.sandbox.workspace.homes[KIM].body["blocks"])

    deliver(desk, handlers["app_home_opened"], "event", KIM, {})
    assert home().startswith(
        "*alpha alliance*\nYou take part in 2 alliances; this is one of them.\n"
        "[alpha alliance | beta alliance: alpha alliance]"
    )
    deliver(desk, handlers["home.alliance"], "action", KIM, {"alliance": 2})
    assert home().startswith("*beta alliance*\n")
    deliver(desk, handlers["app_home_opened"], "event", KIM, {})
    assert "alpha words" not in home()
    deliver(desk, handlers["app_home_opened"], "event", OUTSIDER, {})
    deliver(desk, handlers["app_home_opened"], "event", PEOPLE[2][1], {})
    desk.works_off(1)
    others = [read(desk.sandbox.workspace.homes[each].body["blocks"]) for each in (OUTSIDER, PEOPLE[2][1])]
    assert "alpha" not in others[0] + others[1]
    assert others[1].startswith("[Raise a proposal]")
    desk.closes()


def test_direct_messages_say_of_which_alliance_they_are_to_whoever_speaks_in_both(house: House) -> None:
    desk = house.fresh()

    clock.look_after_alliances(desk.database, MONDAY)
    desk.now = MONDAY
    desk.works_off(1)

    kim = [it for it in desk.shown() if it.channel == desk.sandbox.workspace.direct_channel(KIM).id]
    assert {read(it.blocks).split("\n")[0] for it in kim} == {"(*alpha alliance*)", "(*beta alliance*)"}
    assert all(it.text.startswith(("alpha alliance: ", "beta alliance: ")) for it in kim)
    one = desk.sandbox.workspace.direct_channel(PEOPLE[1][1]).id
    assert [it for it in desk.shown() if it.channel == one]
    assert not [it for it in desk.shown() if it.channel == one and "alpha alliance" in it.text]
    desk.closes()


@pytest.mark.parametrize(
    ("entrance", "words", "found"),
    [
        ("/propose", "Tea for all", "Tea for all"),
        ("/decisions", "words", "words"),
        ("/accord", "status", "beta words"),
        ("raise_proposal", "", "beta alliance"),
    ],
)
def test_outside_a_channel_whoever_speaks_in_both_chooses(house: House, entrance: str, words: str, found: str) -> None:
    desk = house.fresh()
    handlers = {named: (kind, handler) for kind, named, handler in doors(desk)}
    kind, handler = handlers[entrance]

    asked = deliver(desk, handler, kind, KIM, {"words": words})
    value = {"alliance": 2, "act": f"{entrance} {words}" if entrance == "/accord" else entrance, "words": words}
    opened = deliver(desk, handlers["alliance.chosen."][1], "action", KIM, value)

    assert "which alliance?" in asked
    assert json.dumps(json.dumps(value, separators=(",", ":"), sort_keys=True))[1:-1].lower() in asked.replace(
        "\\\\", "\\"
    )
    assert found.lower() in opened
    assert "alpha" not in opened
    desk.closes()
