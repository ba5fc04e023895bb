"""Is whatever does not follow from the log doubted?"""

from dataclasses import replace

import pytest

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal
from decisions.replay.alliance_replay import Doubt
from decisions.replay.replay import doubts_about_agreeing, replay
from tests.cast import ANN, BEN, CAT, DEV, KARA, OUTSIDER
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    BEFOREHAND,
    CLYDE,
    CONSENTS,
    COUNCIL,
    DONE,
    FOUNDED,
    FOUNDING,
    HARBOUR,
    OBJECTS,
    OWN_SHA,
    RAISED,
    REPORTED,
    REVIEWED,
    SHA,
    STEPS_BACK,
    SUGGESTS,
    TAKEN,
    TAKEN_BACK,
    TO_DO,
    WITHDRAWN,
    Event,
    a_text,
    after_founding,
    at,
    changed,
    consent,
    doubts,
    entries,
    said,
    without,
)


def test_nothing_comes_before_the_founding() -> None:
    replayed = replay(entries(("tea_made", {}), FOUNDED))

    assert replayed.alliance == Alliance(0, "", "C1", "UTC", (), ())
    assert [doubt.words for doubt in replayed.doubts] == [
        "entry 1 comes before the founding of the alliance",
        "entry 2 founds the alliance once more",
    ]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((changed(RAISED, number=2),), "entry 5 raises No. 2 out of turn"),
        ((changed(RAISED, revision=2),), "entry 5 raises No. 1 out of turn"),
        ((RAISED, RAISED), "entry 6 raises No. 1 out of turn"),
        ((changed(RAISED, actor=OUTSIDER),), f"entry 5 is by {OUTSIDER}, who may not raise a proposal"),
        ((changed(RAISED, text_sha256=SHA),), "entry 5 puts another text than the one that it names"),
        ((without(RAISED, "title"),), "entry 5 can't be read as what it says to be"),
        ((changed(RAISED, decide_by="soon"),), "entry 5 can't be read as what it says to be"),
        ((changed(RAISED, decide_by=7),), "entry 5 can't be read as what it says to be"),
        ((RAISED, changed(AMENDED, number=[])), "entry 6 can't be read as what it says to be"),
        ((RAISED, changed(AMENDED, revision=3)), "entry 6 amends No. 1 out of turn"),
        ((RAISED, changed(AMENDED, revision=1)), "entry 6 amends No. 1 out of turn"),
        ((RAISED, changed(AMENDED, actor=ANN)), f"entry 6 is by {ANN}, who may not amend No. 1"),
        ((RAISED, changed(AMENDED, text_sha256=OWN_SHA)), "entry 6 puts another text than the one that it names"),
        ((RAISED, TAKEN), "entry 6 takes a text that Harbour did not suggest"),
        (
            (RAISED, OBJECTS, SUGGESTS, changed(TAKEN, suggested_by=CLYDE)),
            "entry 8 takes a text that Clyde did not suggest",
        ),
        ((RAISED, TO_DO), "entry 6 adds an action to No. 1, which is no decision"),
        ((RAISED, *CONSENTS, AGREED, changed(TO_DO, action=2)), "entry 10 adds an action to No. 1 out of turn"),
        (
            (RAISED, *CONSENTS, AGREED, changed(TO_DO, actor=OUTSIDER)),
            f"entry 10 is by {OUTSIDER}, who may not add actions to No. 1",
        ),
        ((RAISED, *CONSENTS, AGREED, DONE), "entry 10 ends an action of No. 1 that nobody has to do"),
        (
            (RAISED, *CONSENTS, AGREED, TO_DO, TAKEN_BACK, DONE),
            "entry 12 ends an action of No. 1 that nobody has to do",
        ),
        (
            (RAISED, *CONSENTS, AGREED, TO_DO, changed(DONE, actor=OUTSIDER)),
            f"entry 11 is by {OUTSIDER}, who may not end an action of No. 1",
        ),
        ((RAISED, *CONSENTS, AGREED, without(TO_DO, "owner")), "entry 10 can't be read as what it says to be"),
        ((RAISED, WITHDRAWN, AMENDED), "entry 7 is about No. 1, which had ended"),
        ((RAISED, WITHDRAWN, consent(HARBOUR, ANN)), "entry 7 is about No. 1, which had ended"),
        ((RAISED, WITHDRAWN, STEPS_BACK), "entry 7 is about No. 1, which had ended"),
        ((RAISED, WITHDRAWN, REPORTED), "entry 7 is about No. 1, which had ended"),
        ((RAISED, changed(WITHDRAWN, actor=ANN)), f"entry 6 is by {ANN}, who may not withdraw No. 1"),
        ((RAISED, consent(HARBOUR, CAT)), f"entry 6 is by {CAT}, who does not speak for Harbour"),
        ((RAISED, consent("Nobody", CAT)), "entry 6 can't be read as what it says to be"),
        ((RAISED, consent(HARBOUR, ANN, 2)), "entry 6 answers a text of No. 1 that was not the current one"),
        ((RAISED, consent(HARBOUR, ANN, text_sha256=SHA)), "entry 6 consents to another text than that of No. 1"),
        (
            (RAISED, consent(CLYDE, DEV, said_at=at(5).isoformat())),
            "entry 6 counts a consent that Clyde did not give beforehand",
        ),
        ((RAISED, SUGGESTS), "entry 6 can't be read as what it says to be"),
        ((RAISED, OBJECTS, changed(SUGGESTS, actor=CAT)), f"entry 7 is by {CAT}, who does not speak for Harbour"),
        ((RAISED, changed(BEFOREHAND, actor=CAT)), f"entry 6 is by {CAT}, who does not speak for Clyde"),
        ((RAISED, said("reported_consent_refused", COUNCIL, CAT)), "entry 6 refuses a report that nobody made"),
        (
            (RAISED, REPORTED, said("reported_consent_refused", COUNCIL, ANN)),
            f"entry 7 is by {ANN}, who does not speak for Council",
        ),
        (
            (RAISED, REPORTED, said("reported_consent_refused", CLYDE, DEV)),
            "entry 7 refuses a report that nobody made",
        ),
        ((RAISED, REVIEWED), "entry 6 reviews No. 1, which is no decision"),
        ((RAISED, *CONSENTS[1:], AGREED), "entry 8 agrees No. 1 without the consent of Harbour"),
        ((RAISED, AGREED), "entry 6 agrees No. 1 without the consent of Harbour, Clyde, Council"),
        (
            (RAISED, *CONSENTS, changed(AGREED, text="Other")),
            "entry 9 agrees a text of No. 1 that the partners were not asked about",
        ),
        (
            (RAISED, *CONSENTS, changed(AGREED, title="Other")),
            "entry 9 agrees a text of No. 1 that the partners were not asked about",
        ),
        (
            (RAISED, *CONSENTS, changed(AGREED, revision=2)),
            "entry 9 agrees a text of No. 1 that the partners were not asked about",
        ),
        (
            (RAISED, *CONSENTS, changed(AGREED, partners=[HARBOUR, CLYDE])),
            "entry 9 names others than the partners who decided No. 1",
        ),
        ((RAISED, *CONSENTS, AGREED, AGREED), "entry 10 is about No. 1, which had ended"),
    ],
)
def test_whatever_does_not_follow_is_doubted(events: tuple[Event, ...], words: str) -> None:
    replayed = after_founding(*events)

    assert [doubt.words for doubt in replayed.doubts] == [words]
    kind_and_fields = events[-1][1]
    assert replayed.doubts == [Doubt(4 + len(events), kind_and_fields["number"], words)]


