"""What if a payload is not as Slack sends it? No traceback, nothing half done, and nobody becomes another.

Real payloads of every entrance are gathered by playing a story; then they are changed at random and delivered again.
FUZZ says how many changed payloads are tried (`make fuzz`: 10,000).
"""

import copy
import json
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.alliance.membership import RepresentativesChange
from handlers import routes
from handlers.courier.courier import Courier
from handlers.incoming.entrances import Entrances
from handlers.incoming.payloads import Act
from handlers.listeners.texts import raising
from handlers.metrics import Metrics
from handlers.recording.carried_out.partners import log_change
from sandbox import Channel, Message, Person, Sandbox, User
from sandbox.workspace import Json
from storage.alliance import alliances, memberships
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import proposals
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, KARA, LEADS, OUTSIDER, typed
from tests.databases import only_sqlite
from tests.handlers.desk import START
from tests.handlers.test_who_may_read import CHOICES, FORGED, WITH_A_VALUE, Doors
from tests.stories.test_four_weeks import FourWeeks, a_world

EXAMPLES = int(os.environ.get("FUZZ", "300"))
ENTRANCES = {"slash_commands", "block_actions", "view_submission", "shortcut", "message_action", "block_suggestion"}

# The other alliance in the database.
NEIGHBOUR = 2

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [ANN, DEV, KARA, OUTSIDER, CHANNEL, "", "0", "-1", "9" * 400, "2026-02-31", "x" * 20_000, "\ud800", "'; --"]
    ),
    st.sampled_from([[], {}, [None], {"id": None}, [[]], {"value": {}}]),
)


class Bot:
    """The listeners behind Bolt, without a line to Slack; its windows go to the sandbox."""

    def __init__(self, folder: Path, url: str) -> None:
        self.world = FourWeeks(folder, url)
        self.world.sandbox.grants("files:read")
        self.world.settings = replace(self.world.settings, papers=True)
        self.world.start()
        self.payloads = list(_gathered(self.world))
        self.payloads += list(_alike(self.payloads))
        # Its line to Slack would go on in other threads, with dice of its own, while payloads are drawn.
        self.world.stop()
        self.database = Database(url)
        client = WebClient(self.world.sandbox.bot_token, self.world.sandbox.api_url, retry_handlers=[])
        known = AuthorizeResult(enterprise_id=None, team_id="T0HOME", bot_user_id="U0ACCORD", bot_id="B0ACCORD")
        self.app = App(client=client, authorize=lambda: known, process_before_response=True)
        courier = Courier(self.database, "xoxb-none", self.world.sandbox.api_url, self.world.now, Metrics())
        entrances = Entrances(self.database, courier, self.world.now, Metrics(), takes_papers=lambda _: True)
        routes.connect(self.app, entrances)
        self._found_neighbour()

    def _found_neighbour(self) -> None:
        """Beside them is another alliance, in a channel in which none of those who press is."""
        kept, lead = self.world.sandbox.workspace, "U0LEITHMARK"
        kept.add_user(User(lead, "leithmark", "Leithmark Lead"))
        kept.add_channel(Channel("C0LEITH", "leith", {lead, kept.bot_user}))
        there = AllianceFile(
            "Leithmark", "C0LEITH", "Europe/London", (lead,), (PartnerEntry("Leithmark Homes", (lead,)),)
        )
        found_or_compare(self.database, there, self.world.now())
        words = {"title": "Leithmark", "text": typed("Leithmark."), "benefit": "Leithmark."}
        act = Act(lead, self.world.now(), "window:leith", lead, {"alliance": NEIGHBOUR}, words, "C0LEITH")
        raising.raise_proposal(act, self.database)

    def shown(self) -> str:
        """Return what windows were given to Slack."""
        return "".join(str(call.arguments) for call in self.world.sandbox.traffic.calls)

    def close(self) -> None:
        self.database.close()
        self.world.sandbox.stop()

    def takes(self, payload: Json) -> tuple[int, str]:
        """Deliver it. What Bolt itself can't read never comes to our listeners; it is status 400 here."""
        try:
            answer = self.app.dispatch(BoltRequest(body=json.dumps(payload), mode="socket_mode"))
        except Exception as error:
            if not is_bolts_own(error):
                raise
            return 400, ""
        return answer.status, answer.body or ""

    def rows(self, query: str) -> list[Any]:
        with self.database.snapshot() as connection:
            return list(connection.execute(text(query)).all())


