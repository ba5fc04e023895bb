"""What does the log alone say of meetings, and what of it can't be?"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from decisions.alliance.alliance import Alliance
from decisions.log.log_entry import LogEntry
from decisions.meeting import meeting
from decisions.meeting.meeting import ATTENDED, CLOSED, OPENED, Items, Meeting
from decisions.proposal import outcome
from decisions.proposal.proposal import Proposal, Status

_OPEN = (Status.OPEN, Status.HELD)
# How each thing on an agenda must stand.
_STANDS: Mapping[str, tuple[Status, ...]] = {
    "to_ratify": (Status.AGREED,),
    "held": _OPEN,
    "overdue": _OPEN,
    "waiting": _OPEN,
    "to_review": (Status.AGREED,),
    "to_do": (Status.AGREED,),
}


class Replayed(Protocol):
    """What is needed of a replay (replay.py)."""

    only: int | None
    proposals: dict[int, Proposal]
    meetings: dict[int, Meeting]

    @property
    def _here(self) -> Alliance: ...

    def _doubt(self, entry: LogEntry, words: str) -> None: ...


def taken(replayed: Replayed, entry: LogEntry, fields: Mapping[str, Any]) -> None:
    """A meeting is opened, somebody says who is there, or it is closed."""
    for words in _doubts(replayed, entry, fields):
        replayed._doubt(entry, words)
    replayed.meetings = meeting.with_entry(replayed.meetings, entry.kind, entry.at, fields)


def _doubts(replayed: Replayed, entry: LogEntry, fields: Mapping[str, Any]) -> Iterator[str]:
    number, actor = fields["meeting"], fields["actor"]
    if not replayed._here.is_manager(actor):
        yield f"holds a meeting, and is by {actor}, who is no operations manager"
    goes_on = meeting.going_on([*replayed.meetings.values()])
    if entry.kind == OPENED:
        if goes_on or number != len(replayed.meetings) + 1:
            yield f"opens meeting {number} out of turn"
        # Where only one proposal is replayed, others are not known.
        if replayed.only is None:
            yield from _doubts_about_agenda(replayed, number, fields)
    elif goes_on is None or goes_on.number != number:
        yield f"is about meeting {number}, which is not going on"
    elif entry.kind == CLOSED:
        yield from _doubts_about_closing(goes_on, fields)
    elif set(fields["present"]) & set(fields.get("apologies", ())):
        yield "says of somebody to be there and to send apologies"


def _doubts_about_closing(goes_on: Meeting, fields: Mapping[str, Any]) -> Iterator[str]:
    if strange := set(fields.get("ratified", ())) - set(goes_on.items.to_ratify):
        yield f"ratifies No. {min(strange)}, which was not on the agenda to be ratified"
    if goes_on.attendance == meeting.Attendance():
        yield f"closes meeting {goes_on.number}, and nobody said who was there"


def _doubts_about_agenda(replayed: Replayed, number: int, fields: Mapping[str, Any]) -> Iterator[str]:
    told = {name: tuple(fields.get(name, ())) for name in vars(Items())}
    for name, numbers in told.items():
        for each in numbers:
            proposal = replayed.proposals.get(each)
            if proposal is None or outcome.status(proposal, replayed._here) not in _STANDS[name]:
                yield f"puts No. {each} on the agenda of meeting {number} as what it is not"
            elif name == "to_ratify" and not meeting.is_to_ratify(proposal):
                yield f"puts No. {each} on the agenda of meeting {number} as urgent, which it was not"


OF_MEETINGS: Mapping[str, Callable[[Any, LogEntry, Mapping[str, Any]], None]] = dict.fromkeys(
    (OPENED, ATTENDED, CLOSED), taken
)
