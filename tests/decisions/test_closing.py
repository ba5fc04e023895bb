"""When is an alliance closed, and does anything still happen in it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.afterwards import review
from decisions.alliance import going_on_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import (
    AllianceCloses,
    PartnerLeaves,
    change_fields,
    change_from_fields,
    joining,
    leaving,
    title,
)
from decisions.answers import report, response
from decisions.people import absence, appointment
from decisions.proposal.outcome import agreement
from decisions.proposal.proposal import Agreement, Kind, Proposal, Response
from decisions.replay.replay import Replay
from decisions.set_up import closing, closing_refusal
from decisions.texts import revision
from decisions.texts.revision import Draft
from tests import outside
from tests.cast import ALLIANCE, ANN, BENEFIT, CAT, DEV, HARBOUR, KARA, MONDAY, OUTSIDER, TEXT, proposal, typed
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    CONSENTS,
    FOUNDING,
    OBJECTS,
    RAISED,
    REPORTED,
    REVIEWED,
    Event,
    after_founding,
    at,
    changed,
    doubts,
    entries,
    joined,
)
from tests.decisions.refused import refused

CLOSED = replace(ALLIANCE, closed_at=MONDAY)
LATER = MONDAY + timedelta(days=1)
DRAFT = Draft("Beds", TEXT, typed(TEXT), BENEFIT)
EVERYBODY = tuple(Response(it.id, 1, Kind.CONSENT, it.lead, MONDAY, id=it.id) for it in ALLIANCE.partners)
OPEN, DECIDED = proposal(), proposal(agreement=Agreement(1, MONDAY, tuple(it.id for it in ALLIANCE.partners)))
APPOINTED = appointment.Appointment("Harbour Shelter", (ANN,), HARBOUR.representatives, ANN, MONDAY)

# Whatever anybody can do in an alliance, each as a person and a proposal.
Act = Callable[[Alliance, Proposal, str], object]
ACTS: dict[str, Act] = {
    "raise": lambda here, _, by: revision.first_revision(here, DRAFT, None, by=by, at=LATER),
    "amend": lambda here, it, _: revision.amendment(it, here, DRAFT, None, by=KARA, revision=1, at=LATER),
    "withdraw": lambda here, it, _: revision.withdrawal(it, here, by=KARA, reason="No", at=LATER),
    "remind": lambda here, it, _: revision.refuse_unless_may_steer(it, here, KARA, "remind"),
    "consent": lambda here, it, _: response.consent(it, here, by=ANN, revision=1, at=LATER, knows_it_decides=True),
    "object": lambda here, it, _: response.objection(
        it, here, by=ANN, revision=1, at=LATER, reason="Cold", acceptable_if=""
    ),
    "undo": lambda here, it, _: response.undo(it, here, by=ANN, response_id=2, at=LATER),
    "report": lambda here, it, _: report.refuse_unless_may_report(it, here, KARA),
    "review": lambda here, it, by: review.review(
        it, here, None, by=by, at=LATER, note="Full", review_on=(LATER + timedelta(days=9)).date()
    ),
    "away": lambda here, _, __: absence.absence(here, by=ANN, until=LATER.date(), today=LATER.date()),
    "speakers": lambda here, _, __: appointment.own_appointment(here, [], HARBOUR, [OUTSIDER], by=ANN, at=LATER),
    "recorded": lambda here, _, __: appointment.recorded_word(
        here, [], HARBOUR, [OUTSIDER], authority="a letter", at=LATER
    ),
    "seen": lambda here, _, __: appointment.seen(here, APPOINTED, DEV),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@given(
    it=st.sampled_from([OPEN, replace(OPEN, responses=EVERYBODY), DECIDED]), by=st.sampled_from([KARA, ANN, CAT, DEV])
)
def test_nothing_is_done_any_more_and_everybody_reads_the_same(act: Act, it: Proposal, by: str) -> None:
    with refused(going_on_refusal.is_closed(CLOSED)):
        act(CLOSED, it, by)


def test_nothing_is_agreed_any_more_even_where_all_consent() -> None:
    assert agreement(replace(OPEN, responses=EVERYBODY), ALLIANCE, LATER)
    assert agreement(replace(OPEN, responses=EVERYBODY), CLOSED, LATER) is None


def test_it_is_proposed_once_at_a_time() -> None:
    assert closing.closing([(3, PartnerLeaves(2, "Harbour"))]) == AllianceCloses()
    with refused(closing_refusal.closing_pending(7)):
        closing.closing([(7, AllianceCloses())])


def test_whoever_leaves_or_joins_meanwhile_is_no_contradiction() -> None:
    pending = [(7, AllianceCloses())]

    assert leaving(ALLIANCE, pending, HARBOUR.id) == PartnerLeaves(HARBOUR.id, HARBOUR.name)
    assert joining(ALLIANCE, pending, "Eastside", [OUTSIDER]).name == "Eastside"


def test_the_log_keeps_it_whole() -> None:
    assert change_fields(AllianceCloses()) == {"kind": "AllianceCloses"}
    assert change_from_fields({"kind": "AllianceCloses"}) == AllianceCloses()
    assert title(AllianceCloses()) == "We close this alliance"


def test_nobody_withdrew_what_the_closing_ends() -> None:
    ended = closing.withdrawn_by_closing(12, MONDAY)

    assert (ended.by, ended.at) == ("", MONDAY)
    assert "No. 12" in ended.reason


# By the log alone.

PROPOSED = changed(RAISED, change={"kind": "AllianceCloses"})
CLOSES: Event = ("alliance_closed", {"number": 1})
OTHER = changed(RAISED, number=2)
ENDED: Event = ("proposal_withdrawn", {"number": 2, "revision": 1, "reason": "It was open."})
COURSE = (PROPOSED, OTHER, *CONSENTS, AGREED, CLOSES)
AFTER = "comes after the alliance was closed"
# What may come, and what may not.
COME = (("person_moved", {"before": ANN, "person": "U1"}), ("channel_moved", {"channel": "C2", "before": "C1"}))
DO_NOT: tuple[Event, ...] = (
    changed(RAISED, number=3),
    *(changed(event, number=2) for event in (*CONSENTS, OBJECTS, AMENDED, REPORTED)),
    changed(ENDED, actor=KARA),
    changed(REVIEWED, number=1),
    ("settings_changed", {"name": "Another"}),
    joined("Eastside", OUTSIDER),
    CLOSES,
)


def closed(*events: Event) -> Replay:
    return after_founding(*COURSE, *events)


def test_it_is_closed_at_the_moment_of_the_decision_and_what_was_open_is_ended_by_that() -> None:
    replayed = closed(ENDED, *COME)

    assert replayed.doubts == []
    assert replayed.alliance
    assert replayed.alliance.closed_at == at(11)
    assert replayed.proposals[2].withdrawal
    assert replayed.proposals[2].withdrawal.by == ""


@pytest.mark.parametrize("event", DO_NOT)
def test_whatever_comes_later_is_a_doubt(event: Event) -> None:
    assert f"entry 12 {AFTER}" in [doubt.words for doubt in closed(event).doubts]


@pytest.mark.parametrize(
    "course",
    [
        (CLOSES,),
        (RAISED, *CONSENTS, AGREED, CLOSES),
        (PROPOSED, *CONSENTS, CLOSES),
        (*COURSE[:-1], changed(CLOSES, number=2)),
    ],
)
def test_nothing_but_a_decision_that_says_so_closes_it(course: tuple[Event, ...]) -> None:
    assert doubts(*course)[-1] == f"entry {len(FOUNDING) + len(course)} closes the alliance, and no decision says so"


def test_before_it_is_closed_only_people_withdraw() -> None:
    assert doubts(RAISED, changed(ENDED, number=1)) == ["entry 6 is by , who may not withdraw No. 1"]


@settings(max_examples=60, deadline=None)
@given(events=st.lists(st.sampled_from([PROPOSED, CLOSES, ENDED, *COME, *DO_NOT]), max_size=4), is_agreed=st.booleans())
def test_the_script_for_others_judges_a_closing_as_the_rules_do(*, events: list[Event], is_agreed: bool) -> None:
    course = (*(COURSE if is_agreed else COURSE[:-1]), *events)
    whole = entries(*FOUNDING, *course)
    words = [doubt.words for doubt in after_founding(*course).doubts]

    is_content, said = outside.verdict(outside.export(whole))

    if any("closes the alliance" in each or AFTER in each for each in words):
        assert not is_content
    if not words:
        assert is_content, said