def _gathered(world: FourWeeks) -> Iterator[Json]:
    """Use every entrance once, and return what Slack delivered."""
    _play(world.sandbox, world)
    seen: set[str] = set()
    for delivery in world.sandbox.traffic.deliveries:
        kind = _entrance(delivery.payload)
        if kind not in seen:
            seen.add(kind)
            yield delivery.payload


def _doors() -> list[tuple[str, str]]:
    """Name every button, menu, list and window that is listened to; of several alike, how their names begin."""
    found = Doors()
    # Neither a database nor a courier is asked before something comes in.
    routes.connect(found, Entrances(None, None, lambda: START, Metrics()))  # type: ignore[arg-type]  # nothing is called
    named = [(kind, name.strip("^").replace("\\", "")) for kind, name, _ in found.found]
    return [(kind, name) for kind, name in named if kind in WITH_A_VALUE]


def _door(payload: Json) -> tuple[str, str]:
    if payload.get("type") == "block_actions":
        return "action", payload["actions"][0]["action_id"]
    if payload.get("type") == "view_submission":
        return "view", payload["view"]["callback_id"]
    return ("options", payload["action_id"]) if payload.get("type") == "block_suggestion" else ("", "")


def _is_at(payload: Json, kind: str, name: str) -> bool:
    came, at = _door(payload)
    return came == kind and (at.startswith(name) if name.endswith(".") else at == name)


def _alike(gathered: list[Json]) -> Iterator[Json]:
    """For each door that nobody used, take what came to another of its kind, with all that a value can name."""
    models = {kind: next(it for it in gathered if _door(it)[0] == kind) for kind in WITH_A_VALUE}
    unused = [door for door in _doors() if not any(_is_at(it, *door) for it in gathered)]
    for kind, name in unused:
        for choice in CHOICES.get(name, [""]):
            payload, value = copy.deepcopy(models[kind]), {**FORGED, "meeting": 1, "act": choice}
            if kind == "action":
                payload["actions"][0] |= {"action_id": f"{name}1" if name.endswith(".") else name}
                payload["actions"][0]["value"] = json.dumps(value)
            else:
                payload["view"]["private_metadata"] = json.dumps(value)
            if kind == "view":
                payload["view"]["callback_id"] = name
            if kind == "options":
                payload["action_id"] = name
            yield payload


def _entrance(payload: Json) -> str:
    named = payload.get("actions") or [{}]
    view = payload.get("view") or {}
    event = payload.get("event") or {}
    return " ".join(
        str(part)
        for part in (
            payload.get("type", "slash_commands"),
            payload.get("command", ""),
            named[0].get("action_id", "").split(".page")[0],
            view.get("callback_id", ""),
            payload.get("callback_id", ""),
            event.get("type", ""),
        )
    )


