"""Do log, tables, exports and the outside check agree over one history in which every feature meets the others?"""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.__main__ import main
from decisions import appointment, template
from decisions.alliance import Alliance
from decisions.log_kinds import LOG_KINDS
from decisions.paper import paper_of
from decisions.refusal import Refusal
from decisions.settings import mark, name_field
from decisions.template import field_of
from handlers.clock.clock import look_after_alliances
from handlers.gathering.proposal_view import view_of
from handlers.incoming.papers import Fetched
from handlers.incoming.payloads import Act
from handlers.listeners import (
    actions,
    bundles,
    corrections,
    forms,
    interests,
    matters,
    meetings,
    partners,
    proposals,
    questions,
    raising,
    reports,
    responses,
    reviews,
    sealing,
    settings,
    speakers,
    steps,
    suggestions,
)
from handlers.recording.steps import propose_due_steps
from handlers.views.blocks.kit import packed
from handlers.views.proposal_card import card
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record import appointments
from storage.record.moves import move_channel, move_person
from tests import outside
from tests.cast import ANN, BEN, CAT, DEV, ELA, GUS, HAL, JON, KARA, OUTSIDER, typed
from tests.databases import give_tables
from tests.handlers.test_foundings import SAID, Hall
from tests.reading import read_message

Do = Callable[[Act, Database], object]
WORDS = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
FORM = {"name": "Spending", "name.0": "Budget", "required.0": ["required"], "name.1": "Risk"}
BUDGET, RISK = field_of("Budget"), field_of("Risk")
PLAN, NEW_PLAN, ROTA = b"Ten beds from December.", b"Ten beds from January.", b"Two a night."
BEDS, JOINS, LEAVES, NURSE, REPAIRS, PLANNING, OWN_PLAN, VAN, CLOSES, LADDER, MANAGES, TEA = range(2, 14)
BY_ONE = "1 decision follows from the consent of the one partner whose own matter it is by law (No. 8)\n"
FORMS = ("json", "csv", "md", "html")
FORM_MADE = template.Template("Spending", (template.FormField("Budget", is_required=True), template.FormField("Risk")))
# Dev has another id in Slack since then.
MOVED = "U0DEV2"


class Everything(Hall):
    """Harbour, Clyde, Council and Kelvin found an alliance, use all of it, and close it."""

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__(database)
        self.folder, self.papers = folder, str(database.papers_folder)

    def does(
        self, what: Do, person: str, value: dict[str, Any], words: dict[str, Any] | None = None, **papers: bytes
    ) -> None:
        came = [self._fetched(f"{name}.txt", content) for name, content in papers.items()]
        act = self._act(person, {"alliance": 1, **value}, words)
        what(replace(act, fetched=came) if came else act, self.database)

    def _fetched(self, name: str, content: bytes) -> Fetched:
        file = self.folder / name
        file.write_bytes(content)
        return Fetched(paper_of(name, "text/plain", content), file, "", content.decode())

    @property
    def here(self) -> Alliance:
        with self.database.snapshot() as connection:
            return alliances.load(connection, 1)

    def text_of(self, number: int) -> dict[str, Any]:
        ((revision,),) = self.rows(f"SELECT max(number) FROM revisions WHERE proposal_id = {number}")  # noqa: S608 (our own number)
        return {"proposal": number, "revision": revision}

    def consent(self, number: int, *people: str) -> None:
        for person in people:
            self.does(responses.consent_after_all, person, {**self.text_of(number), "decides": True})

    def seen(self, number: int) -> dict[str, Any]:
        with self.database.snapshot() as connection:
            return view_of(connection, 1, number, self.now).value()

    def steps_back(self, number: int, person: str, words: str = "We run it") -> None:
        told = {"matter": str(number), "nature": "role", "words": words}
        self.does(interests.declare, person, {"decides": True}, told)

    def changes_settings(self, renamed: dict[str, str], **words: Any) -> None:
        with self.database.snapshot() as connection:
            here, said = alliances.load(connection, 1), alliances.settings(connection, 1)
        names = {name_field(each): renamed[each.name] for each in here.partners if each.name in renamed}
        wanted = {**SAID, "operations_managers": [KARA], "country": "", "region": "", **names, **words}
        self.does(settings.change, KARA, {"seen": mark(here, said)}, wanted)

    def accord(self, *words: str) -> None:
        """Run a command in this process."""
        before = os.umask(0)
        with pytest.MonkeyPatch.context() as here:
            here.setenv("DATABASE_URL", str(self.database.engine.url))
            here.setenv("ACCORD_PAPERS", self.papers)
            assert main(words) == 0
        os.umask(before)

    def newest(self, what: str) -> int:
        ((found,),) = self.rows(f"SELECT max({what}")
        return int(found)

    def card(self, number: int) -> str:
        with self.database.snapshot() as connection:
            return read_message(card(view_of(connection, 1, number, self.now)))


