"""A sealed round tells nobody early what anybody answered, and opens what was sealed.

Each history is played twice, with other answers: until the answers open, nobody can tell one from the other, wherever
they look. FUZZ says how many histories are tried.
"""

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.publishing import exports
from bot.publishing.chapters import Span
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from decisions.proposal.proposal import Kind
from decisions.proposal.sealed import is_sealed
from decisions.set_up import settings as change
from decisions.words.refusal import Refusal
from handlers.gathering.proposal_view import view_of
from handlers.listeners.answers import sealing
from handlers.listeners.people import partners
from handlers.listeners.set_up import matters
from handlers.listeners.set_up import settings as settings_of
from handlers.listeners.texts import proposals as amending
from handlers.listeners.texts import raising
from storage.alliance import alliances
from storage.personal import people
from storage.record import decision_log
from storage.record.checks import comparison
from storage.record.proposals import proposals as kept
from storage.tables import lanes, messages
from tests.cast import HAL, KARA, OUTSIDER, typed
from tests.handlers.sealed_sight import looked_at, published
from tests.handlers.sealed_table import MARK, NAMES, SPEAKERS, Step, Table, put_sealed
from tests.sampling import examples, sampled

EXAMPLES = int(os.environ.get("FUZZ", examples(12, 1000)))
ANSWERS = ("consent", "concern", "object")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "first.db"
    put_sealed(path)
    return path


@pytest.fixture
def table(first: Path, tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path / "table.db")
    made.begin(first)
    yield made
    made.database.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Table, Table]]:
    """Two at which the same is done, with other answers."""
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    made = Table(tmp_path / "one" / "table.db"), Table(tmp_path / "other" / "table.db")
    yield made
    for table in made:
        table.database.close()


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


# Before which statement of a step the process is killed, in one of six; few steps have more.
KILLS = st.one_of(*[st.just(0) for _ in range(5)], st.integers(1, 60))
# What is done, with which answer at the one table and at the other, and when the process is killed.
Moment = tuple[Step, str, str, int]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Moment], str]:
    """Some have answered already, so that it opens in many ways; then anything happens."""
    answers = st.sampled_from(ANSWERS)
    some = draw(st.lists(st.sampled_from(SPEAKERS[::2]), unique=True, max_size=3))
    begun = [(("answers", person), draw(answers), draw(answers), 0) for person in some]
    steps = draw(st.lists(st.tuples(STEPS, answers, answers, KILLS), min_size=3, max_size=14))
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
    first: Path, two: tuple[Table, Table], caplog: pytest.LogCaptureFixture, history: tuple[list[Moment], str]
) -> None:
    steps, onlooker = history
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    for table in two:
        table.begin(first)
    one, other = two
    for place, (step, answer, another, kill) in enumerate(steps):
        assert one.does(step, answer, kill) == other.does(step, another, kill)

        goes_on = is_sealed(one.proposal)
        assert goes_on is is_sealed(other.proposal)
        if not goes_on:
            event(f"ends with: {step[0]}")
            break
        if place in (len(steps) // 2, len(steps) - 1):
            tell_nothing(one, other, onlooker)
    assert MARK not in caplog.text
    for played in two:
        opens_what_was_sealed(played)


def tell_nothing(one: Table, other: Table, onlooker: str) -> None:
    for ours, theirs in zip(looked_at(one, onlooker), looked_at(other, onlooker), strict=True):
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


def test_whenever_the_process_is_killed_while_all_opens_it_is_opened_once(table: Table, tmp_path: Path) -> None:
    for person, answer in zip(SPEAKERS[:-2:2], ANSWERS, strict=True):
        table.does(("answers", person), answer)
    table.database.close()
    three = copyfile(tmp_path / "table.db", tmp_path / "three.db")
    now, sealed, entries = table.now, table.sealed, set()

    for statement in count(1):
        table.begin_anew(three)
        table.now, table.sealed = now, dict(sealed)
        table.does(("answers", SPEAKERS[-1]), "object", statement)
        opens_what_was_sealed(table)
        with table.database.snapshot() as connection:
            entries.add(decision_log.length(connection, 1))
        if not table.was_killed:
            break

    assert len(entries) == 1
    assert statement > 30


def test_a_worry_reaches_the_author_and_the_managers_and_nobody_else(table: Table) -> None:
    words = "Our nurses are tired"

    sealing.tell_worry(table.act("U0A1", None, {"worry": words}), table.database)

    with table.database.snapshot() as connection:
        told = connection.execute(
            select(lanes.c.slack_user_id, messages.c.kind).join(lanes, lanes.c.id == messages.c.lane_id)
        ).all()
        assert words not in repr(connection.exec_driver_sql("SELECT fields FROM log_entries").all())
    assert {who for who, kind in told if kind == "worry_notice"} == {KARA}
    assert words not in published(table, KARA)


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


def test_whoever_amends_or_withdraws_knows_before_that_it_opens_the_answers(table: Table) -> None:
    words = "with this it ends, all answers so far open, and everybody reads who did it"

    for ask in (amending.ask_to_amend, amending.ask_to_withdraw):
        act = table.act(KARA, {"proposal": 1, "revision": 1})
        assert words in json.dumps(ask(act, table.database), ensure_ascii=False)


def test_what_changes_the_alliance_is_asked_openly_where_every_first_round_is_sealed(table: Table) -> None:
    with table.database.snapshot() as connection:
        here, said = alliances.load(connection, 1), alliances.settings(connection, 1)
    wanted = {**vars(said), "operations_managers": [KARA], "first_round": "sealed"}
    settings_of.change(table.act(KARA, {"seen": change.mark(here, said)}, wanted), table.database)
    words = {"text": typed("So it is."), "benefit": "Warmth."}
    planning = {"name": "Planning", "decider": "partner", "partner": "1"}

    partners.propose_joining(table.act(KARA, None, {**words, "name": "Tollcross", "people": [HAL]}), table.database)
    partners.propose_closing(table.act(KARA, None, {**words, "decide_by": "2026-12-18"}), table.database)
    matters.propose_setting(table.act(KARA, None, {**words, **planning}), table.database)

    with table.database.snapshot() as connection:
        assert [kept.load(connection, each).current.sealed for each in (1, 2, 3, 4)] == [True, False, False, False]
        assert list(comparison.differences(connection, 1)) == []


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