def _play(sandbox: Sandbox, world: FourWeeks) -> None:
    kara, ann, cat, dev = (sandbox.person(person) for person in (KARA, ANN, CAT, DEV))
    typed = {"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."}
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.offered("Supersedes", "x")
    plan = kara.uploads("Plan.txt", b"Ten beds.", "text/plain")
    kara.fills({**typed, "What we propose": "Ten warm beds. " * 80, "Papers": [plan]})
    kara.submits()
    kara.closes()
    card = _card(sandbox, "Beds")
    for line in ("/decisions beds", "/accord status", "/accord partners", "/accord digest", "/accord away"):
        cat.runs(line, CHANNEL)
    cat.fills({"Last day away": "2027-06-01"})
    cat.submits()
    kara.uses_shortcut("raise_proposal")
    kara.uses_message_shortcut("propose_this", kara.writes("We need beds.", CHANNEL, files=[plan]))
    gone = kara.uploads("Gone.txt", b"Ten beds.", "text/plain")
    kara.fills({**typed, "Title": "Gone", "Papers": [gone]})
    gone.is_deleted = True
    kara.submits()
    kara.closes()
    refused = sandbox.wait_until(lambda: [it for it in kara.sees(CHANNEL) if "Nothing was put" in it.text])[0]
    kara.clicks("Open it again", refused)
    kara.closes()
    ann.clicks("I need time", card)
    ann.fills({"We will answer by": "2027-06-01", "Our question": "Who?"})
    ann.submits()
    ann.clicks("Consent", card)
    cat.clicks("Read all of it", card)
    assert cat.window
    cat.clicks("Consent", cat.window)
    cat.closes()
    dev.clicks("Object", card)
    dev.fills({"Reason": "Too dear", "A text to which you could consent": "Ten, and cheap."})
    dev.submits()
    entry = sandbox.wait_until(lambda: [it for it in kara.thread(card) if "Clyde Outreach objects" in it.text])[0]
    cat.clicks("Read it and answer…", entry)
    cat.submits()
    cat.clicks("Read it and answer…", entry)
    cat.submits()
    told = sandbox.wait_until(lambda: [it for it in kara.direct_messages() if "Clyde Outreach objects" in it.text])[0]
    for words in ("Amend", "Change it first…"):
        kara.clicks(words, told)
        kara.closes()
    dev.clicks("Consent", card)
    dev.fills({"How does your objection end?": "It is settled, as I say below", "How it was settled": "It is cheap"})
    dev.submits()
    kara.clicks("Take this text", entry)
    kara.chooses("Report a consent", card)
    kara.fills({"Partner": "Kelvin Advice", "Who said so, when and how": "By phone"})
    kara.submits()
    kara.chooses("Amend", card)
    other = kara.uploads("Plan.txt", b"Twelve beds.", "text/plain")
    kara.fills({"What we propose": "\n".join(f"Line {n} is wholly new." for n in range(200)), "Papers": [other]})
    kara.submits()
    kara.closes()
    notices = sandbox.wait_until(lambda: [it for it in _told(ann, "new text") if "See all changes" in str(it.blocks)])
    ann.clicks("See all changes", notices[0])
    ann.closes()
    ann.writes("We agree", CHANNEL, card)
    ann.reacts("+1", card)
    desk = sandbox.wait_until(lambda: [it for it in kara.sees(CHANNEL) if it.text.startswith("Accord's desk")])[0]
    kara.clicks("What waits for us", desk)
    kara.opens_home()
    sandbox.wait_until(lambda: kara.home)
    for words in ("Search", "Settings", "Remind"):
        assert kara.home
        kara.clicks(words, kara.home)
    kara.chooses("History", card)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.fills({**typed, "Title": "Decided", "Review on": (world.now().date() + timedelta(days=9)).isoformat()})
    kara.submits()
    decided = _card(sandbox, "Decided")
    for lead in LEADS:
        person = sandbox.person(lead)
        person.clicks("Consent", decided)
        if person.window:
            person.submits()
    sandbox.wait_until(lambda: "Agreed on" in decided.text)
    kara.chooses("Read", decided)
    kara.chooses("Raise a change…", decided)
    kara.chooses("Reviewed: keep…", decided)
    kara.submits()
    kara.chooses("Withdraw", card)
    assert world.running


def _told(person: Person, words: str) -> list[Message]:
    return [it for it in person.direct_messages() if words in it.text]


def _card(sandbox: Sandbox, title: str) -> Message:
    """Wait for the card with this title. What one person is told in the channel has the title, too, and no header."""

    def cards() -> list[Message]:
        seen = [it for it in sandbox.person(KARA).sees(CHANNEL) if not it.only_for and f"· {title}\n" in it.text]
        return [it for it in seen if it.blocks and it.blocks[0]["type"] == "header"]

    return sandbox.wait_until(cards)[0]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("hostile")
    made = Bot(folder, f"sqlite:///{folder}/accord.db")
    yield made
    made.close()


def _places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, value in inner:
        yield from _places(value, (*path, name))


def _changed(payload: Json, path: tuple[Any, ...], value: Any, *, is_removed: bool) -> Json:
    payload = copy.deepcopy(payload)
    *before, last = path
    part: Any = payload
    for name in before:
        part = part[name]
    if is_removed:
        del part[last]
    else:
        part[last] = value
    return payload


def _repacked(payload: Json, name: str, value: Any) -> Json:
    """Change what our own button or window carries; it comes back as text."""
    changed = copy.deepcopy(payload)
    for way in (("actions", 0, "value"), ("view", "private_metadata")):
        # An earlier change may have taken it away.
        with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):
            holder: Any = changed
            for step in way[:-1]:
                holder = holder[step]
            holder[way[-1]] = json.dumps({**json.loads(holder[way[-1]]), name: value})
    return changed