def found_it(all_of_it: Everything) -> None:
    """A founding in which a partner is called otherwise the second time."""
    all_of_it.sets_up()
    for name, *speak in (("Harbour", ANN, BEN), ("Clyde", DEV), ("The Council", CAT), ("Kelvin", GUS)):
        all_of_it.names(name, *speak)
    all_of_it.puts()
    all_of_it.names("Council", CAT, by=KARA, instead="The Council")
    all_of_it.puts()
    for person in (ANN, DEV, CAT, GUS):
        all_of_it.consents(person)


def spend(all_of_it: Everything) -> None:
    """Clyde steps back from a text in a form, which is amended afterwards; what follows is for one of its people."""
    does = all_of_it.does
    all_of_it.changes_settings({}, correction_days="10")
    does(forms.make, KARA, {}, FORM)
    spending = template.mark("Spending")
    does(raising.raise_proposal, ANN, {"template": spending}, {**WORDS, BUDGET: "£200", RISK: ""}, Plan=PLAN, Rota=ROTA)
    all_of_it.consent(BEDS, DEV, GUS)
    all_of_it.steps_back(BEDS, DEV)
    text = all_of_it.text_of(BEDS)
    does(proposals.amend, ANN, {**text, "template": spending}, {**WORDS, BUDGET: "£300", RISK: "Few"}, Plan=NEW_PLAN)
    cure = {"reason": "No nurse", "own_consent": ["yes"], "suggestion.2": typed("Ten beds, and a nurse.")}
    does(responses.object_to, CAT, all_of_it.text_of(BEDS), cure)
    suggested = {**all_of_it.text_of(BEDS), "suggestion": 1}
    does(suggestions.consent_beforehand, GUS, suggested)
    does(suggestions.take_back, GUS, suggested)
    does(suggestions.take, KARA, {**suggested, "decides": True})
    all_of_it.consent(BEDS, GUS, BEN)
    for what, owner, days in (("Buy beds", DEV, 9), ("Find a nurse", OUTSIDER, 90), ("Paint", GUS, 90)):
        due_on = (all_of_it.now + timedelta(days=days)).date().isoformat()
        does(actions.add, KARA, {"proposal": BEDS}, {"what": what, "owner": owner, "due_on": due_on})
    does(actions.finish, DEV, {"proposal": BEDS, "action": 1}, {"note": "Ten are there."})
    does(actions.take_back, KARA, {"proposal": BEDS, "action": 3}, {"reason": "It is painted."})
    does(reviews.keep, GUS, {"proposal": BEDS, "decision": BEDS}, {"note": "Works."})
    does(corrections.correct, DEV, {"proposal": BEDS}, {"words": "We spoke of eleven beds."})
    does(forms.remove, KARA, {"form": FORM_MADE.version})