@pytest.mark.parametrize(
    "event",
    [
        consent(CLYDE, DEV),
        SUGGESTS,
        BEFOREHAND,
        said("time_taken", CLYDE, DEV, question="", answer_by="2026-11-09"),
        REPORTED,
        said("reported_consent_refused", COUNCIL, CAT),
        AMENDED,
        WITHDRAWN,
    ],
)
def test_nothing_is_said_about_a_proposal_after_its_end(event: Event) -> None:
    assert doubts(RAISED, OBJECTS, REPORTED, WITHDRAWN, event) == ["entry 9 is about No. 1, which had ended"]


@pytest.mark.parametrize("more", [{"actor": ANN}, {"said_at": at(1).isoformat()}, {"text_sha256": OWN_SHA}])
def test_a_consent_that_was_not_given_so_beforehand_is_doubted(more: dict[str, str]) -> None:
    counted = consent(CLYDE, DEV, 2, text_sha256=SHA, said_at=at(8).isoformat())

    assert doubts(RAISED, OBJECTS, SUGGESTS, BEFOREHAND, TAKEN, counted) == []
    assert "entry 10 counts a consent that Clyde did not give beforehand" in doubts(
        RAISED, OBJECTS, SUGGESTS, BEFOREHAND, TAKEN, changed(counted, **more)
    )


