"""Does it follow from the log alone that what was opened is what was sealed, and that it was not opened too early?

The script for people without our code says the same.
"""

from typing import Any

import pytest

from decisions.proposal.proposal import Kind, Response
from decisions.proposal.sealed import digest
from tests import outside
from tests.cast import ANN, BEN, CAT, DEV, KARA
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    CLYDE,
    CONSENTS,
    COUNCIL,
    FOUNDING,
    HARBOUR,
    RAISED,
    STEPS_BACK,
    WITHDRAWN,
    Event,
    after_founding,
    at,
    changed,
    doubts,
    entries,
    said,
    without,
)
from tests.decisions.test_stand_ins_in_the_log import STANDS_IN

SALT = "5" * 64
ROUND = changed(RAISED, sealed=True, decide_by="2026-11-13")
PAST = changed(RAISED, sealed=True, decide_by="2026-11-01")


def answers(partner: str, actor: str, reason: str = "") -> tuple[Event, Event]:
    """What is sealed, and what is opened of it."""
    kind = Kind.OBJECTION if reason else Kind.CONSENT
    named = digest(1, Response(1, 1, kind, actor, at(1), reason=reason), SALT)
    words: dict[str, Any] = {"reason": reason} if reason else {}
    name = "objection_raised" if reason else "consent_given"
    return said("answer_sealed", partner, actor, digest=named), said(name, partner, actor, salt=SALT, **words)


(ANNS, ANN_SAID), (DEVS, DEV_SAID), (CATS, CAT_SAID) = (
    answers(HARBOUR, ANN),
    answers(CLYDE, DEV),
    answers(COUNCIL, CAT),
)
OBJECTS, OBJECTED = answers(HARBOUR, ANN, "No nurse")
SEALED, OPENED = (ANNS, DEVS, CATS), (ANN_SAID, DEV_SAID, CAT_SAID)
ALL = said("answers_opened", "", "", why="all")
ASKED = said("answers_opened", "", ANN, why="asked")
BEFORE_AMENDING, BEFORE_WITHDRAWING = (said("answers_opened", "", KARA, why=why) for why in ("amended", "withdrawn"))
BEFORE_CLOSING = said("answers_opened", "", "", why="closed")
RAISED_TOO, ROUND_TOO, AMENDED_TOO = (changed(each, number=2) for each in (RAISED, ROUND, AMENDED))
CLOSES = changed(RAISED, number=3, change={"kind": "AllianceCloses"})
CLOSED: tuple[Event, ...] = (
    *(changed(each, number=3) for each in (*CONSENTS, AGREED)),
    *(BEFORE_CLOSING, DEV_SAID, changed(BEFORE_CLOSING, number=2)),
    ("alliance_closed", {"number": 3}),
)
NOT_AFTER_ALL = said("sealed_answer_taken_back", HARBOUR, ANN)

SEALS: Event = ("settings_changed", {"actor": KARA, "first_round": "sealed"})

HOLD: tuple[tuple[Event, ...], ...] = (
    (ROUND, *SEALED, ALL, *OPENED, AGREED),
    (ROUND, *SEALED[:2], OBJECTS, CATS, ALL, OBJECTED, *OPENED[1:]),
    (ROUND, ANNS, NOT_AFTER_ALL, *SEALED, ALL, *OPENED, AGREED),
    (ROUND, ANNS, STEPS_BACK, DEVS, CATS, ALL, *OPENED[1:]),
    (PAST, ANNS, DEVS, ASKED, ANN_SAID, DEV_SAID, CONSENTS[2], AGREED),
    (ROUND, DEVS, BEFORE_AMENDING, DEV_SAID, AMENDED),
    (ROUND, DEVS, BEFORE_WITHDRAWING, DEV_SAID, WITHDRAWN),
    (ROUND, BEFORE_AMENDING, AMENDED),
    (ROUND, ROUND_TOO, DEVS, CLOSES, *CLOSED),
    (SEALS, ROUND),
    (SEALS, changed(SEALS, first_round="open"), RAISED),
)
OTHER = "opens another answer of Harbour to No. 1 than it had sealed"
ENDED = (ROUND, DEVS, BEFORE_WITHDRAWING, DEV_SAID, WITHDRAWN)
NOT_TO_BE_OPENED = "opens an answer of Harbour to No. 1 that was not to be opened"
DOUBTED: tuple[tuple[tuple[Event, ...], str], ...] = (
    (
        (ROUND, OBJECTS, DEVS, CATS, ALL, *OPENED),
        f"entry 10 {OTHER}",
    ),
    (
        (ROUND, *SEALED, ALL, changed(ANN_SAID, salt="6" * 64), *OPENED[1:]),
        f"entry 10 {OTHER}",
    ),
    (
        (ROUND, *SEALED, ALL, changed(ANN_SAID, concern="Noise"), *OPENED[1:]),
        f"entry 10 {OTHER}",
    ),
    ((ROUND, *SEALED, ALL, *OPENED[1:], AGREED), "entry 12 comes before all sealed answers are opened"),
    ((ROUND, *SEALED, AGREED), "entry 9 agrees No. 1 without the consent of Harbour, Clyde, Council"),
    ((ROUND, *SEALED[1:], ALL, *OPENED[1:]), "entry 8 opens the answers to No. 1 before all have answered"),
    ((ROUND, ANNS, ASKED, ANN_SAID), "entry 7 opens the answers to No. 1 for somebody who may not ask for it then"),
    ((PAST, DEVS, ASKED, DEV_SAID), "entry 7 opens the answers to No. 1 for somebody who may not ask for it then"),
    ((ROUND, *CONSENTS), "entry 6 answers No. 1 openly while the round is sealed"),
    ((ROUND, DEVS, AMENDED), "entry 7 ends the sealed round of No. 1, and nothing was opened"),
    ((ROUND, DEVS, WITHDRAWN), "entry 7 ends the sealed round of No. 1, and nothing was opened"),
    (
        (ROUND, DEVS, BEFORE_AMENDING, DEV_SAID, CONSENTS[0]),
        "entry 9 comes where proposal_amended should, for which sealed answers were opened",
    ),
    (
        (ROUND, RAISED_TOO, DEVS, BEFORE_AMENDING, DEV_SAID, changed(AMENDED, number=2)),
        "entry 10 comes where proposal_amended should, for which sealed answers were opened",
    ),
    (
        (ROUND, RAISED_TOO, DEVS, BEFORE_WITHDRAWING, DEV_SAID, changed(WITHDRAWN, number=2)),
        "entry 10 comes where proposal_withdrawn should, for which sealed answers were opened",
    ),
    (
        (ROUND, ROUND_TOO, DEVS, BEFORE_CLOSING, DEV_SAID, changed(BEFORE_AMENDING, number=2), AMENDED_TOO),
        "entry 10 comes where alliance_closed should, for which sealed answers were opened",
    ),
    ((ROUND, STEPS_BACK, ANNS), "entry 7 answers No. 1, from which Harbour had stepped back"),
    ((ROUND, ANNS, STEPS_BACK, ANNS), "entry 8 answers No. 1, from which Harbour had stepped back"),
    ((ROUND, DEVS, BEFORE_AMENDING, AMENDED), "entry 8 comes before all sealed answers are opened"),
    ((ROUND, changed(ANNS, actor=DEV)), f"entry 6 is by {DEV}, who does not speak for Harbour"),
    (
        (ROUND, *SEALED, ALL, *OPENED, ANN_SAID),
        "entry 13 opens an answer of Harbour to No. 1 that was not to be opened",
    ),
)


