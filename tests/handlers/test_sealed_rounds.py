"""A sealed round tells nobody early what anybody answered, and opens what was sealed.

Each history is played twice, with other answers: until the answers open, nobody can tell one from the other, wherever
they look. FUZZ says how many histories are tried.
"""

import io
import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.publishing import exports
from bot.publishing.chapters import Span
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions import settings as change
from decisions.proposal import Kind, Proposal
from decisions.refusal import Refusal
from decisions.sealed import is_sealed
from handlers.clock.clock import look_after_alliances
from handlers.courier.messages import written_to
from handlers.gathering.home import home_contents
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners import (
    decision_log,
    front_desk,
    interests,
    overviews,
    partners,
    proposals,
    questions,
    raising,
    reading,
    reports,
    responses,
    sealing,
    speakers,
)
from handlers.listeners import settings as settings_of
from handlers.views.home import home
from handlers.views.proposal_card import card
from storage.alliance import alliances
from storage.engine.columns import metadata
from storage.engine.database import Database
from storage.outbox.attempts import OutboxMessage
from storage.personal import people, personal_data
from storage.record import comparison
from storage.record import proposals as kept
from storage.tables import lanes, messages
from tests.cast import CHANNEL, KARA, MONDAY, OUTSIDER, typed
from tests.databases import with_tables
from tests.sampling import examples, sampled

EXAMPLES = int(os.environ.get("FUZZ", examples(12, 1000)))
# Ada and Abe speak for Ash, and so on; who is named last joins when a partner says so.
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
PEOPLE = {name: (f"U0{name[0]}1", f"U0{name[0]}2") for name in NAMES}
SPEAKERS = [person for two in PEOPLE.values() for person in two]
ANSWERS = ("consent", "concern", "object")
MARK = "quince"
_IDS = count(1)

Step = tuple[Any, ...]


