"""What came of a meeting? All of it follows from the log up to its closing, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from decisions.afterwards.follow_up import to_do
from decisions.alliance.alliance import Alliance
from decisions.answers.report import unconfirmed
from decisions.log.log_entry import LogEntry
from decisions.meeting import meeting
from decisions.meeting.meeting import CLOSED, OPENED, Meeting
from decisions.proposal.outcome import objects, status, waited_for
from decisions.proposal.proposal import Proposal, Status
from decisions.replay.replay import Replay
from decisions.said.action import Action


@dataclass(frozen=True)
class Item:
    """One thing on the agenda, in the list `where` ("" for what came besides), as it stood when the meeting was closed.

    `came` are the entries of the log about it between the opening and the closing. `holds` and `waits_for` are
    partners; `to_confirm` have those of whom somebody reported a consent, with the note of it.
    """

    where: str
    number: int
    title: str
    status: Status
    came: Sequence[LogEntry]
    holds: Sequence[str]
    waits_for: Sequence[str]
    to_confirm: Sequence[tuple[str, str]]
    to_do: Sequence[Action] = ()


@dataclass(frozen=True)
class MeetingMinutes:
    """One meeting as it was closed; `entry` is the number of the entry that says so, `alliance` as it was then."""

    meeting: Meeting
    alliance: Alliance
    items: Sequence[Item]
    besides: Sequence[Item]
    entry: int


@dataclass
class Recorder:
    """Takes down what happens in meetings, entry by entry, after a replay has taken it."""

    replayed: Replay
    closed: list[MeetingMinutes] = field(default_factory=list)
    _heard: list[LogEntry] = field(default_factory=list)

    def take(self, entry: LogEntry) -> None:
        goes_on = meeting.going_on([*self.replayed.meetings.values()])
        if entry.kind == OPENED:
            self._heard = []
        elif entry.kind == CLOSED and entry.fields["meeting"] in self.replayed.meetings:
            self.closed.append(self._minutes(self.replayed.meetings[entry.fields["meeting"]], entry.sequence))
        elif goes_on and entry.fields.get("number"):
            self._heard.append(entry)

    def _minutes(self, this: Meeting, sequence: int) -> MeetingMinutes:
        came: dict[int, list[LogEntry]] = {}
        for entry in self._heard:
            came.setdefault(entry.fields["number"], []).append(entry)
        planned = [(where, number) for where, numbers in this.items.lists.items() for number in numbers]
        others = [("", number) for number in came if number not in this.items.numbers]
        return MeetingMinutes(
            this,
            self.replayed._here,
            [self._item(*each, came) for each in planned if each[1] in self.replayed.proposals],
            [self._item(*each, came) for each in others if each[1] in self.replayed.proposals],
            sequence,
        )

    def _item(self, where: str, number: int, came: Mapping[int, Sequence[LogEntry]]) -> Item:
        proposal, here = self.replayed.proposals[number], self.replayed._here
        return Item(
            where,
            number,
            proposal.current.title,
            status(proposal, here),
            came.get(number, ()),
            [partner.name for partner in objects(proposal, here.partners)],
            [partner.name for partner in waited_for(proposal, here)],
            to_confirm(proposal, here),
            to_do(proposal),
        )


def to_confirm(proposal: Proposal, alliance: Alliance) -> list[tuple[str, str]]:
    """Name each partner of which a consent was reported that it has not confirmed yet, with the note of it."""
    ever = alliance.partners_ever
    return [] if proposal.is_final else [(ever[each].name, it.note) for each, it in unconfirmed(proposal).items()]


def meetings_in(log: Iterable[LogEntry]) -> list[MeetingMinutes]:
    """Write the minutes of each meeting that was closed in a whole log, from its first entry on."""
    recorder = Recorder(Replay())
    for entry in log:
        recorder.replayed.take(entry)
        recorder.take(entry)
    return recorder.closed