def rename(all_of_it: Everything) -> None:
    """Harbour has a standing interest and somebody who stands in, and shall leave; Tollcross asks to join."""
    does = all_of_it.does
    does(interests.declare, ANN, {}, {"matter": "standing", "nature": "money", "words": "Paid by the fund"})
    until = (all_of_it.now + timedelta(days=5)).date().isoformat()
    words = {"people": ANN, "deputies": [BEN], "stand_ins": [ELA], "until": until}
    does(speakers.say_who_speaks, ANN, {"partner": 1}, words)
    does(partners.propose_joining, KARA, {}, {**WORDS, "name": "Tollcross", "people": HAL})
    does(partners.propose_leaving, KARA, {}, {**WORDS, "partner": "1"})
    does(raising.raise_proposal, GUS, {}, {**WORDS, "title": "Nurse"})
    all_of_it.steps_back(NURSE, ELA, "She is our nurse")
    all_of_it.changes_settings({"Harbour": "Harbour House", "Clyde": "Clyde Outreach"}, timezone="Europe/Dublin")
    with pytest.raises(Refusal, match=r"No\. 4"):
        does(partners.propose_leaving, KARA, {}, {**WORDS, "partner": "1"})
    does(proposals.amend, KARA, all_of_it.text_of(LEAVES), {**WORDS, "text": typed("It closes in March.")})


def answer(all_of_it: Everything) -> None:
    """All that a partner may say of a proposal, beside a partner that stepped back and others that let it take part."""
    does, nurse = all_of_it.does, all_of_it.text_of(NURSE)
    for person in (DEV, CAT, GUS):
        does(interests.let_take_part, person, {**nurse, "whose": 1})
    does(questions.take_time, CAT, nurse, {"question": "Who pays?", "answer_by": "2026-11-20"})
    does(reports.report_consent, KARA, nurse, {"partner": "2", "note": "By phone"})
    does(reports.refuse_report, DEV, {**nurse, "report": 1})
    all_of_it.steps_back(NURSE, GUS)
    does(interests.take_part, GUS, nurse, {"words": "It is another nurse."})
    all_of_it.consent(NURSE, GUS)
    does(responses.undo, GUS, {**nurse, "response": all_of_it.newest("id) FROM responses")})


def meet(all_of_it: Everything) -> None:
    """A meeting, in which nothing is decided."""
    does = all_of_it.does
    does(meetings.open_one, KARA, {}, {"held_on": all_of_it.now.date().isoformat(), "place": "Town Hall"})
    does(meetings.say_who_is_here, KARA, {"meeting": 1}, {"present": [CAT, GUS], "others": "Olu"})
    all_of_it.consent(NURSE, CAT)
    does(meetings.close, KARA, {"meeting": 1}, {"note": "Tea was good."})


def change_partners(all_of_it: Everything) -> None:
    """What was said under earlier names and ids goes on under the new ones; who stood in does no more."""
    does = all_of_it.does
    all_of_it.consent(JOINS, ANN, DEV, CAT, GUS)
    with all_of_it.database.transaction() as connection:
        here = alliances.load(connection, 1, for_writing=True)
        kelvin = next(each for each in here.partners if each.name == "Kelvin")
        word = appointment.recorded_word(here, [], kelvin, [GUS, JON], authority="A letter", at=all_of_it.now)
        entry = appointments.add(connection, here, kelvin, word, "word").entry
        move_channel(connection, here, "C0ANOTHER", all_of_it.now, is_empty=False)
        move_person(connection, DEV, MOVED, all_of_it.now)
    all_of_it.channel = "C0ANOTHER"
    does(speakers.see, HAL, {"entry": entry})
    standing = all_of_it.newest("sequence) FROM log_entries WHERE kind = 'standing_interest_declared'")
    does(interests.look_at, BEN, {"entry": standing})
    does(interests.declare, MOVED, {}, {"matter": "standing", "nature": "other", "words": "A friend"})
    does(interests.look_at, MOVED, {"entry": all_of_it.newest("sequence) FROM log_entries"), "is_over": True})
    all_of_it.now += timedelta(days=8)
    look_after_alliances(all_of_it.database, all_of_it.now)
    all_of_it.consent(LEAVES, ANN, MOVED, CAT, JON, HAL)


