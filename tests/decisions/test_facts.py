"""What do rules return? Facts, which nobody changes afterwards."""

from dataclasses import is_dataclass, replace
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from decisions.alliance import alliance, membership
from decisions.asking import reminder
from decisions.people.appointment import Appointment
from decisions.proposal import proposal
from decisions.proposal.facts import facts_of, logged, partner_of, people_of, read_as
from decisions.proposal.proposal import Agreement, Interest, Kind, Part, Report, Response, Suggestion
from decisions.said.action import Action
from decisions.said.opinion import Opinion
from decisions.said.paper import Paper
from decisions.texts import revision
from tests import cast


@pytest.mark.parametrize("module", [alliance, membership, proposal, reminder, revision])
def test_a_fact_is_never_changed(module: ModuleType) -> None:
    facts = [each for each in vars(module).values() if is_dataclass(each) and each.__module__ == module.__name__]

    assert facts
    assert [each for each in facts if not vars(each)["__dataclass_params__"].frozen] == []


def test_a_text_is_told_from_another_that_has_its_number() -> None:
    text = cast.revision()
    others = [replace(text, at=text.at + timedelta(microseconds=1)), replace(text, title="B"), replace(text, text="B")]

    assert replace(text).mark == text.mark
    assert len({text.mark, *(other.mark for other in others)}) == 4
    assert len(text.mark) == 10


def test_what_is_not_stored_yet_has_no_number() -> None:
    assert Response(2, 1, Kind.CONSENT, cast.ANN, cast.MONDAY).id == 0
    assert Report(2, 1, cast.KARA, cast.MONDAY, "By phone", after=0).id == 0
    assert Suggestion(2, 1, cast.ANN, cast.MONDAY, "Beds", {}, "", objection=1).id == 0
    assert Appointment(cast.HARBOUR.name, (), (cast.ANN,), cast.ANN, cast.MONDAY).entry == 0


SPEAKS = Response(2, 1, Kind.CONSENT, cast.ANN, cast.MONDAY, id=1)
ACTION = Action(1, cast.BEN, cast.MONDAY, "Order the beds", cast.DEV, cast.MONDAY.date())
TOLD = cast.proposal(
    responses=(SPEAKS,),
    actions=(ACTION,),
    reports=(replace(Report(3, 1, cast.KARA, cast.MONDAY, "By phone", after=0, id=4), refused_by=cast.GUS),),
    change=membership.PartnerJoins("Eastside", (cast.JON,)),
)


def test_all_that_is_known_of_a_proposal_is_there_once() -> None:
    assert list(facts_of(TOLD)) == [TOLD.current, SPEAKS, TOLD.reports[0], ACTION]


def test_everybody_whom_a_proposal_names_is_known() -> None:
    named = {cast.KARA, cast.ANN, cast.DEV, cast.BEN, cast.GUS}

    assert people_of(replace(TOLD, change=None, author=cast.ELA)) == {*named, cast.ELA}
    assert people_of(TOLD) == {*named, cast.JON}


def test_a_fact_is_of_the_partner_that_it_names_or_of_whoever_acts() -> None:
    left = replace(cast.ALLIANCE, partners=cast.ALLIANCE.partners[2:], former=cast.ALLIANCE.partners[:2])

    assert partner_of(SPEAKS, left) == cast.HARBOUR
    assert partner_of(replace(SPEAKS, partner_id=99), left) is None
    assert partner_of(ACTION, cast.ALLIANCE) == cast.HARBOUR
    assert partner_of(ACTION, left) is None
    assert partner_of(TOLD.current, cast.ALLIANCE) is None


def test_the_log_says_who_decided_alone_and_whose_views_it_had_heard() -> None:
    told = cast.proposal(statements=(Opinion(1, 1, cast.CAT, cast.MONDAY, "Too dear"),))
    by_all, alone = Agreement(1, cast.MONDAY, (1, 2)), Agreement(1, cast.MONDAY, (2,), reserved_to=2)

    assert not {"reserved_to", "views_of"} & logged(by_all, told, cast.ALLIANCE).keys()
    said = logged(alone, told, cast.ALLIANCE)
    assert (said["reserved_to"], said["views_of"]) == (cast.HARBOUR.name, [cast.COUNCIL.name])


def test_the_log_says_whose_suggestion_a_text_is_and_what_it_changes() -> None:
    mine = Suggestion(2, 1, cast.ANN, cast.MONDAY, "Beds", {}, "", objection=1, id=4)
    told = replace(TOLD, suggestions=(replace(mine, id=3, partner_id=1), mine))

    said = logged(cast.revision(2, suggestion=4), told, cast.ALLIANCE)

    assert (said["suggested_by"], said["change"]) == (cast.HARBOUR.name, membership.change_fields(TOLD.change))
    assert "suggested_by" not in logged(cast.revision(2), told, cast.ALLIANCE)


BACK = Interest(2, 1, Part.STEPS_BACK, cast.ANN, cast.MONDAY, 2, id=1)
LETS = Interest(1, 1, Part.LET, cast.CAT, cast.MONDAY, 2, id=2)
GRANTED = Interest(2, 1, Part.LET_BY_ALL, "", cast.MONDAY, 2, id=3)


def test_the_log_names_who_decided_and_who_had_stepped_back() -> None:
    told = cast.proposal(interests=(BACK,))

    said = logged(Agreement(1, cast.MONDAY, (1,)), told, cast.ALLIANCE)

    assert said["partners"] == [name for name in cast.PARTNERS if name != cast.HARBOUR.name]
    assert said["stepped_back"] == [cast.HARBOUR.name]
    assert (said["title"], said["text"], said["supersedes"]) == ("Ten winter beds", cast.TEXT, None)


def test_the_log_names_who_lets_whom_take_part() -> None:
    told = cast.proposal(interests=(BACK, LETS))

    assert logged(LETS, told, cast.ALLIANCE)["whose"] == cast.HARBOUR.name
    assert logged(GRANTED, told, cast.ALLIANCE)["let_by"] == [cast.COUNCIL.name]


def test_the_log_says_to_which_text_an_answer_is_and_else_which_one_stands() -> None:
    told = replace(TOLD, revisions=(*TOLD.revisions, cast.revision(2, "Twelve")))

    assert logged(SPEAKS, told, cast.ALLIANCE)["revision"] == 1
    assert logged(ACTION, told, cast.ALLIANCE)["revision"] == 2


def test_the_log_calls_an_action_by_its_place_and_has_moments_in_utc() -> None:
    beforehand = replace(SPEAKS, said_at=cast.MONDAY)

    assert logged(ACTION, TOLD, cast.ALLIANCE)["action"] == 1
    assert logged(beforehand, TOLD, cast.ALLIANCE)["said_at"] == "2026-11-02T09:00:00.000000+00:00"


def test_what_json_or_a_database_gives_is_read_as_its_field_has_it() -> None:
    plan = Paper("Plan.txt", 8, "text/plain", "sha")

    assert (read_as(str, None), read_as(date | None, None)) == ("", None)
    assert read_as(tuple[Paper, ...], [plan.told]) == (plan,)
    assert read_as(tuple[str, ...], ["a", "b"]) == ("a", "b")
    assert read_as(Any, ["a", "b"]) == ["a", "b"]
