"""Does the script for people without our code judge a log as the rules do, from the log alone?"""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.replay.replay import replay
from tests import outside
from tests.cast import ANN, BEN, CAT, DEV, KARA, OUTSIDER
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    BEFOREHAND,
    CLYDE,
    CONSENTS,
    COUNCIL,
    CURE,
    DONE,
    FOUNDING,
    HARBOUR,
    LET_BY_ALL,
    LETS,
    LETS_TOO,
    OBJECTS,
    OWN_SHA,
    RAISED,
    SHA,
    STANDS,
    STEPS_BACK,
    SUGGESTS,
    TAKEN,
    TAKEN_BACK,
    TAKES_PART,
    TO_DO,
    WITHDRAWN,
    Event,
    at,
    changed,
    consent,
    entries,
    joined,
    said,
)
from tests.sampling import examples, sampled

HOLD = "entries hold\n"
FOLLOWS = outside.follows(1)
AGREED_ANEW = changed(AGREED, revision=2, text=CURE)
JOINS = changed(RAISED, change={"kind": "PartnerJoins", "name": "Eastside", "representatives": [OUTSIDER]})
LEAVES = changed(RAISED, change={"kind": "PartnerLeaves", "name": CLYDE, "partner_id": 2})
HAS_LEFT: Event = ("partner_left", {"partner": CLYDE, "number": 1})
SPEAKS: Event = (
    "representatives_changed",
    {"partner": HARBOUR, "actor": ANN, "number": None, "representatives": [BEN], "before": [ANN, BEN]},
)
STANDS_IN: Event = (
    "representatives_changed",
    {
        "partner": HARBOUR,
        "actor": ANN,
        "number": None,
        "representatives": [ANN, BEN, OUTSIDER],
        "before": [ANN, BEN],
        "stand_ins": [OUTSIDER],
        "until": "2026-11-02",
        "ends_at": at(9).isoformat(),
    },
)
STANDS_IN_LONGER = changed(STANDS_IN, ends_at=at(30).isoformat())
ENDS = changed(SPEAKS, actor="", representatives=[ANN, BEN])
PUT_BACK = changed(SPEAKS, actor=OUTSIDER, representatives=[ANN, BEN])
# What may happen to a proposal, by people who may do it. Much of it does not follow from what was before.
CONSENTS_ANEW = tuple(consent(partner, person, 2) for partner, person in ((HARBOUR, BEN), (CLYDE, DEV), (COUNCIL, CAT)))
EVENTS = (
    *CONSENTS,
    *CONSENTS_ANEW,
    consent(HARBOUR, ANN, text_sha256=OWN_SHA),
    consent(CLYDE, DEV, 2, text_sha256=SHA),
    OBJECTS,
    said("consent_taken_back", HARBOUR, ANN),
    said("consent_taken_back", CLYDE, DEV, 2),
    BEFOREHAND,
    said("consent_beforehand_taken_back", CLYDE, DEV, text_sha256=SHA),
    AMENDED,
    WITHDRAWN,
    SPEAKS,
    STANDS_IN,
    STANDS_IN_LONGER,
    ENDS,
    PUT_BACK,
    changed(STANDS_IN_LONGER, actor=OUTSIDER),
    consent(HARBOUR, OUTSIDER),
    *(STEPS_BACK, LETS, LETS_TOO, LET_BY_ALL, TAKES_PART),
    changed(STEPS_BACK, partner=CLYDE, actor=DEV),
    changed(LETS, partner=HARBOUR, actor=ANN, whose=CLYDE),
    *(STANDS, changed(STANDS, actor=CAT)),
    ("partner_renamed", {"partner": "Clyde Outreach", "before": CLYDE}),
    ("person_moved", {"before": DEV, "person": "U0DEV2"}),
)
STRETCHES = (CONSENTS, CONSENTS_ANEW, (OBJECTS, SUGGESTS), (STEPS_BACK, *CONSENTS[1:]), (LETS, LETS_TOO, LET_BY_ALL))
BY_TWO = changed(AGREED, partners=[COUNCIL, CLYDE], stepped_back=[HARBOUR])
DECIDED = (AGREED, AGREED_ANEW, BY_TWO)