class Table:
    """A database in which No. 1 was put to the partners, sealed, and what people do with it."""

    def __init__(self, path: Path) -> None:
        self.database = Database(f"sqlite:///{path}")
        self.now, self._deliveries = MONDAY + timedelta(hours=1), 0
        # What each partner sealed last, by name, and who did.
        self.sealed: dict[str, tuple[str, str, str]] = {}

    def act(self, person: str, value: dict[str, Any] | None = None, typed_words: dict[str, Any] | None = None) -> Act:
        self.now += timedelta(minutes=1)
        self._deliveries += 1
        about = {"alliance": 1, "proposal": 1, "revision": 1, "decides": True, **(value or {})}
        return Act(person, self.now, f"press:{self._deliveries}", person, about, typed_words or {}, CHANNEL)

    @property
    def proposal(self) -> Proposal:
        with self.database.snapshot() as connection:
            return kept.load(connection, 1)

    def does(self, step: Step, answer: str) -> str:
        """Take a step; return why it was refused, "" where it was not."""
        try:
            getattr(self, f"_{step[0]}")(*step[1:], answer)
        except Refusal as refused:
            return refused.words
        return ""

    def _answers(self, person: str, answer: str) -> None:
        words = f"{MARK} {next(_IDS)}"
        if answer == "object":
            act = self.act(person, None, {"reason": words, "acceptable_if": words})
            responses.object_to(act, self.database)
        else:
            act = self.act(person, None, {"concern": words if answer == "concern" else ""})
            responses.consent_after_all(act, self.database)
        self.sealed[self._of(person)] = (answer, "" if answer == "consent" else words, person)

    def _brings_a_text(self, person: str, _answer: str) -> None:
        words = {"reason": MARK, "suggestion.1": typed(f"{MARK} is the other text")}
        responses.object_to(self.act(person, None, words), self.database)

    def _presses(self, person: str, _answer: str) -> None:
        """Consent, as on the card: whoever would open all is asked once more, and then leaves it."""
        if self._is_last(person):
            responses.consent(self.act(person, {"decides": False}), self.database)

    def _takes_back(self, person: str, _answer: str) -> None:
        sealing.take_back(self.act(person), self.database)
        self.sealed.pop(self._of(person))

    def _takes_time(self, person: str, _answer: str) -> None:
        words = {"question": "Who pays?", "answer_by": "2027-01-01"}
        questions.take_time(self.act(person, None, words), self.database)

    def _worries(self, person: str, _answer: str) -> None:
        sealing.tell_worry(self.act(person, None, {"worry": "The noise"}), self.database)

    def _steps_back(self, person: str, _answer: str) -> None:
        words = {"matter": "1", "nature": "role", "words": "We run it"}
        # What it had answered counts no more from then on, also where this opens all.
        before = self.sealed.pop(self._of(person), None)
        try:
            interests.declare(self.act(person, None, words), self.database)
        except Refusal:
            if before:
                self.sealed[self._of(person)] = before
            raise

    def _takes_part(self, person: str, _answer: str) -> None:
        interests.take_part(self.act(person, None, {"words": "We do not run it now"}), self.database)

    def _hands_over(self, person: str, _answer: str) -> None:
        one, other = PEOPLE[self._of(person)]
        words = {"people": other if person == one else one, "deputies": []}
        partner = {"partner": NAMES.index(self._of(person)) + 1}
        speakers.say_who_speaks(self.act(person, partner, words), self.database)

    def _leaves(self, name: str, _answer: str) -> None:
        """All agree that a partner leaves; where the others have answered, that opens all."""
        before = len(self.open_ones())
        words = {"partner": str(NAMES.index(name) + 1), "text": typed("It leaves"), "benefit": "Good"}
        partners.propose_leaving(self.act(KARA, None, words), self.database)
        here = self.sealed.pop(name, None)
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                responses.consent_after_all(self.act(person, {"proposal": newest}), self.database)
            except Refusal:
                continue
        if len(self.open_ones()) > before and here:
            self.sealed[name] = here

    def _closes(self, _answer: str) -> None:
        words = {"text": typed("It has done its work"), "benefit": "Good"}
        partners.propose_closing(self.act(KARA, None, words), self.database)
        newest = self.open_ones()[-1]
        for person in SPEAKERS:
            try:
                responses.consent_after_all(self.act(person, {"proposal": newest}), self.database)
            except Refusal:
                continue

    def _reports(self, name: str, _answer: str) -> None:
        words = {"partner": str(NAMES.index(name) + 1), "note": "By phone"}
        reports.report_consent(self.act(KARA, None, words), self.database)

    def _reminds(self, _answer: str) -> None:
        proposals.remind(self.act(KARA), self.database)

    def _waits(self, days: int, _answer: str) -> None:
        self.now += timedelta(days=days)
        look_after_alliances(self.database, self.now)

    def _opens(self, person: str, _answer: str) -> None:
        sealing.open_answers(self.act(person), self.database)

    def _opens_late(self, person: str, answer: str) -> None:
        self._waits(12, answer)
        self._opens(person, answer)

    def _amends(self, person: str, _answer: str) -> None:
        words = {"title": "Beds", "text": typed("Twelve beds."), "benefit": "Warmth.", "decide_by": "2026-12-18"}
        proposals.amend(self.act(person, None, words), self.database)

    def _withdraws(self, person: str, _answer: str) -> None:
        proposals.withdraw(self.act(person, None, {"reason": "Not now"}), self.database)

    def open_ones(self) -> list[int]:
        with self.database.snapshot() as connection:
            return kept.open_ids(connection, 1)

    def _of(self, person: str) -> str:
        return next(name for name, two in PEOPLE.items() if person in two)

    def _is_last(self, person: str) -> bool:
        with self.database.snapshot() as connection:
            names = view_of(connection, 1, 1, self.now).partner_names
        answered = {names[each.partner_id] for each in self.proposal.sealed_answers}
        return {*NAMES} - answered <= {self._of(person)}

    # What can be seen.

    def stored(self, _onlooker: str) -> str:
        """All that the database keeps, but for the one table in which sealed words are."""
        with self.database.snapshot() as connection:
            rows = {
                name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608 (our own name)
                for name in (*metadata.tables, "proposal_words")
                if name != "sealed_words"
            }
        return repr(rows)

    def said(self, onlooker: str) -> str:
        """Everything that the courier says, as it writes it now: the card, all messages, a Home."""
        with self.database.snapshot() as connection:
            query = select(messages, lanes.c.slack_user_id).join(lanes, lanes.c.id == messages.c.lane_id)
            unsaid = [row for row in connection.execute(query) if row.kind not in ("desk", "living_log")]
            shown = [json.dumps(card(view_of(connection, 1, 1, self.now)).blocks)]
            shown += [json.dumps(home(home_contents(connection, 1, each, self.now))) for each in (onlooker, KARA)]
        for row in unsaid:
            message = OutboxMessage(row.id, row.key, row.kind, row.about, None)
            said = written_to(self.database, 1, message, row.slack_user_id or KARA, self.now)
            shown.append(json.dumps([said.text, said.blocks]))
        return "\n".join(shown)

    def opened_windows(self, person: str) -> str:
        """Everything that somebody can open."""
        looks: dict[str, Callable[[Act, Database], Any]] = {
            "read": reading.read,
            "object": responses.ask_for_objection,
            "time": questions.ask_for_time,
            "history": proposals.history,
            "amend": proposals.ask_to_amend,
            "withdraw": proposals.ask_to_withdraw,
            "report": reports.ask_whose_consent,
            "interests": interests.show_parts,
            "open": sealing.ask_to_open,
            "concern": sealing.ask_for_concern,
            "worry": sealing.ask_what_worries,
            "sealed": sealing.show_sealed,
            "status": overviews.show_status,
            "digest": overviews.preview_digest,
            "waits": front_desk.show_what_waits,
            "search": decision_log.search_for,
        }
        shown = []
        for name, look in looks.items():
            try:
                # The beginning of a word finds it.
                shown.append(json.dumps([name, look(self.act(person, None, {"words": MARK[:4]}), self.database)]))
            except Refusal as refused:
                shown.append(refused.words)
        # Another text than the one that stands is asked about anew, with what is there to be shown.
        for value in ({"revision": 2}, {"text": "older"}):
            try:
                shown.append(json.dumps(responses.consent(self.act(person, value), self.database)))
            except Refusal as refused:
                shown.append(refused.words)
        return "\n".join(shown)

    def published(self, onlooker: str) -> str:
        out = io.StringIO()
        with self.database.snapshot() as connection:
            for form in exports.FORMS:
                exports.write(connection, [1], form, Span(), self.now.date(), out)
            out.write(repr(personal_data.kept(connection, onlooker)))
        return out.getvalue()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1 is put to four partners, sealed, to be decided within two weeks."""
    path = tmp_path_factory.mktemp("sealed") / "first.db"
    database = with_tables(f"sqlite:///{path}")
    entries = tuple(PartnerEntry(name, two) for name, two in PEOPLE.items())
    found_or_compare(database, AllianceFile("Alliance", CHANNEL, "Europe/London", (KARA,), entries), MONDAY)
    words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth.", "decide_by": "2026-11-13"}
    act = Act(KARA, MONDAY, "raise", KARA, {"alliance": 1}, {**words, "sealed": ["yes"]}, CHANNEL)
    raising.raise_proposal(act, database)
    database.close()
    return path


@pytest.fixture
def table(first: Path, tmp_path: Path) -> Iterator[Table]:
    copyfile(first, tmp_path / "table.db")
    made = Table(tmp_path / "table.db")
    yield made
    made.database.close()


def masked(shown: str) -> str:
    """Without what chance makes different each time: salts, hashes, and the packed log that minutes carry."""
    return re.sub(r"[0-9a-f]{16,}|[A-Za-z0-9+/=]{200,}", "#", shown)


speakers_ = st.sampled_from(SPEAKERS)
STEPS = st.one_of(
    *[st.tuples(st.just("answers"), speakers_) for _ in range(8)],
    st.tuples(st.sampled_from(("takes_back", "presses", "takes_time", "worries", "brings_a_text")), speakers_),
    st.tuples(st.sampled_from(("steps_back", "steps_back", "takes_part", "hands_over")), speakers_),
    st.tuples(st.sampled_from(("opens", "opens_late")), speakers_),
    st.tuples(st.sampled_from(("leaves", "reports")), st.sampled_from(NAMES)),
    st.tuples(st.just("waits"), st.sampled_from([1, 7, 12])),
    st.one_of(
        *[st.tuples(st.just("reminds")) for _ in range(5)],
        st.tuples(st.sampled_from(["amends", "withdraws"]), st.just(KARA)),
        st.tuples(st.just("closes")),
    ),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[tuple[Step, str, str]], str]:
    """Some have answered already, so that it opens in many ways; then anything happens."""
    answers = st.sampled_from(ANSWERS)
    some = draw(st.lists(st.sampled_from(SPEAKERS[::2]), unique=True, max_size=3))
    begun = [(("answers", person), draw(answers), draw(answers)) for person in some]
    steps = draw(st.lists(st.tuples(STEPS, answers, answers), min_size=3, max_size=14))
    return [*begun, *steps], draw(st.sampled_from([*SPEAKERS, KARA, OUTSIDER]))


@sampled
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
)
@given(history=histories())
def test_nobody_can_tell_early_what_was_answered_and_what_is_opened_was_sealed(
    first: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, history: tuple[list[tuple[Step, str, str]], str]
) -> None:
    steps, onlooker = history
    caplog.set_level(logging.DEBUG)
    one, other = (opened_at(first, tmp_path) for _ in range(2))
    for place, (step, answer, another) in enumerate(steps):
        assert one.does(step, answer) == other.does(step, another)

        assert is_sealed(one.proposal) is is_sealed(other.proposal)
        if not is_sealed(one.proposal):
            event(f"ends with: {step[0]}")
            break
        if place in (len(steps) // 2, len(steps) - 1):
            tell_nothing(one, other, onlooker)
    assert MARK not in caplog.text
    for played in (one, other):
        opens_what_was_sealed(played)
        played.database.close()


def opened_at(first: Path, folder: Path) -> Table:
    path = folder / f"{next(_IDS)}.db"
    copyfile(first, path)
    return Table(path)


def tell_nothing(one: Table, other: Table, onlooker: str) -> None:
    for look in (Table.stored, Table.said, Table.published, Table.opened_windows):
        ours, theirs = look(one, onlooker), look(other, onlooker)
        assert MARK not in ours
        assert masked(ours) == masked(theirs)


def opens_what_was_sealed(played: Table) -> None:
    """Tables and log agree, and the answers are those that were sealed last, by whoever sealed them."""
    proposal = played.proposal
    with played.database.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == []
        left = connection.execute(text("SELECT count(*) FROM sealed_words")).scalar_one()
        names = view_of(connection, 1, 1, played.now).partner_names
    if is_sealed(proposal):
        assert left == len(played.sealed)
        assert not proposal.responses
        return
    assert left == 0
    opened = {
        names[said.partner_id]: (
            "object" if said.kind is Kind.OBJECTION else "concern" if said.concern else "consent",
            said.reason or said.concern,
            said.by,
        )
        for said in proposal.responses
        if said.salt
    }
    assert opened == played.sealed


def test_a_worry_reaches_the_author_and_the_managers_and_nobody_else(table: Table) -> None:
    words = "Our nurses are tired"

    sealing.tell_worry(table.act("U0A1", None, {"worry": words}), table.database)

    with table.database.snapshot() as connection:
        told = connection.execute(
            select(lanes.c.slack_user_id, messages.c.kind).join(lanes, lanes.c.id == messages.c.lane_id)
        ).all()
        assert words not in repr(connection.exec_driver_sql("SELECT fields FROM log_entries").all())
    assert {who for who, kind in told if kind == "worry_notice"} == {KARA}
    assert words not in table.published(KARA)


def test_what_a_database_refuses_to_keep_stands_in_no_error(table: Table) -> None:
    with table.database.transaction() as connection:
        connection.execute(text("DROP TABLE sealed_words"))

    with pytest.raises(SQLAlchemyError) as refused:
        table.does(("answers", "U0A1"), "object")

    assert "sealed_words" in str(refused.value)
    assert MARK not in str(refused.value)
    assert not table.proposal.sealed_answers


def test_what_the_settings_say_counts_for_what_is_raised_from_then_on(table: Table) -> None:
    with table.database.snapshot() as connection:
        here, said = alliances.load(connection, 1), alliances.settings(connection, 1)
    seen = {"seen": change.mark(here, said)}
    wanted = {**vars(said), "operations_managers": [KARA], "first_round": "sealed"}
    settings_of.change(table.act(KARA, seen, wanted), table.database)
    words = {"title": "Van", "text": typed("A van."), "benefit": "Warmth."}

    with pytest.raises(Refusal) as refused:
        raising.raise_proposal(table.act(KARA, None, words), table.database)
    raising.raise_proposal(table.act(KARA, None, {**words, "decide_by": "2026-12-18"}), table.database)

    assert refused.value.field == "decide_by"
    with table.database.snapshot() as connection:
        assert kept.load(connection, 2).current.sealed
        assert list(comparison.differences(connection, 1)) == []
    assert "as your alliance has chosen" in json.dumps(raising.propose_by_button(table.act(KARA), table.database))


def test_objections_are_told_when_the_answers_open(table: Table) -> None:
    for person in SPEAKERS[::2]:
        table.does(("answers", person), "object")

    with table.database.snapshot() as connection:
        told = connection.execute(
            select(lanes.c.slack_user_id)
            .join(messages, lanes.c.id == messages.c.lane_id)
            .where(messages.c.kind == "objection_notice")
        ).all()
    assert [who for (who,) in told] == [KARA] * len(NAMES)


def test_minutes_and_register_say_that_it_is_sealed_and_count_no_consents(table: Table, tmp_path: Path) -> None:
    table.does(("answers", "U0A1"), "consent")
    out = io.StringIO()

    with table.database.snapshot() as connection:
        for form in ("md", "html"):
            exports.write(connection, [1], form, Span(), table.now.date(), out)
        redactor = Redactor((), people.everybody(connection))
        site.build(connection, 1, tmp_path / "site", redactor, table.now, with_open=True, is_attributed=True)

    page = (tmp_path / "site" / "decisions" / "1.html").read_text(encoding="utf-8")
    assert "The first round is sealed: all answers open together." in out.getvalue()
    assert "The first round is sealed: 1 of 4 partners have answered" in out.getvalue()
    assert "Consent so far" not in out.getvalue()
    assert "the first round is sealed, and not opened yet" in page
    assert "0 of 4 partners consent" not in page + out.getvalue()
