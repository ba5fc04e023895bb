"""What does the log alone say of the alliance itself: who are its partners, and who speaks for them (rule 7)?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.ladder import LadderChanges, Step
from decisions.alliance.matter import DeciderChange
from decisions.alliance.membership import (
    OF_ONE_THAT_IS_HERE,
    AllianceCloses,
    Change,
    ManagersChange,
    PartnerJoins,
    PartnerLeaves,
    RepresentativesChange,
    change_from_fields,
    people_of,
)
from decisions.log.log_entry import LogEntry
from decisions.meeting.meeting import Meeting
from decisions.people.stand_in import speaking_at
from decisions.replay.founding_replay import OF_FOUNDING
from decisions.replay.meeting_replay import OF_MEETINGS
from decisions.set_up.closing import AFTERWARDS


@dataclass(frozen=True)
class Doubt:
    """Something in the log that does not follow from what stands before it; `number` is that of a proposal."""

    sequence: int
    number: int | None
    words: str


@dataclass
class AllianceReplay:
    """How things stand in the alliance after the entries taken so far.

    With `only`, the entries are those about one proposal and about the alliance: what others decided is taken as said.
    """

    only: int | None = None
    alliance: Alliance | None = None
    doubts: list[Doubt] = field(default_factory=list)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    # In how many working days partners may correct a record; 0 for none.
    correction_days: int = 0
    # The pseudonyms of people who asked not to be named any more. The log does not say whose they are.
    pseudonyms: set[str] = field(default_factory=set)
    # What decisions change about the partners, with their numbers, until the log says that it was done.
    _to_carry_out: dict[int, Change] = field(default_factory=dict)
    # Each partner as it was before it last said who speaks for it: who did so then may undo that.
    _spoke_before: dict[int, Partner] = field(default_factory=dict)
    # Under which id Slack keeps somebody whose id changed.
    _moved: dict[str, str] = field(default_factory=dict)
    # Whose the standing interests are, by the numbers of their entries.
    _standing: dict[int, int] = field(default_factory=dict)
    _is_founding: bool = False
    # Whether the last entry put a founding: the next one says it in words, which asks everybody (rule 5).
    _is_put: bool = False
    _joined: int = 0

    def _doubt_unless_put(self, entry: LogEntry) -> None:
        """Before an alliance is founded, each text follows what is put, and what is put is followed by its text."""
        if self.alliance is None or self.alliance.is_founded:
            return
        is_text = entry.kind in ("proposal_raised", "proposal_amended")
        is_ours = self.only is None or entry.fields.get("number") == self.only
        if is_ours and is_text is not self._is_put and entry.kind != "founding_put":
            self._doubt(
                entry, "puts a text without its founding" if is_text else "comes between a founding and its text"
            )

    def _settings_changed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._manages(entry)
        changed: dict[str, Any] = {name: fields[name] for name in ("name", "timezone") if name in fields}
        if "operations_managers" in fields:
            changed["operations_managers"] = tuple(fields["operations_managers"])
        if "first_round" in fields:
            changed["seals_first_rounds"] = fields["first_round"] == "sealed"
        self.correction_days = fields.get("correction_days", self.correction_days)
        self.alliance = replace(self._here, **changed)

    def _partner_joined(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._carried_out(entry, PartnerJoins(fields["partner"], tuple(fields["representatives"])))
        self._joined += 1
        joins = Partner(self._joined, fields["partner"], tuple(fields["representatives"]))
        self.alliance = replace(self._here, partners=(*self._here.partners, joins))

    def _partner_left(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        partner = self._partner(fields)
        self._carried_out(entry, PartnerLeaves(partner.id, partner.name))
        left = replace(partner, representatives=(), stand_ins=(), ends_at=None)
        others = tuple(other for other in self._here.partners if other != partner)
        self.alliance = replace(self._here, partners=others, former=(*self._here.former, left))

    def _closed(self, entry: LogEntry, _fields: Mapping[str, Any]) -> None:
        decided = self._to_carry_out.pop(entry.fields["number"], None)
        if self.only is None and not isinstance(decided, AllianceCloses):
            self._doubt(entry, "closes the alliance, and no decision says so")
        self.alliance = replace(self._here, closed_at=datetime.fromisoformat(entry.at))

    def _ladder_changed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """All partners decided these steps, and these only."""
        decided = self._to_carry_out.pop(fields["number"], None)
        told = change_from_fields({"kind": LadderChanges.__name__, "steps": fields["steps"]})
        if not isinstance(told, LadderChanges) or not all(isinstance(step, Step) for step in told.steps):
            raise ValueError
        if self.only is None and decided != told:
            self._doubt(entry, "changes what is done when a decision is held, and no decision says so")
        self.alliance = replace(self._here, ladder=told.steps)

    def _managers_named(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        named = tuple(fields["operations_managers"])
        decided = self._to_carry_out.pop(fields["number"], None)
        if self.only is None and (decided is None or self._meant(decided) != self._meant(ManagersChange(named))):
            self._doubt(entry, f"names others to manage than No. {fields['number']} decided")
        self.alliance = replace(self._here, operations_managers=named)

    def _doubt_if_closed(self, entry: LogEntry) -> None:
        """A closing ends what is open, and nothing comes after it but what Slack does to ids, and names hidden."""
        ends = entry.kind == "proposal_withdrawn" and not entry.fields["actor"]
        if self.alliance is not None and self.alliance.is_closed and not ends and entry.kind not in AFTERWARDS:
            self._doubt(entry, "comes after the alliance was closed")

    def _partner_renamed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._manages(entry)
        before = self._partner({"partner": fields["before"]})
        self._change(before, replace(before, name=fields["partner"]))

    def _representatives_changed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """A decision says so, the partner itself, or whoever runs Accord, on the authority named (rule 7).

        Nobody has to say that those do no more who stood in, when the time for that is over.
        """
        partner, actor, at = self._partner(fields), fields["actor"], datetime.fromisoformat(entry.at)
        speakers, now = tuple(fields["representatives"]), speaking_at(partner, at)
        before = self._spoke_before.get(partner.id)
        undoes = before is not None and speaking_at(before, at).representatives == speakers
        may_say = actor in now.lasting or (undoes and actor in (*speakers, *now.representatives))
        is_over = now != partner and speakers == now.representatives
        if fields.get("number") is not None:
            self._carried_out(entry, RepresentativesChange(partner.id, partner.name, speakers))
        elif actor and not may_say:
            self._doubt(entry, f"is by {actor}, who does not speak for {partner.name}")
        elif not actor and not fields.get("authority") and not is_over:
            self._doubt(entry, f"changes who speaks for {partner.name}, and nobody said so")
        self._spoke_before[partner.id] = partner
        ends_at = datetime.fromisoformat(fields["ends_at"]) if fields.get("ends_at") else None
        stand_ins = tuple(fields.get("stand_ins", ()))
        self._change(partner, replace(partner, representatives=speakers, stand_ins=stand_ins, ends_at=ends_at))

    def _form(self, entry: LogEntry, _fields: Mapping[str, Any]) -> None:
        self._manages(entry)

    def _channel_moved(self, _entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self.alliance = replace(self._here, channel=fields["channel"])

    def _person_moved(self, _entry: LogEntry, fields: Mapping[str, Any]) -> None:
        before, after = fields["before"], fields["person"]
        earlier = [person for person, now in self._moved.items() if now == before]
        self._moved |= dict.fromkeys([before, *earlier], after)
        partners = tuple(map(self._called_now, self._here.partners))
        self._spoke_before = {place: self._called_now(partner) for place, partner in self._spoke_before.items()}
        managers = self._now(self._here.operations_managers)
        self.alliance = replace(self._here, partners=partners, operations_managers=managers)

    def _standing_interest(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """A partner declares one, looks at it again, or says that it has ended."""
        partner = self._partner(fields)
        self._speaks(entry, partner)
        if entry.kind == "standing_interest_declared":
            self._standing[entry.sequence] = partner.id
        elif self._standing.get(fields["entry"]) != partner.id:
            self._doubt(entry, f"is about no standing interest of {partner.name}")
        elif entry.kind == "standing_interest_ended":
            del self._standing[fields["entry"]]

    def _person_pseudonymised(self, _entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self.pseudonyms.add(fields["pseudonym"])

    # Helping words.

    @property
    def _here(self) -> Alliance:
        if self.alliance is None:
            raise ValueError("there is no alliance yet")
        return self.alliance

    def _doubt(self, entry: LogEntry, words: str) -> None:
        number = entry.fields.get("number")
        self.doubts.append(Doubt(entry.sequence, number, f"entry {entry.sequence} {words}"))

    def _partner(self, fields: Mapping[str, Any]) -> Partner:
        return next(partner for partner in self._here.partners if partner.name == fields["partner"])

    def _speaks(self, entry: LogEntry, partner: Partner) -> None:
        now = speaking_at(partner, datetime.fromisoformat(entry.at))
        if entry.fields["actor"] not in now.representatives:
            self._doubt(entry, f"is by {entry.fields['actor']}, who does not speak for {partner.name}")

    def _manages(self, entry: LogEntry) -> None:
        """A file changes settings, or an operations manager does."""
        actor = entry.fields["actor"]
        if actor and actor not in self._here.operations_managers:
            self._doubt(entry, f"changes settings, and is by {actor}, who is no operations manager")

    def _now(self, people: Iterable[str]) -> tuple[str, ...]:
        """Give people the ids that they have now."""
        return tuple(self._moved.get(person, person) for person in people)

    def _called_now(self, partner: Partner) -> Partner:
        speak, stand_in = self._now(partner.representatives), self._now(partner.stand_ins)
        return replace(partner, representatives=speak, stand_ins=stand_in)

    def _change(self, before: Partner, after: Partner) -> None:
        partners = tuple(after if partner == before else partner for partner in self._here.partners)
        self.alliance = replace(self._here, partners=partners)

    def _carried_out(self, entry: LogEntry, change: Change) -> None:
        """A partner joins or leaves at the founding, or by a decision that says just that (rule 7)."""
        number = entry.fields.get("number")
        if number is None:
            if not self._is_founding:
                self._doubt(entry, "changes the partners without a decision")
            return
        decided = self._to_carry_out.pop(number, None)
        if self.only is None and (decided is None or self._meant(decided) != self._meant(change)):
            self._doubt(entry, f"changes the partners otherwise than No. {number} decided")

    def _meant(self, change: Change) -> tuple[object, ...]:
        """Identify a change, even after the partner was renamed or people got other ids."""
        whom = change.name if isinstance(change, PartnerJoins) else vars(change).get("partner_id")
        return type(change), whom, self._now(people_of(change))

    def _of_the_log(self, change: Change | None) -> Change | None:
        """Name the partner of a change by the id that it has here."""
        if isinstance(change, DeciderChange):
            named = [partner.id for partner in self._here.partners if partner.name == change.partner]
            return replace(change, partner_id=named[-1] if named else 0)
        if not isinstance(change, OF_ONE_THAT_IS_HERE):
            return change
        ever = (*self._here.former, *self._here.partners)
        known = [partner.id for partner in ever if partner.name == change.name]
        return replace(change, partner_id=known[-1] if known else 0)


OF_ALLIANCE: Mapping[str, Callable[[Any, LogEntry, Mapping[str, Any]], None]] = {
    **OF_FOUNDING,
    "settings_changed": AllianceReplay._settings_changed,
    "partner_joined": AllianceReplay._partner_joined,
    "partner_left": AllianceReplay._partner_left,
    "alliance_closed": AllianceReplay._closed,
    "ladder_changed": AllianceReplay._ladder_changed,
    "managers_named": AllianceReplay._managers_named,
    "partner_renamed": AllianceReplay._partner_renamed,
    "representatives_changed": AllianceReplay._representatives_changed,
    "template_made": AllianceReplay._form,
    "template_removed": AllianceReplay._form,
    **dict.fromkeys(
        ("standing_interest_declared", "standing_interest_reviewed", "standing_interest_ended"),
        AllianceReplay._standing_interest,
    ),
    "channel_moved": AllianceReplay._channel_moved,
    "person_moved": AllianceReplay._person_moved,
    "person_pseudonymised": AllianceReplay._person_pseudonymised,
    **OF_MEETINGS,
}