def delegate(all_of_it: Everything) -> None:
    """What is small is delegated, and some of it decided; Council has a limit of its own."""
    sets = {"name": "Small repairs", "decider": "manager", "each": "500", "in_all": "800", "until": "2027-06-30"}
    all_of_it.does(matters.set_limit, CAT, {}, {"over": "50,000", "who": "our committee"})
    all_of_it.does(matters.propose_setting, KARA, {}, {**WORDS, **sets})
    all_of_it.consent(REPAIRS, MOVED, CAT, GUS, HAL)
    boiler = {"matter": "Small repairs", "what": "A boiler", "why": "It broke.", "sum": "500"}
    all_of_it.does(matters.decide_alone, KARA, {}, boiler)
    with pytest.raises(Refusal, match="£300 is left of £800"):
        all_of_it.does(matters.decide_alone, KARA, {}, boiler)


def reserve(all_of_it: Everything) -> None:
    """Planning is Council's own matter; it waits for its committee, and decides alone when it has heard Kelvin."""
    does, council = all_of_it.does, next(each for each in all_of_it.here.partners if each.name == "Council")
    sets = {"name": "Planning", "decider": "partner", "partner": str(council.id)}
    does(matters.propose_setting, KARA, {}, {**WORDS, **sets})
    all_of_it.consent(PLANNING, MOVED, CAT, GUS, HAL)
    does(raising.raise_proposal, KARA, {}, {**WORDS, "title": "Plan", "matter": "=Planning", "sum": "60,000"})
    plan = all_of_it.text_of(OWN_PLAN)
    with pytest.raises(Refusal, match="Council's own matter"):
        all_of_it.consent(OWN_PLAN, GUS)
    does(matters.give_view, GUS, plan, {"words": "The ground is wet."})
    does(questions.take_time, CAT, plan, {"answer_by": "2026-12-20", "subject_to": ["yes"]})
    does(responses.consent_after_all, CAT, {**plan, "decides": True, "has_word": True})


def bundle_some(all_of_it: Everything) -> None:
    """The nurse and the tea go together, until Kelvin takes the tea out."""
    all_of_it.does(raising.raise_proposal, HAL, {}, {**WORDS, "title": "Tea"})
    nurse, tea = all_of_it.seen(NURSE), all_of_it.seen(TEA)
    all_of_it.does(bundles.make, GUS, {}, {"bundled.0": [packed(nurse), packed(tea)]})
    all_of_it.does(bundles.take_out, JON, {**tea, "bundle": 1})
    shown = [[nurse["proposal"], nurse["revision"], nurse["text"]]]
    all_of_it.does(bundles.consent_to_all, HAL, {"bundle": 1, "shown": shown})


def close_it(all_of_it: Everything) -> None:
    """It closes while an action is to be done, and while a partner has stepped back from what is open and sealed.

    Whoever managed is gone by then, and the partners name another.
    """
    sealed = {"sealed": ["yes"], "decide_by": (all_of_it.now + timedelta(days=30)).date().isoformat()}
    all_of_it.does(raising.raise_proposal, CAT, {}, {**WORDS, "title": "Van", **sealed})
    all_of_it.steps_back(VAN, HAL)
    all_of_it.consent(VAN, GUS, MOVED)
    all_of_it.does(sealing.take_back, GUS, all_of_it.text_of(VAN))
    all_of_it.does(responses.object_to, CAT, all_of_it.text_of(VAN), {"reason": "It is too old", "acceptable_if": ""})
    all_of_it.does(partners.propose_closing, KARA, {}, WORDS)
    climb(all_of_it)
    with all_of_it.database.transaction() as connection:
        people.keep(connection, KARA, all_of_it.now, is_gone=True)
    all_of_it.does(partners.propose_managers, HAL, {}, {**WORDS, "operations_managers": [GUS]})
    all_of_it.consent(MANAGES, MOVED, CAT, GUS, HAL)
    bundle_some(all_of_it)
    drawn = all_of_it.newest(f"wanted) FROM lanes WHERE proposal_id = {BEDS}")
    all_of_it.consent(CLOSES, MOVED, CAT, GUS, HAL)
    # Nothing is to be done any more, which the card of the decision tells too.
    assert all_of_it.newest(f"wanted) FROM lanes WHERE proposal_id = {BEDS}") == drawn + 1
    all_of_it.accord("person", "pseudonymise", BEN, "--yes")