def judged(*events: Event) -> tuple[bool, str]:
    return outside.verdict(outside.export(entries(*FOUNDING, *events)))


@sampled
@settings(max_examples=examples(30, 1000), deadline=None)
@given(st.lists(st.sampled_from([*STRETCHES, *((event,) for event in EVENTS)])), st.sampled_from(DECIDED))
def test_it_judges_as_the_rules_do(course: list[tuple[Event, ...]], end: Event) -> None:
    events = (*FOUNDING, RAISED, *(event for stretch in course for event in stretch), end)
    doubts = replay(entries(*events)).doubts

    is_content, words = outside.verdict(outside.export(entries(*events)))

    assert is_content == (not doubts), (words, doubts)


IN_SAMOA: Event = ("settings_changed", {"actor": KARA, "timezone": "Pacific/Pago_Pago"})


@pytest.mark.parametrize(
    ("earliest", "before", "holds"),
    [("2026-11-02", (), True), ("2026-11-03", (), False), ("2026-11-02", (IN_SAMOA,), False)],
)
def test_nothing_is_agreed_before_the_day_that_its_text_names(
    earliest: str,
    before: tuple[Event, ...],
    holds: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    events = (changed(RAISED, earliest_on=earliest), *CONSENTS, *before, AGREED)
    because = [] if holds else [f"entry {len(FOUNDING) + len(events)} agrees No. 1 before the day that its text names"]

    assert [doubt.words for doubt in replay(entries(*FOUNDING, *events)).doubts] == because
    is_content, words = judged(*events)
    assert (is_content, words.endswith(because[0] if because else FOLLOWS)) == (holds, True)


FOLLOW_UP = st.builds(changed, st.sampled_from((TO_DO, DONE, TAKEN_BACK)), action=st.integers(1, 3))


@sampled
@settings(max_examples=examples(30, 1000), deadline=None)
@given(st.lists(FOLLOW_UP, max_size=6), st.booleans())
def test_it_judges_what_follows_a_decision_as_the_rules_do(course: list[Event], is_agreed: bool) -> None:  # noqa: FBT001 (drawn)
    events = (*FOUNDING, RAISED, *CONSENTS, *([AGREED] if is_agreed else []), *course)
    doubts = replay(entries(*events)).doubts

    is_content, words = outside.verdict(outside.export(entries(*events)))

    assert is_content == (not doubts), (words, doubts)


@pytest.mark.parametrize(
    "events",
    [
        (RAISED, *CONSENTS, AGREED),
        (changed(RAISED, text_sha256=OWN_SHA), OBJECTS, consent(HARBOUR, BEN, text_sha256=OWN_SHA), *CONSENTS, AGREED),
        (
            *(RAISED, OBJECTS, SUGGESTS, BEFOREHAND, TAKEN),
            consent(CLYDE, DEV, 2, text_sha256=SHA, said_at="2026-11-02T09:09:00+00:00"),
            *(consent(HARBOUR, BEN, 2), consent(COUNCIL, CAT, 2), AGREED_ANEW),
        ),
        (JOINS, *CONSENTS, AGREED, joined("Eastside", OUTSIDER, number=1)),
        (LEAVES, *CONSENTS, AGREED, HAS_LEFT),
        (RAISED, SPEAKS, consent(HARBOUR, BEN), *CONSENTS[1:], AGREED),
        (RAISED, STANDS_IN, consent(HARBOUR, OUTSIDER), *CONSENTS[1:], ENDS, AGREED),
        (RAISED, *CONSENTS, AGREED, TO_DO, changed(TO_DO, action=2), changed(TAKEN_BACK, action=2), DONE),
        (STANDS, RAISED, OBJECTS, STEPS_BACK, *CONSENTS[1:], BY_TWO),
        (RAISED, STEPS_BACK, LETS, LETS_TOO, LET_BY_ALL, *CONSENTS, AGREED),
        (RAISED, *CONSENTS[1:], STEPS_BACK, TAKES_PART, CONSENTS[0], AGREED),
    ],
)
def test_what_follows_is_said_to_follow(events: tuple[Event, ...]) -> None:
    assert judged(*events) == (True, f"{len(FOUNDING) + len(events)} {HOLD}{FOLLOWS}")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((RAISED, *CONSENTS[:2], AGREED), "entry 8 agrees No. 1 without the consent of Council"),
        ((RAISED, *CONSENTS, OBJECTS, AGREED), "entry 10 agrees No. 1 without the consent of Harbour"),
        ((RAISED, *CONSENTS, AMENDED, AGREED_ANEW), "entry 10 agrees No. 1 without the consent of Harbour, Clyde"),
        ((AGREED,), "entry 5 agrees No. 1, which nobody raised"),
        ((RAISED, *CONSENTS, changed(AGREED, text="A hundred beds.")), "agrees a text of No. 1 that the partners were"),
        ((RAISED, *CONSENTS, changed(AGREED, partners=[HARBOUR])), "entry 9 names others than the partners"),
        ((RAISED, consent(HARBOUR, OUTSIDER)), f"entry 6 is by {OUTSIDER}, who did not speak for Harbour then"),
        ((RAISED, consent("Eastside", ANN)), "entry 6 is of Eastside, which was no partner then"),
        ((RAISED, consent(HARBOUR, ANN, text_sha256=SHA)), "entry 6 consents to another text than that of No. 1"),
        ((changed(RAISED, text_sha256=SHA),), "entry 5 puts another text than the one that it names"),
        ((HAS_LEFT,), "entry 5 changes the partners otherwise than No. 1 decided"),
        ((changed(HAS_LEFT, number=None),), "entry 5 changes the partners without a decision"),
        ((JOINS, *CONSENTS, AGREED, HAS_LEFT), "entry 10 changes the partners otherwise than No. 1 decided"),
        ((joined("Eastside", OUTSIDER), FOUNDING[0]), "entry 6 founds the alliance once more"),
        ((RAISED, *CONSENTS, AGREED, OBJECTS), "entry 10 is about No. 1, which had ended"),
        ((changed(SPEAKS, actor=KARA),), f"entry 5 is by {KARA}, who did not speak for Harbour then"),
        (
            (RAISED, *CONSENTS[1:], STANDS_IN, consent(HARBOUR, OUTSIDER)),
            f"entry 9 is by {OUTSIDER}, who did not speak",
        ),
        ((STANDS_IN, ENDS), "entry 6 is by nobody, who did not speak for Harbour then"),
        ((STANDS_IN, changed(STANDS_IN_LONGER, actor=OUTSIDER)), f"entry 6 is by {OUTSIDER}, who did not speak"),
        ((RAISED, STEPS_BACK, *CONSENTS[1:], AGREED), "entry 9 names others than the partners who decided No. 1"),
        ((RAISED, *CONSENTS, STEPS_BACK, TAKES_PART, AGREED), "entry 11 agrees No. 1 without the consent of Harbour"),
        ((RAISED, STEPS_BACK, CONSENTS[0]), "entry 7 answers No. 1, from which Harbour had stepped back"),
        ((RAISED, STEPS_BACK, STEPS_BACK), "entry 7 steps back from No. 1 once more"),
        ((RAISED, changed(STEPS_BACK, actor=DEV)), f"entry 6 is by {DEV}, who did not speak for Harbour then"),
        (
            (RAISED, STEPS_BACK, changed(STEPS_BACK, partner=CLYDE, actor=DEV)),
            "entry 7 leaves fewer than two who decide No. 1",
        ),
        (
            (changed(RAISED, change={"kind": "AllianceCloses"}), STEPS_BACK),
            "entry 6 steps back from No. 1, which only all together decide",
        ),
        ((RAISED, LETS), "entry 6 is about Harbour, which has not stepped back from No. 1"),
        ((RAISED, TAKES_PART), "entry 6 is about Harbour, which has not stepped back from No. 1"),
        ((RAISED, STEPS_BACK, LETS, LETS), "entry 8 lets Harbour take part once more"),
        ((RAISED, STEPS_BACK, LETS, LET_BY_ALL), "entry 8 says that all let Harbour take part, and they did not"),
        (
            (RAISED, STEPS_BACK, changed(LETS, partner=HARBOUR, actor=ANN)),
            "entry 7 is by a partner that has stepped back from No. 1 itself",
        ),
        ((changed(STANDS, actor=CAT),), f"entry 5 is by {CAT}, who did not speak for Harbour then"),
        ((changed(RAISED, number=[]),), "entry 5 can't be read as what it says to be"),
        ((RAISED, *CONSENTS, TO_DO), "entry 9 is about what is to be done for No. 1, which is no decision"),
        ((RAISED, *CONSENTS, AGREED, changed(TO_DO, action=2)), "entry 10 adds an action to No. 1 out of turn"),
        ((RAISED, *CONSENTS, AGREED, DONE), "entry 10 ends an action of No. 1 that nobody has to do"),
        (
            (RAISED, *CONSENTS, AGREED, TO_DO, DONE, TAKEN_BACK),
            "entry 12 ends an action of No. 1 that nobody has to do",
        ),
    ],
)
def test_what_does_not_follow_is_named_though_every_hash_holds(events: tuple[Event, ...], words: str) -> None:
    is_content, said = judged(*events)

    assert not is_content
    assert words in said


