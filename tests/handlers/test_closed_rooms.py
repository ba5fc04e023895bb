"""Two alliances in one database, and somebody who speaks in both: nothing of one ever comes to light in the other.

People use every entrance at random, with values of either alliance. All words of one are marked, and whatever Slack is
given, and whatever is published, is looked through for the other's mark.
"""

import io
import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.publishing import exports
from bot.publishing.chapters import Span
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from handlers import routes
from handlers.clock import clock
from handlers.incoming.entrances import Entrances
from handlers.metrics import Metrics
from handlers.views.blocks import ids
from sandbox.traffic import Call
from storage.personal import people
from storage.record.checks import comparison
from tests.handlers.desk import START, Desk
from tests.handlers.rooms import CHANNELS, EVERYBODY, KIM, MARKS, MONDAY, ROOMS, TEA_ROOM, House, deliver, rooms_of
from tests.handlers.test_who_may_read import CHOICES, Doors, doors
from tests.sampling import examples, sampled

EXAMPLES = examples(8, 500)
# Facts that belong to an alliance; a press must leave those of any other as they are.
COUNTED = (
    "SELECT log_length, log_head, name, channel, digest_day, last_number FROM alliances WHERE id = {}",
    "SELECT r.id, r.until FROM representatives r WHERE r.alliance_id = {} ORDER BY r.id",
    "SELECT count(*) FROM responses r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
    "SELECT count(*) FROM revisions r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
    "SELECT count(*) FROM questions r JOIN proposals p ON p.id = r.proposal_id WHERE p.alliance_id = {}",
)


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