def test_an_alliance_without_partners_agrees_nothing() -> None:
    alone = replay(entries(FOUNDED, RAISED, changed(AGREED, partners=[])))

    assert [doubt.words for doubt in alone.doubts] == ["entry 3 agrees No. 1 without the consent of "]


def test_the_author_steers_and_so_do_managers() -> None:
    by_ann = changed(RAISED, actor=ANN)

    for by in (ANN, KARA):
        assert doubts(by_ann, changed(AMENDED, actor=by), changed(WITHDRAWN, actor=by)) == []
    assert len(doubts(by_ann, changed(AMENDED, actor=BEN), changed(WITHDRAWN, actor=BEN))) == 2


def test_an_author_whose_id_changed_steers_still() -> None:
    moved: Event = ("person_moved", {"before": ANN, "person": OUTSIDER})

    assert doubts(changed(RAISED, actor=ANN), moved, changed(WITHDRAWN, actor=OUTSIDER)) == []


def test_of_one_proposal_the_others_are_not_missed() -> None:
    third = changed(RAISED, number=3)

    assert doubts(third, only=3) == []
    assert doubts(changed(third, revision=2), only=3) == ["entry 5 raises No. 3 out of turn"]


BEDS = Proposal(1, 1, KARA, at(5), (a_text(1, 5),))


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((RAISED, *CONSENTS), []),
        ((), ["the log does not tell of No. 1"]),
        ((RAISED, *CONSENTS[1:]), ["the log has no consent of Harbour"]),
        ((RAISED,), ["the log has no consent of Harbour, Clyde, Council"]),
        (
            (changed(RAISED, text="Other"), *CONSENTS),
            ["the log has another text"],
        ),
        (
            (changed(RAISED, actor=OUTSIDER), *CONSENTS),
            [f"entry 5 is by {OUTSIDER}, who may not raise a proposal"],
        ),
        ((RAISED, *CONSENTS, AGREED), ["it had ended already by the log"]),
        (
            (RAISED, AMENDED, *(changed(each, revision=2) for each in CONSENTS)),
            ["the log has another text"],
        ),
        ((RAISED, *CONSENTS, ("partner_renamed", {"partner": "Haven", "before": "Nobody"})), []),
    ],
)
def test_why_the_log_does_not_bear_a_decision_out(events: tuple[Event, ...], why: list[str]) -> None:
    assert doubts_about_agreeing(entries(*FOUNDING, *events), BEDS) == why


def test_a_log_without_partners_or_founding_bears_nothing_out() -> None:
    assert doubts_about_agreeing(entries(FOUNDED, RAISED), BEDS) == ["the log has no consent of anybody"]
    assert doubts_about_agreeing([], BEDS) == ["the log does not tell of No. 1"]


def test_the_log_of_one_proposal_and_the_alliance_is_enough() -> None:
    third = replace(BEDS, id=3, number=3)
    events = (changed(RAISED, number=3), *(changed(each, number=3) for each in CONSENTS))

    assert doubts_about_agreeing(entries(*FOUNDING, *events), third) == []


def test_what_is_agreed_is_the_text_that_stood_whatever_its_entry_says() -> None:
    agreed = after_founding(RAISED, *CONSENTS, changed(AGREED, revision=2)).proposals[1].agreement

    assert agreed
    assert agreed.revision == 1


def test_an_author_whose_id_changes_stays_the_author() -> None:
    others_manage = ("settings_changed", {"operations_managers": [ANN], "actor": KARA})
    moved = ("person_moved", {"before": KARA, "person": "U1"})
    decided = (RAISED, *CONSENTS, AGREED, others_manage, moved)

    assert doubts(*decided, changed(TO_DO, actor="U1")) == []
    assert doubts(*decided, changed(TO_DO, actor="U2")) == ["entry 12 is by U2, who may not add actions to No. 1"]