@st.composite
def hostile(draw: st.DrawFn, payloads: list[Json], neighbours: list[tuple[str, int]]) -> Json:
    payload = copy.deepcopy(draw(st.sampled_from(payloads)))
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            if draw(st.booleans()):
                payload = _repacked(payload, *draw(st.sampled_from(neighbours)))
                continue
            name = draw(
                st.sampled_from(
                    [
                        "proposal",
                        "revision",
                        "alliance",
                        "response",
                        "report",
                        "suggestion",
                        "page",
                        "words",
                        "act",
                        "text",
                        "since",
                    ]
                )
            )
            payload = _repacked(payload, name, draw(VALUES))
            continue
        places = [path for path in _places(payload) if path]
        if places:
            path, removed = draw(st.sampled_from(places)), draw(st.booleans())
            payload = _changed(payload, path, draw(VALUES), is_removed=removed)
    for once in ("trigger_id",):
        if isinstance(payload.get(once), str):
            payload[once] = draw(st.uuids()).hex
    return payload


def is_bolts_own(error: BaseException) -> bool:
    """Whether it was raised by Bolt's reading of the payload, and not below one of our listeners."""
    frames = traceback.extract_tb(error.__traceback__)
    return "slack_bolt" in frames[-1].filename and not any("/handlers/" in frame.filename for frame in frames)


class Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def test_every_entrance_is_among_the_payloads(bot: Bot) -> None:
    found = {payload.get("type", "slash_commands") for payload in bot.payloads}

    assert found == {*ENTRANCES, "event_callback"}
    assert len(bot.payloads) >= 22


def test_every_button_menu_list_and_window_is_among_them(bot: Bot) -> None:
    assert [door for door in _doors() if not any(_is_at(it, *door) for it in bot.payloads)] == []


def _press(bot: Bot, action_id: str, person: str, **value: Any) -> Json:
    payload = next(it for it in bot.payloads if (it.get("actions") or [{}])[0].get("action_id") == action_id)
    payload = copy.deepcopy(payload)
    payload["user"] = {**payload["user"], "id": person}
    payload["trigger_id"] = f"trigger {person} {value}"
    payload["actions"][0]["value"] = json.dumps(value)
    return payload


def test_a_user_of_another_workspace_with_another_id_is_nobody(bot: Bot) -> None:
    before = bot.rows("SELECT count(*) AS n FROM responses")[0].n
    stranger = _press(bot, "proposal.consent", f"{BEN}X", proposal=1, revision=2)
    stranger["user"]["name"], stranger["user"]["team_id"] = "ben.okoro", "T0BEN"

    bot.takes(stranger)

    assert bot.rows("SELECT count(*) AS n FROM responses")[0].n == before


def _window(bot: Bot, view_id: str) -> Json:
    """An objection of Dev's to the text that stands, never sent before."""
    sent = next(it for it in bot.payloads if (it.get("view") or {}).get("callback_id") == "window.objection")
    sent = copy.deepcopy(sent)
    sent["view"]["id"] = view_id
    with bot.database.snapshot() as connection:
        current = proposals.load(connection, _carried(sent)["proposal"]).current
    seen = {**_carried(sent), "revision": current.number, "text": current.mark}
    sent["view"]["private_metadata"] = json.dumps(seen)
    return sent


def test_a_window_that_nobody_changed_counts(bot: Bot) -> None:
    before = _said(bot)

    bot.takes(_window(bot, "V as it was"))

    assert _said(bot) == [*before, (3, DEV)]


def _said(bot: Bot) -> list[tuple[int, str]]:
    return [(row.partner_id, row.by) for row in bot.rows('SELECT partner_id, "by" FROM responses ORDER BY id')]


@pytest.mark.parametrize("somebody_else", [OUTSIDER, KARA, ANN])
def test_a_window_that_somebody_else_sends_counts_for_nobody(bot: Bot, somebody_else: str) -> None:
    before, sent = _said(bot), _window(bot, f"V {somebody_else}")

    _, answer = bot.takes({**sent, "user": {**sent["user"], "id": somebody_else}})

    assert _said(bot) == before
    assert "This window was opened for somebody else" in answer


def test_an_account_of_another_workspace_with_the_same_id_counts_for_nobody(bot: Bot) -> None:
    with bot.database.transaction() as connection:
        people.keep(connection, DEV, bot.world.now(), "Dev Patel", "", "T0DEV", is_gone=False)
    before, sent = _said(bot), _window(bot, "V double")

    _, answer = bot.takes({**sent, "user": {**sent["user"], "team_id": "T0OTHER"}})

    assert _said(bot) == before
    assert "Accord knows this Slack account in another workspace" in answer
    _, answer = bot.takes({**sent, "user": {**sent["user"], "team_id": "T0DEV"}})
    assert "another workspace" not in answer


def _carried(sent: Json) -> Json:
    carried: Json = json.loads(sent["view"]["private_metadata"])
    return carried