def climb(all_of_it: Everything) -> None:
    """They agree on steps for what is held, and take one."""
    does = all_of_it.does
    does(partners.propose_ladder, CAT, {}, {**WORDS, "step.0": "We talk", "after.0": "1"})
    all_of_it.consent(LADDER, MOVED, CAT, GUS, HAL)
    does(responses.object_to, GUS, all_of_it.text_of(VAN), {"reason": "Who pays?"})
    all_of_it.now += timedelta(days=1)
    propose_due_steps(all_of_it.database, all_of_it.now)
    does(steps.record, CAT, {**all_of_it.text_of(VAN), "place": 1}, {"came_of_it": "done", "note": "We did."})


@pytest.fixture(scope="module")
def all_of_it(tmp_path_factory: pytest.TempPathFactory) -> Any:
    there = tmp_path_factory.mktemp("all")
    (there / "papers").mkdir()
    give_tables(url := f"sqlite:///{there}/accord.db")
    made = Everything(Database(url, papers_folder=there / "papers"), there)
    for chapter in (found_it, spend, rename, answer, meet, change_partners, delegate, reserve, close_it):
        chapter(made)
        assert made.differences() == [], chapter.__name__
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def folder(all_of_it: Everything, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the command line writes of it."""
    out, accord = tmp_path_factory.mktemp("out"), all_of_it.accord
    for form in FORMS:
        accord("log", "export", "--format", form, "--out", f"{out}/log.{form}", "--papers", f"{out}/papers.{form}")
    accord("log", "export", "--format", "decisions", "--out", f"{out}/decisions.csv")
    accord("register", "build", "--open", "--attributed", "--out", f"{out}/register")
    accord("calendar", "--out", f"{out}/calendar.ics")
    accord("foi", "--from", "2026-11-01", "--to", "2026-12-31", "--out", f"{out}/pack.zip")
    return out


def read(file: Path) -> str:
    return file.read_bytes().decode()


def test_every_kind_of_entry_is_met(all_of_it: Everything) -> None:
    assert set(all_of_it.kinds()) == set(LOG_KINDS)


@pytest.mark.parametrize("form", FORMS)
def test_every_export_holds_and_each_decision_follows_from_it(folder: Path, form: str) -> None:
    holds, said = outside.verdict(read(folder / f"log.{form}"), form)

    assert holds, said
    assert said.endswith(f"{outside.follows(9)}{BY_ONE}")


def test_every_paper_that_was_put_is_beside_each_export_and_in_a_pack_and_a_register_has_those_that_stand(
    folder: Path,
) -> None:
    for form in FORMS:
        assert bytes_in(folder / f"papers.{form}") == {PLAN, NEW_PLAN, ROTA}
    assert bytes_in(folder / "register" / "papers") == {NEW_PLAN, ROTA}
    with ZipFile(folder / "pack.zip") as pack:
        assert {pack.read(name) for name in pack.namelist() if name.startswith("papers/")} == {PLAN, NEW_PLAN, ROTA}
    for beside in (folder / "papers.json", folder / "register" / "papers"):
        holds, said = outside.verdict(read(folder / "log.json"), papers=beside)
        assert holds, said
        assert f"{len([*beside.iterdir()])} papers are as the log names them" in said


def bytes_in(folder: Path) -> set[bytes]:
    return {file.read_bytes() for file in folder.iterdir()}


def test_papers_are_the_same_wherever_they_are_kept(all_of_it: Everything, folder: Path) -> None:
    """This comes after the folder of all that is written: papers are moved to the database, and back."""
    lay_in, registered = all_of_it.papers, bytes_in(folder / "register" / "papers")
    all_of_it.papers = "database"
    all_of_it.accord("papers", "move", "--from", lay_in)

    all_of_it.accord("log", "verify")
    all_of_it.accord("register", "build", "--open", "--attributed", "--out", f"{folder}/again")

    assert bytes_in(folder / "again" / "papers") == registered
    all_of_it.papers = lay_in
    all_of_it.accord("papers", "move")
    assert all_of_it.differences() == []


def test_a_pack_for_a_request_holds(folder: Path) -> None:
    with ZipFile(folder / "pack.zip") as pack:
        written, check = (pack.read(name).decode() for name in ("entries.json", "check.py"))

    holds, said = outside.verdict(written)

    assert check == outside.script()
    assert holds, said


def test_the_log_holds_and_the_tables_say_the_same(all_of_it: Everything) -> None:
    all_of_it.accord("log", "verify")

    assert all_of_it.differences() == []


def test_a_partner_is_called_by_its_name_of_now_wherever_it_leaves(all_of_it: Everything, folder: Path) -> None:
    assert "*From then on:* Harbour House leaves the alliance" in all_of_it.card(LEAVES)
    assert "With this decision: Harbour House leaves the alliance." in read(folder / "log.md")
    assert "Harbour House leaves the alliance." in read(folder / "register" / "decisions" / f"{LEAVES}.html")


def test_a_decision_tells_of_its_form_of_who_stepped_back_and_of_what_came_of_it(
    all_of_it: Everything, folder: Path
) -> None:
    page, minutes = read(folder / "register" / "decisions" / f"{BEDS}.html"), read(folder / "log.md")
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{BEDS}.json"))
    words = ("all 3 who decide", "Budget", "£300", "Clyde Outreach stepped back", "Ten are there.")

    assert not [each for each in words if each not in page or each not in minutes]
    assert "*Clyde Outreach* stepped back: We run it" in all_of_it.card(BEDS)
    assert [each["state"] for each in kept["actions"]] == ["done", "to do", "taken back"]
    assert [each["partner"] for each in kept["consented"]] == ["Harbour House", "Kelvin", "Council"]


def test_what_was_sealed_is_on_record_when_all_have_answered(folder: Path) -> None:
    minutes = read(folder / "log.md")
    opened = f"Sealed answers opened to No. {VAN}"
    words = (opened, "It is too old", "First round: sealed", "all who decide have answered")

    assert not [each for each in words if each not in minutes]


def test_a_correction_stands_beside_the_record_wherever_it_is_read(all_of_it: Everything, folder: Path) -> None:
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{BEDS}.json"))
    with ZipFile(folder / "pack.zip") as pack:
        given_out = "\n".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".html"))

    for written in (read(folder / "log.md"), read(folder / "log.html"), read(folder / "log.csv"), given_out):
        assert "We spoke of eleven beds" in written
    assert "We spoke of eleven beds." in read(folder / "register" / "decisions" / f"{BEDS}.html")
    ((words, partner),) = ((each["words"]["text"], each["partner"]) for each in kept["corrections"])
    assert (words, partner) == ("We spoke of eleven beds.", "Clyde Outreach")
    assert "1 correction stands beside it" in kept["record"]
    assert "✏️ 1 correction stands beside the record" in all_of_it.card(BEDS)


def test_nothing_is_to_come_in_an_alliance_that_was_closed(all_of_it: Everything, folder: Path) -> None:
    assert "BEGIN:VEVENT" not in read(folder / "calendar.ics") + read(folder / "register" / "calendar.ics")
    assert "actions: 1 done" in all_of_it.card(BEDS)
    assert "Alliance closed by No. 10\n" in read(folder / "log.md")


def test_what_one_partner_decides_alone_is_said_so_everywhere(all_of_it: Everything, folder: Path) -> None:
    words = "Decided on 10 November 2026 by Council, whose matter it is; views of Kelvin"
    page = read(folder / "register" / "decisions" / f"{OWN_PLAN}.html")
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{OWN_PLAN}.json"))

    assert words in all_of_it.card(OWN_PLAN)
    assert words in read(folder / "log.md")
    assert words in read(folder / "log.html")
    assert "by Council, whose matter it is" in page
    assert "The ground is wet." in page
    assert (kept["reserved_to"], kept["consents"]) == ("Council", 1)
    assert "Decided by Council, whose matter it is; views of Kelvin" in read(folder / "decisions.csv").replace(
        "\n", " "
    )
    assert "Decided by Council, whose matter it is: No. 8" in read(folder / "log.md")
