"""May all decide that not all decide something, and does nobody go beyond that?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance import Alliance, Partner
from decisions.interest import refuse_unless_may_step_back
from decisions.matter import DECIDED, Decider, DelegatedDecision, MatterClass, Matters, MatterSet
from decisions.membership import PartnerLeaves, change_fields, change_from_fields, title
from decisions.outcome import agreement, waits_for
from decisions.part import deciding, needs_all, whose_matter
from decisions.pounds import pounds, say_pounds
from decisions.proposal import Kind, Proposal, Response, Revision
from decisions.refusal import AsksAgain, Refusal
from decisions.replay import replay
from decisions.reserved import partners_view
from decisions.response import consent, objection
from decisions.revision import Draft, Superseded, amendment, first_revision
from decisions.sealed import digest
from decisions.whose_matter import delegated_decision, matter_set, what_is_wrong
from tests import outside
from tests.cast import ALLIANCE, ANN, COUNCIL, KARA, MONDAY, proposal, revision, typed
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    CONSENTS,
    CURE,
    FOUNDING,
    LET_BY_ALL,
    LETS,
    RAISED,
    STEPS_BACK,
    Event,
    a_text,
    after_founding,
    at,
    changed,
    doubts,
    entries,
    said,
)

TODAY = MONDAY.date()
UNTIL = date(2027, 6, 30)
REPAIRS = MatterClass("Small repairs", Decider.MANAGER, 7, each=5_000, in_all=20_000, until=UNTIL)
DELEGATING = replace(ALLIANCE, matters=Matters((REPAIRS,)))
ASKED: dict[str, Any] = {
    "name": "Small repairs",
    "decider": "manager",
    "partner_id": None,
    "each": "5,000",
    "in_all": "£20,000",
    "until": UNTIL,
}
DECIDES: dict[str, Any] = {
    "by": KARA,
    "at": MONDAY,
    "matter": "Small repairs",
    "what": "A boiler",
    "why": "It broke.",
    "amount": "1,200",
}


def declined(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value


def wanted(alliance: Alliance = ALLIANCE, **more: Any) -> MatterSet:
    return matter_set(alliance, [], TODAY, **{**ASKED, **more})


def decided(alliance: Alliance = DELEGATING, **more: Any) -> DelegatedDecision:
    return delegated_decision(alliance, **{**DECIDES, **more})


def with_made(*sums: int, under: int = 7) -> Alliance:
    made = tuple(
        DelegatedDecision(place, "Small repairs", under, "A boiler", "It broke.", one, KARA, MONDAY)
        for place, one in enumerate(sums, 1)
    )
    return replace(ALLIANCE, matters=Matters((REPAIRS,), made))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("50000", 50_000),
        ("50,000", 50_000),
        ("£50,000", 50_000),
        (" £ 7 ", 7),
        ("999,999,999", 999_999_999),
        ("", None),
    ],
)
def test_a_sum_is_read_as_people_write_it(words: str, amount: int | None) -> None:
    assert pounds("sum", words) == amount


@pytest.mark.parametrize(
    "words", ["fifty", "1.2m", "50,00", "0", "-5", "5,0000", "12.50", "1,000,000,000", "٣", "50 000"]
)
def test_what_is_no_sum_is_said_on_its_field(words: str) -> None:
    refusal = declined(lambda: pounds("sum", words))

    assert (refusal.field, refusal.words) == ("sum", "Please write a sum in whole pounds and figures, such as 50,000.")


@given(st.integers(1, 999_999_999))
def test_a_sum_is_read_as_it_is_written(amount: int) -> None:
    assert pounds("sum", say_pounds(amount)) == amount


def test_what_is_proposed_of_a_class_is_kept_to_the_letter() -> None:
    change = wanted()

    assert change == MatterSet("Small repairs", "manager", each=5_000, in_all=20_000, until="2027-06-30")
    assert change_from_fields(change_fields(change)) == change
    assert title(change) == "Who decides: Small repairs"


def test_a_class_is_reserved_to_one_partner() -> None:
    limits: dict[str, Any] = {"each": "", "in_all": "", "until": None}

    change = wanted(decider="partner", partner_id=COUNCIL.id, **limits)

    assert (change.partner_id, change.partner) == (COUNCIL.id, COUNCIL.name)


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"name": " "}, "name", "Please write what the matters are called"),
        ({"name": "x" * 61}, "name", "at most 60"),
        ({"decider": ""}, "decider", "choose who decides"),
        ({"decider": "all", "each": "", "in_all": "", "until": None}, "decider", "all partners decide it already"),
        ({"partner_id": COUNCIL.id}, "partner", "Please leave this empty."),
        ({"decider": "partner", "each": "", "in_all": "", "until": None}, "partner", "whose matter it is by law"),
        ({"each": ""}, "each", "a sum in whole pounds"),
        ({"in_all": "much"}, "in_all", "a sum in whole pounds"),
        ({"until": None}, "until", "choose the last day"),
        ({"until": TODAY - timedelta(days=1)}, "until", "in the past"),
        ({"each": "30,000"}, "in_all", "more than all of them"),
        ({"decider": "partner", "partner_id": COUNCIL.id}, None, "Only what is delegated"),
    ],
)
def test_what_can_not_be_is_refused(more: dict[str, Any], field: str | None, words: str) -> None:
    refusal = declined(lambda: wanted(**more))

    assert words in refusal.words
    assert field in (None, refusal.field)


def test_two_open_proposals_about_a_class_would_contradict_each_other() -> None:
    refusal = declined(lambda: matter_set(ALLIANCE, [(9, wanted())], TODAY, **{**ASKED, "name": "small REPAIRS"}))

    assert (refusal.field, refusal.words[:5]) == ("name", "No. 9")


def test_nobody_steps_back_from_saying_who_decides() -> None:
    assert needs_all(proposal(change=wanted()), ALLIANCE)


def test_a_manager_decides_what_is_delegated() -> None:
    assert decided() == DelegatedDecision(1, "Small repairs", 7, "A boiler", "It broke.", 1_200, KARA, MONDAY)


@pytest.mark.parametrize(
    ("alliance", "more", "field", "words"),
    [
        (DELEGATING, {"by": ANN}, None, "decided by operations managers"),
        (ALLIANCE, {}, "matter", "Nothing is delegated now."),
        (DELEGATING, {"matter": "Rents"}, "matter", "no such class"),
        (DELEGATING, {"what": ""}, "what", "what was decided"),
        (DELEGATING, {"why": " "}, "why", "why it was decided so"),
        (DELEGATING, {"amount": ""}, "sum", "a sum in whole pounds"),
        (DELEGATING, {"amount": "5,001"}, "sum", "One decision may be about £5,000 at most."),
        (with_made(5_000, 5_000, 5_000, 4_000), {"amount": "1,001"}, "sum", "£1,000 is left of £20,000."),
        (DELEGATING, {"at": MONDAY + timedelta(days=300)}, "matter", "was delegated until 30 June 2027"),
    ],
)
def test_nothing_goes_beyond_what_is_delegated(
    alliance: Alliance, more: dict[str, Any], field: str | None, words: str
) -> None:
    refusal = declined(lambda: decided(alliance, **more))

    assert refusal.field == field
    assert words in refusal.words


@given(st.lists(st.tuples(st.integers(1, 7_000), st.integers(0, 400)), max_size=30))
def test_whatever_is_tried_the_limits_hold_and_the_log_says_the_same(tries: list[tuple[int, int]]) -> None:
    alliance = DELEGATING
    for amount, days in tries:
        at = MONDAY + timedelta(days=days)
        matters = alliance.matters
        forged = DelegatedDecision(len(matters.made) + 1, "Small repairs", 7, "It", "So", amount, KARA, at)
        try:
            made = decided(alliance, amount=str(amount), at=at)
        except Refusal:
            assert what_is_wrong(alliance, forged)
            continue
        assert not what_is_wrong(alliance, made)
        alliance = replace(alliance, matters=replace(matters, made=(*matters.made, made)))

    spent = [each.sum for each in alliance.matters.made]
    assert sum(spent) + alliance.matters.left(REPAIRS) == 20_000
    assert alliance.matters.left(REPAIRS) >= 0
    assert all(each.sum <= 5_000 and each.at.date() <= UNTIL for each in alliance.matters.made)


def test_another_decision_about_the_class_begins_anew() -> None:
    alliance = with_made(5_000, 5_000, under=6)

    assert alliance.matters.left(REPAIRS) == 20_000


# What the log says of it, and doubts.

SETS: dict[str, Any] = {"matter": "Small repairs", "decider": "manager", "each": 5_000, "in_all": 8_000}
CHANGE = {"kind": "MatterSet", "partner_id": 0, "partner": "", **SETS, "until": "2026-11-02"}
DELEGATED = (changed(RAISED, change=CHANGE), *CONSENTS, AGREED)
SET: Event = ("matters_set", {"number": 1, "partner": "", **SETS, "until": "2026-11-02"})
SPENT = {"matter": "Small repairs", "under": 1, "what": "A boiler", "reason": "It broke.", "actor": KARA}


def alone(number: int, amount: int, **more: Any) -> Event:
    return DECIDED, {**SPENT, "decision": number, "sum": amount, **more}


RESERVES = {**CHANGE, "decider": "partner", "partner": "Clyde", "each": 0, "in_all": 0, "until": ""}
RESERVED: Event = ("matters_set", {"number": 1, "partner": "Clyde", "matter": "Small repairs", "decider": "partner"})
RENAMED: Event = ("partner_renamed", {"partner": "Clyde Two", "before": "Clyde", "actor": KARA})
OWN: Event = ("own_limit_set", {"partner": "Harbour", "actor": ANN, "limit": 50_000, "who": "our board"})

NAMED: dict[str, Any] = {"matter": "Planning", "sum": 60_000}
NAMES_BOTH = changed(RAISED, **NAMED, text_sha256=a_text(1, 0, **NAMED).text_sha256)

GOOD = {
    "class and sum": (NAMES_BOTH, *CONSENTS, AGREED),
    "delegated": (*DELEGATED, SET, alone(1, 5_000), alone(2, 3_000)),
    "reserved": (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED),
    "reserved and renamed": (
        changed(RAISED, change=RESERVES),
        *CONSENTS,
        AGREED,
        RENAMED,
        changed(RESERVED, partner="Clyde Two"),
    ),
    "own limit": (OWN, changed(OWN, limit=None, who="")),
}
FORGED = {
    "another sum of a text": ((changed(NAMES_BOTH, sum=6),), "puts another text than the one that it names"),
    "beyond one": ((*DELEGATED, SET, alone(1, 5_001)), "decides D1 alone beyond what was delegated"),
    "beyond all": ((*DELEGATED, SET, alone(1, 5_000), alone(2, 3_001)), "decides D2 alone beyond what was delegated"),
    "nothing": ((*DELEGATED, SET, alone(1, 0)), "decides D1 alone beyond what was delegated"),
    "by another": ((*DELEGATED, SET, alone(1, 10, actor=ANN)), f"decides D1 alone, and is by {ANN}"),
    "of nothing": ((*DELEGATED, SET, alone(1, 10, matter="Rents")), "decides D1 alone, and no decision delegates it"),
    "under another": ((*DELEGATED, SET, alone(1, 10, under=4)), "decides D1 alone, and no decision delegates it"),
    "out of turn": ((*DELEGATED, SET, alone(2, 10)), "decides D2 out of turn"),
    "without agreement": ((changed(RAISED, change=CHANGE), SET), "says who decides Small repairs, and No. 1 does not"),
    "another sum": ((*DELEGATED, changed(SET, in_all=90_000)), "says who decides Small repairs, and No. 1 does not"),
    "another partner": (
        (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, changed(RESERVED, partner="Harbour")),
        "says who decides Small repairs, and No. 1 does not",
    ),
    "twice": ((*DELEGATED, SET, SET), "says who decides Small repairs, and No. 1 does not"),
    "another's limit": ((changed(OWN, actor=KARA),), f"is by {KARA}, who d"),
    "stepped back": (
        (changed(RAISED, change=CHANGE), said("interest_declared", "Clyde", "U0DEV", nature="role", words="Ours")),
        "steps back from No. 1, which only all together decide",
    ),
}


@pytest.mark.parametrize("events", GOOD.values(), ids=GOOD)
def test_what_follows_is_not_doubted(events: tuple[Event, ...]) -> None:
    assert doubts(*events) == []
    assert outside.verdict(outside.export(entries(*FOUNDING, *events)))[0]


@pytest.mark.parametrize(("events", "words"), FORGED.values(), ids=FORGED)
def test_what_does_not_follow_is_doubted(events: tuple[Event, ...], words: str) -> None:
    assert any(words in doubt for doubt in doubts(*events))
    is_content, said_there = outside.verdict(outside.export(entries(*FOUNDING, *events)))
    assert not is_content
    assert words[:40] in said_there


def test_the_day_after_the_last_is_too_late() -> None:
    events = (*DELEGATED, SET, alone(1, 10))
    log = [*entries(*FOUNDING, *events)]
    log[-1] = replace(log[-1], at=(MONDAY + timedelta(days=1)).isoformat())

    assert "after the last day" in outside.verdict(outside.export(log))[1]
    assert "after the last day" in replay(log).doubts[0].words


def test_the_classes_follow_from_the_log() -> None:
    alliance = after_founding(*GOOD["reserved and renamed"]).alliance

    assert alliance is not None
    assert alliance.matters.classes == (MatterClass("Small repairs", Decider.PARTNER, 1, "Clyde Two", since=at(11)),)


def test_what_was_reserved_to_a_partner_that_left_is_decided_by_all() -> None:
    matters = Matters((MatterClass("Planning", Decider.PARTNER, 1, "Clyde"),))

    assert matters.after("partner_left", "", {"partner": "Clyde", "number": 2}) == Matters()


# What is reserved to one partner.

COUNCILS = MatterClass("Planning", Decider.PARTNER, 3, COUNCIL.name)
RESERVING = replace(ALLIANCE, matters=Matters((COUNCILS,)))
PLAN = proposal(revisions=(revision(matter="Planning"),))
ALL_SAY = {it.id: Response(it.id, 1, Kind.CONSENT, it.lead, MONDAY, id=it.id) for it in ALLIANCE.partners}


@given(st.permutations(ALLIANCE.partners), st.sampled_from([Kind.CONSENT, Kind.OBJECTION]))
def test_its_own_partner_decides_alone_and_nobody_else(order: list[Partner], its: Kind) -> None:
    told = PLAN
    for partner in order:
        kind = its if partner == COUNCIL else Kind.CONSENT
        told = replace(told, responses=(*told.responses, replace(ALL_SAY[partner.id], kind=kind)))
        agreed = agreement(told, RESERVING, MONDAY)
        has_spoken = any(said.partner_id == COUNCIL.id for said in told.responses)

        assert (agreed is not None) == (has_spoken and its is Kind.CONSENT)
        assert agreed is None or (agreed.partners, agreed.reserved_to) == ((COUNCIL.id,), COUNCIL.id)


@given(st.sampled_from(ALLIANCE.partners[1:]))
def test_the_others_answer_nothing_and_are_not_waited_for(partner: Partner) -> None:
    by: dict[str, Any] = {"by": partner.lead, "revision": 1, "at": MONDAY}

    assert "Glasgow City Council's own matter by law" in declined(lambda: consent(PLAN, RESERVING, **by)).words
    objects = {**by, "reason": "No", "acceptable_if": ""}
    assert "it decides alone" in declined(lambda: objection(PLAN, RESERVING, **objects)).words
    assert partner not in waits_for(PLAN, deciding(PLAN, RESERVING))
    assert partners_view(PLAN, RESERVING, **by, words=" Too dear. ").words == "Too dear."


def test_whoever_decides_alone_knows_that_it_does() -> None:
    asked = declined(lambda: consent(PLAN, RESERVING, by=COUNCIL.lead, revision=1, at=MONDAY))

    assert isinstance(asked, AsksAgain)
    assert asked.decides
    assert asked.words == (
        "No. 12 is Glasgow City Council's own matter by law: with this consent it is decided, and that is final."
    )


def test_a_view_needs_words_and_another_partner() -> None:
    view: dict[str, Any] = {"revision": 1, "at": MONDAY}

    assert declined(lambda: partners_view(PLAN, RESERVING, **view, by=ANN, words=" ")).field == "words"
    its_own = declined(lambda: partners_view(PLAN, RESERVING, **view, by=COUNCIL.lead, words="We like it"))
    assert "press Consent or Object" in its_own.words
    all_decide = declined(lambda: partners_view(PLAN, ALLIANCE, **view, by=ANN, words="We like it"))
    assert "All partners decide No. 12" in all_decide.words


def test_all_decide_what_was_put_before_it_was_reserved() -> None:
    late = replace(RESERVING, matters=Matters((replace(COUNCILS, since=MONDAY + timedelta(seconds=1)),)))

    assert whose_matter(PLAN, late) is None
    assert len(deciding(PLAN, late)) == 8


@pytest.mark.parametrize(
    "all_decide",
    [
        replace(PLAN, change=PartnerLeaves(2, "Harbour Shelter")),
        proposal(revisions=(revision(matter="Planning", supersedes=3),)),
        proposal(revisions=(revision(matter="Other"),)),
    ],
)
def test_nobody_changes_alone_who_decides_or_what_all_decided(all_decide: Proposal) -> None:
    assert whose_matter(all_decide, RESERVING) is None
    assert len(deciding(all_decide, RESERVING)) == 8


def test_that_is_said_when_it_is_typed() -> None:
    draft = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.", supersedes=3, matter="Planning")
    agreed = Superseded(is_agreed=True)

    refusal = declined(lambda: first_revision(RESERVING, draft, agreed, by=ANN, at=MONDAY))

    assert (refusal.field, refusal.words[:37]) == ("matter", "What replaces an earlier decision is ")
    leaves = replace(PLAN, change=PartnerLeaves(2, "Harbour Shelter"), revisions=(revision(),))
    amends = replace(draft, supersedes=None)
    refusal = declined(lambda: amendment(leaves, RESERVING, amends, None, by=KARA, revision=1, at=MONDAY))
    assert refusal.field == "matter"


def test_nobody_steps_back_from_what_one_partner_decides() -> None:
    words = declined(lambda: refuse_unless_may_step_back(PLAN, RESERVING, ANN)).words

    assert "nobody steps back from it" in words


RULES = (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED)
PLANS = changed(RAISED, number=2, matter="Small repairs")
CLYDE_SAYS = changed(CONSENTS[1], number=2)
VIEW = changed(said("view_given", "Harbour", ANN, words="Too dear"), number=2)
BY_CLYDE = changed(AGREED, number=2, partners=["Clyde"], reserved_to="Clyde", views_of=["Harbour"])


def test_the_log_alone_says_that_one_partner_decided() -> None:
    events = (*RULES, PLANS, VIEW, CLYDE_SAYS, BY_CLYDE)

    assert doubts(*events) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *events)))
    assert holds, words
    assert "1 decision follows from the consent of the one partner whose own matter it is by law (No. 2)" in words
    assert outside.follows(1) in words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((PLANS, changed(CLYDE_SAYS, partner="Harbour", actor=ANN)), "and Clyde decides it alone"),
        ((PLANS, changed(BY_CLYDE)), "agrees No. 2 without the consent of Clyde"),
        ((PLANS, CLYDE_SAYS, changed(BY_CLYDE, reserved_to="")), "names others than the partners who decided No. 2"),
        ((PLANS, CLYDE_SAYS, changed(BY_CLYDE, reserved_to="Harbour")), "names others than the partners who"),
        ((changed(PLANS, matter="Rents"), CLYDE_SAYS, BY_CLYDE), "agrees No. 2 without the consent of"),
        ((PLANS, changed(VIEW, actor="U0DEV")), "who d"),
        ((PLANS, changed(STEPS_BACK, number=2)), "which one partner"),
    ],
)
def test_forged_decisions_of_one_partner_are_doubted(events: tuple[Event, ...], words: str) -> None:
    told = (*RULES, *events)

    assert any(words in doubt for doubt in doubts(*told))
    holds, said_there = outside.verdict(outside.export(entries(*FOUNDING, *told)))
    assert not holds
    assert words in said_there


def test_the_log_says_that_all_decide_what_was_put_before() -> None:
    events = (changed(RAISED, change=RESERVES), PLANS, *CONSENTS, AGREED, RESERVED, CLYDE_SAYS, BY_CLYDE)

    assert any("agrees No. 2 without the consent of" in doubt for doubt in doubts(*events))
    assert "agrees No. 2 without" in outside.verdict(outside.export(entries(*FOUNDING, *events)))[1]


SPENDS = tuple(alone(number, amount) for number in (1, 2, 3) for amount in (10, 5_000, 8_000))
STRETCHES: tuple[tuple[Event, ...], ...] = (
    (*DELEGATED, SET),
    (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED),
    (PLANS, CLYDE_SAYS, BY_CLYDE),
    (PLANS, *(changed(each, number=2) for each in CONSENTS)),
    (PLANS, VIEW),
    (changed(AGREED, number=2),),
    (RENAMED,),
    (OWN,),
    *((each,) for each in SPENDS),
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STRETCHES[:2]), st.lists(st.sampled_from(STRETCHES[2:]), max_size=7))
def test_the_script_for_others_judges_as_the_rules_do(
    first: tuple[Event, ...], course: list[tuple[Event, ...]]
) -> None:
    log = entries(*FOUNDING, *first, *(event for stretch in course for event in stretch))

    holds, words = outside.verdict(outside.export(log))

    assert holds == (not replay(log).doubts), (words, replay(log).doubts)


# What all were asked about stays decided by all.


def test_an_amendment_never_takes_the_voice_from_those_who_were_asked() -> None:
    asked = replace(PLAN, revisions=(revision(),), responses=(ALL_SAY[2],))
    draft = Draft("Beds", "Twelve beds.", typed("Twelve beds."), "Warmth.", matter="Planning")

    refusal = declined(lambda: amendment(asked, RESERVING, draft, None, by=KARA, revision=1, at=MONDAY))

    assert (refusal.field, refusal.words[:43]) == ("matter", "All partners were asked about No. 12, so al")
    amended = replace(asked, revisions=(revision(), revision(2, matter="Planning")))
    assert len(deciding(amended, RESERVING)) == 8


def test_the_text_of_its_own_partner_may_change() -> None:
    rents = replace(RESERVING, matters=Matters((COUNCILS, replace(COUNCILS, name="Rents"))))
    draft = Draft("Beds", "Twelve beds.", typed("Twelve beds."), "Warmth.", matter="Rents")

    amended = amendment(PLAN, rents, draft, None, by=KARA, revision=1, at=MONDAY)

    assert whose_matter(replace(PLAN, revisions=(*PLAN.revisions, amended)), rents) == COUNCIL


@pytest.mark.parametrize(
    "first",
    [revision(), revision(matter="Rents"), revision(matter="Planning", supersedes=3)],
)
def test_what_all_were_asked_about_once_is_nobodys_own(first: Revision) -> None:
    told = proposal(revisions=(first, revision(2, matter="Planning")))

    assert whose_matter(told, RESERVING) is None


def test_a_class_that_is_reserved_meanwhile_changes_nothing_for_the_next_text() -> None:
    """Neither a consent beforehand nor a partner that stepped back is lost."""
    late = replace(RESERVING, matters=Matters((replace(COUNCILS, since=MONDAY + timedelta(seconds=1)),)))
    second = revision(2, matter="Planning", at=MONDAY + timedelta(days=1))

    assert whose_matter(replace(PLAN, revisions=(*PLAN.revisions, second)), late) is None


RENTS = changed(RAISED, number=2)
TO_OWN: Event = changed(AMENDED, number=2, matter="Small repairs")
BY_ALL = changed(AGREED, number=2, revision=2, text=CURE)
CLYDE_ANEW = changed(CLYDE_SAYS, revision=2)
MEANWHILE = (changed(RAISED, change=RESERVES), PLANS, *CONSENTS, AGREED, RESERVED, TO_OWN)


@pytest.mark.parametrize("before", [(*RULES, RENTS, TO_OWN), MEANWHILE])
def test_the_log_says_that_all_decide_what_all_were_asked_about(before: tuple[Event, ...]) -> None:
    alone_by_clyde = (*before, CLYDE_ANEW, changed(BY_CLYDE, revision=2, text=CURE, views_of=[]))
    by_all = (*before, *(changed(each, number=2, revision=2) for each in CONSENTS), BY_ALL)

    assert any("agrees No. 2 without the consent of" in doubt for doubt in doubts(*alone_by_clyde))
    assert "agrees No. 2 without" in outside.verdict(outside.export(entries(*FOUNDING, *alone_by_clyde)))[1]
    assert doubts(*by_all) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *by_all)))
    assert holds, words


def test_whoever_stepped_back_before_it_was_reserved_is_let_by_all() -> None:
    lets = changed(LETS, number=2, partner="Council", actor="U0CAT")
    events = (*MEANWHILE[:2], changed(STEPS_BACK, number=2), *MEANWHILE[2:], lets)
    granted = changed(LET_BY_ALL, number=2)

    for course in ((*events, granted), (*events, changed(LETS, number=2), granted)):
        is_let = len(course) > len(events) + 1
        assert (doubts(*course) == []) is is_let
        assert outside.verdict(outside.export(entries(*FOUNDING, *course)))[0] is is_let


def test_whoever_is_no_partner_is_called_nothing_else() -> None:
    events = (*DELEGATED, SET, RENAMED, RENAMED)

    assert doubts(*events) == ["entry 12 can't be read as what it says to be"]
    assert outside.verdict(outside.export(entries(*FOUNDING, *events))) == (
        False,
        "entry 12 is of Clyde, which was no partner then",
    )


def test_no_class_is_set_before_what_the_log_tells_of_already() -> None:
    """Or else it would have been so when an earlier text was put."""
    log = entries(*FOUNDING, *MEANWHILE[:-1], CLYDE_SAYS, changed(BY_CLYDE, views_of=[]))
    set_at = next(place for place, entry in enumerate(log) if entry.kind == "matters_set")
    log[set_at] = replace(log[set_at], at=at(2).isoformat())

    assert [doubt.words for doubt in replay(log).doubts] == ["entry 11 says an earlier time than the entry before it"]
    assert outside.verdict(outside.export(log)) == (False, "entry 11 says an earlier time than the entry before it")


@pytest.mark.parametrize("settings_say_sealed", [True, False])
def test_what_one_partner_decides_has_no_sealed_round(settings_say_sealed: bool) -> None:  # noqa: FBT001 (a column)
    here = replace(RESERVING, seals_first_rounds=settings_say_sealed)
    draft = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.", matter="Planning", sealed=not settings_say_sealed)

    assert not first_revision(here, draft, None, by=ANN, at=MONDAY).sealed
    with_day = replace(draft, matter="", decide_by=TODAY)
    assert first_revision(here, with_day, None, by=ANN, at=MONDAY).sealed


SEALS: Event = ("settings_changed", {"actor": KARA, "first_round": "sealed"})
SEALED_PLAN = changed(PLANS, sealed=True, decide_by="2026-11-13")
SAYS_SEALED = digest(2, Response(1, 1, Kind.CONSENT, "U0DEV", MONDAY), "5")
OPENING = (
    ("answer_sealed", {"partner": "Clyde", "actor": "U0DEV", "number": 2, "revision": 1, "digest": SAYS_SEALED}),
    ("answers_opened", {"number": 2, "revision": 1, "why": "all"}),
    changed(CLYDE_SAYS, salt="5"),
)


@pytest.mark.parametrize(
    "events", [(SEALS, PLANS, CLYDE_SAYS), (SEALED_PLAN, *OPENING)], ids=["openly", "sealed all the same"]
)
def test_the_log_of_what_one_partner_decides_is_not_doubted_where_rounds_are_sealed(events: tuple[Event, ...]) -> None:
    told = (*RULES, *events, changed(BY_CLYDE, views_of=[]))

    assert doubts(*told) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *told)))
    assert holds, words


def test_nobody_seals_an_answer_to_what_another_decides() -> None:
    events = (*RULES, SEALED_PLAN, changed(OPENING[0], partner="Harbour", actor=ANN))

    assert doubts(*events) == ["entry 12 answers No. 2 for Harbour, and Clyde decides it alone"]
    assert outside.verdict(outside.export(entries(*FOUNDING, *events))) == (False, doubts(*events)[0])