@pytest.mark.parametrize("events", HOLD)
def test_a_sealed_round_is_borne_out(events: tuple[Event, ...]) -> None:
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *events)))

    assert doubts(*events) == []
    assert holds, words


@pytest.mark.parametrize(("events", "words"), DOUBTED)
def test_what_does_not_follow_is_doubted(events: tuple[Event, ...], words: str) -> None:
    holds, told = outside.verdict(outside.export(entries(*FOUNDING, *events)))

    assert words in doubts(*events)
    assert not holds
    # There people are said to have spoken then or not.
    assert told == words.replace("does not speak for Harbour", "did not speak for Harbour then")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((SEALS, RAISED), "entry 6 raises No. 1 openly, where every first round is sealed"),
        ((RAISED, ANNS), "entry 6 seals an answer to a text of No. 1 that has no sealed round"),
        ((RAISED, ALL), "entry 6 opens answers to No. 1, which has no sealed round"),
        ((ROUND, NOT_AFTER_ALL), "entry 6 takes an answer to No. 1 back that Harbour did not seal"),
        ((*ENDED, ANNS), "entry 10 is about No. 1, which had ended"),
        ((*ENDED, ALL), "entry 10 is about No. 1, which had ended"),
        ((*ENDED, ANN_SAID), "entry 10 is about No. 1, which had ended"),
        ((ROUND, changed(ALL, why="bored")), "entry 6 can't be read as what it says to be"),
        (
            (ROUND, *SEALED, ALL, changed(ANN_SAID, actor=BEN), *OPENED[1:]),
            f"entry 10 {OTHER}",
        ),
        (
            (ROUND, *SEALED, ALL, changed(ANN_SAID, text_sha256="0" * 64), *OPENED[1:]),
            "entry 10 consents to another text than that of No. 1",
        ),
    ],
)
def test_what_no_sealed_round_has_is_doubted(events: tuple[Event, ...], words: str) -> None:
    assert words in doubts(*events)


def test_the_answers_may_be_asked_for_while_somebody_stands_in() -> None:
    assert doubts(STANDS_IN, PAST, ANNS, DEVS, ASKED, ANN_SAID, DEV_SAID) == []


def test_it_is_read_as_it_was_said() -> None:
    told = after_founding(ROUND, *SEALED, ALL, *OPENED).proposals[1]

    assert [(each.partner_id, each.by, each.id) for each in told.sealed_answers] == [
        (1, ANN, 6),
        (2, DEV, 7),
        (3, CAT, 8),
    ]
    assert [(each.salt, each.id) for each in told.responses] == [(SALT, 10), (SALT, 11), (SALT, 12)]
    assert told.opening is not None
    assert told.opening.why == "all"


def test_a_withheld_reason_is_passed_over_without_its_salt() -> None:
    events = entries(*FOUNDING, ROUND, OBJECTS, DEVS, CATS, ALL, OBJECTED, *OPENED[1:])

    holds, words = outside.verdict(outside.export(events, hidden=((10, "reason"), (10, "salt"))))

    assert holds, words
    assert without(OBJECTED, "salt")[1].keys() == OBJECTED[1].keys() - {"salt"}
