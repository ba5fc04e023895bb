"""Are forms kept in the log, and does nothing get lost when they change while somebody writes?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.setup.founding import found_or_compare
from decisions.said.paper import paper_of
from decisions.texts.proposal_form import FormField, ProposalForm, field_of
from decisions.words.refusal import Refusal
from handlers.incoming.papers import Fetched
from handlers.incoming.payloads import Act
from handlers.listeners.texts import forms, proposals, raising
from handlers.views.blocks.kit import View
from sandbox.block_kit import check_view
from storage.engine.database import Database
from storage.outbox.outbox import SaidAlready
from storage.record.changes import forms as kept_forms
from storage.record.checks import comparison
from storage.record.proposals.proposals import load
from tests.cast import ANN, BENEFIT, CHANNEL, KARA, MONDAY, TEXT, typed
from tests.databases import with_tables
from tests.handlers.test_settings import FILE
from tests.reading import read_window

BUDGET, RISK = field_of("Budget"), field_of("Risk")
SPENDING = ProposalForm("Spending", (FormField("Budget", "What does it cost?", is_required=True), FormField("Risk")))
ROWS = {
    "name": "Spending",
    "name.0": "Budget",
    "asks.0": "What does it cost?",
    "required.0": ["required"],
    "name.1": "Risk",
    "asks.1": "",
}
CARRIED = tuple(paper_of(name, "application/pdf", name.encode()) for name in ("Budget.pdf", "Plan.pdf"))
WORDS = {"title": "Beds", "text": typed(TEXT), "benefit": BENEFIT}


class Desk:
    def __init__(self, database: Database) -> None:
        self.database, self._acts = database, 0

    def act(self, person: str, value: dict[str, Any], words: dict[str, Any] | None = None) -> Act:
        self._acts += 1
        return Act(person, MONDAY, f"act:{self._acts}", person, value, words or {}, CHANNEL)

    def makes(self, before: ProposalForm | None = None, by: str = KARA, **rows: Any) -> None:
        value = {"alliance": 1, **({"form": before.version} if before else {})}
        forms.make(self.act(by, value, {**ROWS, **rows}), self.database)

    def removes(self, form: ProposalForm) -> View:
        return forms.remove(self.act(KARA, {"alliance": 1, "form": form.version}), self.database)

    def raises(self, filled: dict[str, str], form: ProposalForm | None = SPENDING) -> None:
        value = {"alliance": 1, **({"template": form.mark} if form else {})}
        raising.raise_proposal(self.act(ANN, value, {**WORDS, **filled}), self.database)

    def amends(self, **filled: str) -> None:
        value = {"proposal": 1, "revision": 1, "template": SPENDING.mark}
        proposals.amend(self.act(ANN, value, {**WORDS, **filled}), self.database)

    def chooses(self, value: dict[str, Any], **words: Any) -> str:
        act = self.act(ANN, {**value, "template": SPENDING.mark}, {**WORDS, **words})
        return read_window(forms.choose(replace(act, takes_papers=True), self.database))

    def raises_with_papers(self) -> None:
        given = [Fetched(each, Path(__file__), "") for each in CARRIED]
        raising.raise_proposal(replace(self.act(ANN, {"alliance": 1}, WORDS), fetched=given), self.database)

    @property
    def there(self) -> list[ProposalForm]:
        with self.database.snapshot() as connection:
            assert not list(comparison.differences(connection, 1))
            return [*kept_forms.every(connection, 1)]

    @property
    def filled(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        with self.database.snapshot() as connection:
            return [(text.template, text.filled) for text in load(connection, 1).revisions]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = with_tables(f"sqlite:///{tmp_path}/accord.db")
    found_or_compare(made, FILE, MONDAY)
    yield Desk(made)
    made.close()


def test_forms_are_made_changed_and_removed_and_the_log_keeps_them(desk: Desk) -> None:
    desk.makes()
    assert desk.there == [SPENDING]

    desk.makes(SPENDING, name="Money", **{"name.1": ""})
    money = ProposalForm("Money", SPENDING.fields[:1])
    assert desk.there == [money]

    assert "There are none yet." in read_window(desk.removes(money))
    assert desk.there == []


def test_nobody_changes_a_form_that_is_another_one_by_now(desk: Desk) -> None:
    desk.makes()
    desk.makes(SPENDING, **{"name.1": "Dangers"})

    with pytest.raises(Refusal, match="not there any more, or is another one"):
        desk.makes(SPENDING, **{"name.1": "Chances"})
    with pytest.raises(Refusal, match="not there any more, or is another one"):
        desk.removes(SPENDING)
    with pytest.raises(Refusal, match="Operations managers make the forms"):
        desk.makes(by=ANN, name="Other")

    assert [each.fields[1].name for each in desk.there] == ["Dangers"]


def test_an_act_that_is_delivered_twice_makes_one_form(desk: Desk) -> None:
    desk.makes()
    desk._acts -= 1

    with pytest.raises(SaidAlready):
        desk.makes(name="Other")

    assert desk.there == [SPENDING]


def test_a_text_without_a_form_is_raised_as_ever(desk: Desk) -> None:
    desk.makes()
    desk.raises({}, None)

    assert desk.filled == [("", ())]


def test_a_form_that_changes_while_somebody_writes_in_it_records_nothing(desk: Desk) -> None:
    desk.makes()
    desk.makes(SPENDING, **{"name.1": "Dangers"})

    with pytest.raises(Refusal, match="was changed while you were writing"):
        desk.raises({BUDGET: "£200", RISK: ""})
    with pytest.raises(Refusal, match="not there any more"):
        desk.raises({BUDGET: "£200", RISK: ""}, ProposalForm("Gone", SPENDING.fields))


def test_what_was_typed_stays_when_a_form_is_chosen(desk: Desk) -> None:
    desk.makes()

    window = desk.chooses({"alliance": 1}, decide_by="2026-11-20", **{BUDGET: "£200"})

    assert "Title: [Beds]" in window
    assert f"What we propose: [{TEXT}]" in window
    assert "Decide by (optional): [2026-11-20]" in window
    assert "Budget: [£200] - What does it cost?" in window


def test_the_papers_of_a_message_stay_when_a_form_is_chosen(desk: Desk) -> None:
    desk.makes()

    act = desk.act(ANN, {"alliance": 1, "template": SPENDING.mark}, {**WORDS, "message_papers": ["F2"]})

    chosen = replace(act, labels={"F2": "Plan.pdf (4 KB)"}, takes_papers=True)
    window = read_window(forms.choose(chosen, desk.database))

    assert "Papers of the message (optional): [(•) Plan.pdf (4 KB)]" in window
    assert "Papers (optional)" in window


def test_papers_stay_or_go_as_ticked_when_a_form_is_chosen_to_amend(desk: Desk) -> None:
    desk.makes()
    desk.raises_with_papers()

    as_ticked = desk.chooses({"proposal": 1, "revision": 1}, kept_papers=[CARRIED[1].sha256])
    untouched = desk.chooses({"proposal": 1, "revision": 1})

    assert "Papers that stay (optional): [( ) Budget.pdf (10 bytes) (•) Plan.pdf (8 bytes)]" in as_ticked
    assert "Papers that stay (optional): [(•) Budget.pdf (10 bytes) (•) Plan.pdf (8 bytes)]" in untouched


def test_a_form_is_chosen_before_anything_is_typed(desk: Desk) -> None:
    desk.makes()
    value = {"alliance": 1, "template": SPENDING.mark}

    window = forms.choose(desk.act(ANN, value, {"title": "", "text": None, "benefit": ""}), desk.database)

    check_view({**window})
    assert "Budget: [] - What does it cost?" in read_window(window)


def test_a_text_is_amended_in_its_form_also_when_that_was_removed(desk: Desk) -> None:
    desk.makes()
    desk.raises({BUDGET: "£200", RISK: ""})
    desk.removes(SPENDING)

    window = desk.chooses({"proposal": 1, "revision": 1}, title="Other beds")
    desk.amends(**{BUDGET: "£300"})

    assert "Title: [Other beds]" in window
    assert "Budget (optional): [£200]" in window
    assert desk.filled == [("Spending", (("Budget", "£200"),)), ("Spending", (("Budget", "£300"),))]