TAMPERED: list[Json] = [
    {"proposal": 999},
    {"proposal": -1},
    {"proposal": "1"},
    {"proposal": None},
    {"revision": 0},
    {"revision": 99},
    {"revision": "2"},
    {"text": "another text"},
]


def test_a_window_whose_contents_were_changed_is_refused(bot: Bot) -> None:
    before = _said(bot)

    for tampered in TAMPERED:
        sent = _window(bot, f"V {tampered}")
        sent["view"]["private_metadata"] = json.dumps({**_carried(sent), **tampered})
        status, answer = bot.takes(sent)

        assert (status, json.loads(answer)["response_action"]) == (200, "update"), tampered
        assert _said(bot) == before, tampered


def test_hostile_payloads_leave_no_trace(bot: Bot) -> None:
    loud = Listening()
    logging.getLogger().addHandler(loud)
    neighbours, before = (
        [("alliance", NEIGHBOUR), ("proposal", bot.rows("SELECT max(id) AS id FROM proposals")[0].id)],
        _of_neighbour(bot),
    )

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(payload=hostile(bot.payloads, neighbours))
    def try_it(payload: Json) -> None:
        loud.records.clear()
        bot.world.sandbox.traffic.calls.clear()

        status, said = bot.takes(payload)

        faults = [it for it in loud.records if it.thread == get_ident()]
        assert len(faults) <= 1
        is_ours = status == 500 and not (faults and "Failed to run a middleware" in faults[0].getMessage())
        assert not is_ours, said
        assert "Traceback" not in said
        nothing_is_half_done(bot)
        assert _of_neighbour(bot) == before
        assert "leithmark" not in f"{said}{bot.shown()}".lower()

    try:
        try_it()
    finally:
        logging.getLogger().removeHandler(loud)


def _of_neighbour(bot: Bot) -> list[Any]:
    """All of its facts are in its log, and what is to be said there stands in its lanes."""
    lanes = f"SELECT id, wanted FROM lanes WHERE alliance_id = {NEIGHBOUR} AND proposal_id IS NOT NULL"  # noqa: S608 (likewise)
    kept = f"SELECT log_length, log_head, name, channel, last_number FROM alliances WHERE id = {NEIGHBOUR}"  # noqa: S608 (likewise)
    return [*bot.rows(kept), *bot.rows(lanes)]


def nothing_is_half_done(bot: Bot) -> None:
    """Each fact has its entry in the log, and was given by somebody who may."""
    facts = {
        "responses": ("consent_given", "objection_raised", "consent_taken_back"),
        "suggestions": ("text_suggested",),
        "answers_beforehand": ("consent_given_beforehand", "consent_beforehand_taken_back"),
        "questions": ("time_taken",),
        "reports": ("consent_reported",),
        "revisions": ("proposal_raised", "proposal_amended"),
        "withdrawals": ("proposal_withdrawn",),
    }
    for table, kinds in facts.items():
        names = ", ".join(f"'{kind}'" for kind in kinds)
        query = (
            f"SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM log_entries WHERE kind IN ({names})) AS n"  # noqa: S608 (our own names)
        )
        assert bot.rows(query)[0].n == 0, table
    strangers = bot.rows(
        "SELECT 1 FROM responses a WHERE NOT EXISTS (SELECT 1 FROM representatives r "
        'WHERE r.partner_id = a.partner_id AND r.slack_user_id = a."by")'
    )
    assert strangers == []


@only_sqlite
def test_who_speaks_no_more_is_told_so_in_the_open_window(tmp_path: Path, database_url: str) -> None:
    with a_world(tmp_path, database_url) as world:
        kara, dev = world.sandbox.person(KARA), world.sandbox.person(DEV)
        kara.runs("/propose", CHANNEL)
        kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
        kara.submits()
        card = _card(world.sandbox, "Beds")
        dev.clicks("Object", card)
        dev.fills({"Reason": "Too dear"})
        assert world.running
        with world.running.database.transaction() as connection:
            alliance = alliances.load(connection, 1, for_writing=True)
            partner = alliance.partner_of(DEV)
            assert partner
            others = RepresentativesChange(partner.id, partner.name, ("U0NEW",))
            memberships.apply_change(connection, alliance.id, others, world.now())
            log_change(connection, alliance, others, world.now(), number=None)

        dev.submits()

        assert dev.window
        assert "Only representatives of the partners answer" in str(dev.window.body)
        assert "Too dear" in str(dev.window.body)
