"""How is a log written in a test? As its events, one after the other; nothing seals it, for a replay does not look."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from decisions.log.log_entry import LogEntry
from decisions.proposal.proposal import Revision
from decisions.replay.replay import Replay, replay
from tests.cast import ANN, BEN, BENEFIT, CAT, DEV, KARA, MONDAY, TEXT, typed

Event = tuple[str, dict[str, Any]]
HARBOUR, CLYDE, COUNCIL = "Harbour", "Clyde", "Council"
WORDS: dict[str, Any] = {
    "title": "Beds",
    "text": TEXT,
    "rich_text": typed(TEXT),
    "benefit": BENEFIT,
    "decide_by": None,
}


def joined(partner: str, *people: str, **more: Any) -> Event:
    return "partner_joined", {"partner": partner, "representatives": list(people), **more}


FOUNDED: Event = (
    "alliance_founded",
    {"name": "The Alliance", "timezone": "Europe/London", "operations_managers": [KARA]},
)
FOUNDING = (FOUNDED, joined(HARBOUR, ANN, BEN), joined(CLYDE, DEV), joined(COUNCIL, CAT))
RAISED: Event = ("proposal_raised", {"actor": KARA, "number": 1, "revision": 1, **WORDS})
AGREED: Event = (
    "decision_agreed",
    {"number": 1, "revision": 1, "title": "Beds", "text": TEXT, "partners": [COUNCIL, HARBOUR, CLYDE]},
)


def at(sequence: int) -> datetime:
    return MONDAY + timedelta(minutes=sequence)


def entries(*events: Event) -> list[LogEntry]:
    return [
        LogEntry("C1", place, at(place).isoformat(), kind, {"actor": "", "partner": "", **fields}, {}, "", "")
        for place, (kind, fields) in enumerate(events, start=1)
    ]


def after_founding(*events: Event, only: int | None = None) -> Replay:
    """The first of these events is entry 5."""
    return replay(entries(*FOUNDING, *events), only)


def doubts(*events: Event, only: int | None = None) -> list[str]:
    return [doubt.words for doubt in after_founding(*events, only=only).doubts]


def said_of(found: Iterable[str]) -> list[str]:
    """What doubts say, without the numbers of their entries."""
    return [words.split(" ", 2)[2] for words in found]


def replayed(*events: Event, only: int | None = None) -> Replay:
    return replay(entries(*events), only)


def doubts_of(*events: Event) -> list[str]:
    return [doubt.words for doubt in replayed(*events).doubts]


def said(kind: str, partner: str, actor: str, revision: int = 1, **more: Any) -> Event:
    return kind, {"partner": partner, "actor": actor, "number": 1, "revision": revision, **more}


def consent(partner: str, actor: str, revision: int = 1, **more: Any) -> Event:
    return said("consent_given", partner, actor, revision, **more)


CONSENTS = (consent(HARBOUR, ANN), consent(CLYDE, DEV), consent(COUNCIL, CAT))


def a_text(number: int, sequence: int, by: str = KARA, **more: Any) -> Revision:
    return Revision(number=number, by=by, at=at(sequence), supersedes=None, **{**WORDS, **more})


def changed(event: Event, **more: Any) -> Event:
    kind, fields = event
    return kind, {**fields, **more}


def without(event: Event, *names: str) -> Event:
    kind, fields = event
    return kind, {name: value for name, value in fields.items() if name not in names}


CURE = "Ten beds and a nurse."
CURED: dict[str, Any] = {"text": CURE, "rich_text": typed(CURE)}
SHA = a_text(2, 0, **CURED).text_sha256
OWN_SHA = a_text(1, 0).text_sha256

OBJECTS = said("objection_raised", HARBOUR, ANN, reason="No nurse", acceptable_if="A nurse")
SUGGESTS = said("text_suggested", HARBOUR, ANN, text_sha256=SHA, **CURED)
BEFOREHAND = said("consent_given_beforehand", CLYDE, DEV, text_sha256=SHA, concern="Cold")
AMENDED: Event = ("proposal_amended", {"actor": KARA, "number": 1, "revision": 2, **WORDS, **CURED})
TAKEN = changed(AMENDED, suggested_by=HARBOUR, text_sha256=SHA)
STEPS_BACK = said("interest_declared", HARBOUR, ANN, nature="role", words="It is our hostel")
LETS, LETS_TOO = (said("part_allowed", *who, whose=HARBOUR) for who in ((CLYDE, DEV), (COUNCIL, CAT)))
LET_BY_ALL = said("part_granted", HARBOUR, "", let_by=[CLYDE, COUNCIL])
TAKES_PART = said("part_taken_again", HARBOUR, BEN, words="We sold it")
STANDS: Event = (
    "standing_interest_declared",
    {"partner": HARBOUR, "actor": ANN, "nature": "money", "words": "We run the hostel"},
)
BUNDLED = said("proposal_bundled", "", KARA, bundle=1)
UNBUNDLED = said("proposal_unbundled", CLYDE, DEV, bundle=1)
WITHDRAWN: Event = ("proposal_withdrawn", {"actor": KARA, "number": 1, "reason": "We found another way."})
REPORTED = said("consent_reported", COUNCIL, KARA, note="By phone")
TO_DO = said("action_added", "", KARA, action=1, what="Ask", owner="U0OWNER", due_on="2026-11-20")
DONE = said("action_done", "", "U0OWNER", action=1, note="There is room.")
TAKEN_BACK = said("action_taken_back", HARBOUR, ANN, action=1, reason="Snow")
REVIEWED: Event = ("decision_reviewed", {"actor": ANN, "number": 1, "note": "Full", "review_on": "2027-05-03"})