def test_a_forged_log_ends_the_script_with_status_1(tmp_path: Path) -> None:
    (tmp_path / "check.py").write_text(outside.script(), encoding="utf-8")
    forged = outside.export(entries(*FOUNDING, RAISED, *CONSENTS[:2], AGREED))
    (tmp_path / "log.json").write_text(forged, encoding="utf-8")

    command = [sys.executable, "-W", "ignore", "-I", "check.py", "log.json"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)

    assert (answer.returncode, answer.stdout) == (1, "8 entries hold\n")
    assert answer.stderr == "entry 8 agrees No. 1 without the consent of Council\n"


def test_what_a_file_lacks_or_hides_is_no_doubt_and_is_said() -> None:
    whole = entries(*FOUNDING, RAISED, *CONSENTS, AGREED)
    names = ("number", "partner", "revision")

    from_the_middle = outside.verdict(outside.export(whole[4:]))
    without_its_beginning = outside.verdict(outside.export(whole[5:]))
    with_a_hidden_consent = outside.verdict(outside.export(whole, tuple((7, name) for name in names)))
    text = ("title", "text", "rich_text", "benefit", "text_sha256")
    without_its_text = outside.verdict(outside.export(whole, tuple((5, name) for name in text)))
    without_a_person = outside.verdict(outside.export(whole, ((6, "actor"),)))
    forged = outside.verdict(outside.export(entries(*FOUNDING, RAISED, *CONSENTS[1:], AGREED)[4:]))

    for partly in (from_the_middle, without_its_text):
        assert "1 decision follows from consents as far as this file shows" in partly[1]
    for lacking in (without_its_beginning, with_a_hidden_consent):
        assert lacking[0]
        assert "can't be followed here: this file lacks or hides some of its entries (No. 1)" in lacking[1]
    assert without_a_person[1].endswith(FOLLOWS)
    assert forged == (False, "entry 8 agrees No. 1 without the consent of Harbour")


def test_what_a_file_hides_of_actions_is_no_doubt() -> None:
    whole = entries(*FOUNDING, RAISED, *CONSENTS, AGREED, TO_DO, changed(TO_DO, action=2), DONE)
    hidden = tuple((10, name) for name in ("number", "action", "what", "owner"))

    assert outside.verdict(outside.export(whole, hidden)) == (True, f"12 {HOLD}{FOLLOWS}")
    assert outside.verdict(outside.export(whole[9:]))[0]
