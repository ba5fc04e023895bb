"""What does the log alone say: who decides, what was put to them, what did they answer, and what follows from it?

Whoever trusts neither the tables nor the program that filled them can replay the log: each decision must follow from
consents of all who were partners at that moment to that very text (rules 1, 5 and 10). Whatever does not follow is a
doubt. Ids are those of the log: a partner's is its place in the order of joining, a proposal's is its number, a
response's is the sequence of its entry, and a report's its place among the reports of its proposal.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from decisions import outcome
from decisions.alliance import Alliance, Partner
from decisions.log_entry import LogEntry
from decisions.membership import Change, PartnerJoins, PartnerLeaves, RepresentativesChange, change_from_fields
from decisions.proposal import Agreement, Kind, Proposal, Question, Report, Response, Review, Revision, Withdrawal

_RESPONSES = {
    "consent_given": Kind.CONSENT,
    "objection_raised": Kind.OBJECTION,
    "consent_taken_back": Kind.UNDO,
}


@dataclass(frozen=True)
class Doubt:
    """Something in the log that does not follow from what stands before it."""

    sequence: int
    words: str


@dataclass
class Replay:
    """How things stand after the entries taken so far."""

    alliance: Alliance | None = None
    proposals: dict[int, Proposal] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    # What the newest decision changes about the partners, with its number, until the log says that it was done.
    _to_carry_out: dict[int, Change] = field(default_factory=dict)
    _joined: int = 0

    def take(self, entry: LogEntry) -> None:
        """Go on by one entry. A kind that is not known changes nothing."""
        step = _STEPS.get(entry.kind)
        if self.alliance is None and entry.kind != "alliance_founded":
            self._doubt(entry, "comes before the founding of the alliance")
            self.alliance = Alliance(0, "", entry.alliance, "UTC", (), ())
        if step is None:
            return
        try:
            step(self, entry, entry.fields)
        except (KeyError, TypeError, ValueError, AttributeError):
            self._doubt(entry, "can't be read as what it says to be")

    # The alliance.

    def _founded(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        if self.alliance is not None:
            self._doubt(entry, "founds the alliance once more")
            return
        managers = tuple(fields["operations_managers"])
        self.alliance = Alliance(0, fields["name"], entry.alliance, fields["timezone"], managers, ())

    def _settings_changed(self, _entry: LogEntry, fields: Mapping[str, Any]) -> None:
        changed: dict[str, Any] = {name: fields[name] for name in ("name", "timezone") if name in fields}
        if "operations_managers" in fields:
            changed["operations_managers"] = tuple(fields["operations_managers"])
        self.alliance = replace(self._here, **changed)

    def _partner_joined(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._carried_out(entry, PartnerJoins(fields["partner"], tuple(fields["representatives"])))
        self._joined += 1
        joins = Partner(self._joined, fields["partner"], tuple(fields["representatives"]))
        self.alliance = replace(self._here, partners=(*self._here.partners, joins))

    def _partner_left(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        partner = self._partner(fields)
        self._carried_out(entry, PartnerLeaves(partner.id, partner.name))
        left = replace(partner, representatives=())
        others = tuple(other for other in self._here.partners if other != partner)
        self.alliance = replace(self._here, partners=others, former=(*self._here.former, left))

    def _partner_renamed(self, _entry: LogEntry, fields: Mapping[str, Any]) -> None:
        before = self._partner({"partner": fields["before"]})
        self._change(before, replace(before, name=fields["partner"]))

    def _representatives_changed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        partner = self._partner(fields)
        speakers = tuple(fields["representatives"])
        if fields.get("number") is not None:
            self._carried_out(entry, RepresentativesChange(partner.id, partner.name, speakers))
        elif entry.fields["actor"] and entry.fields["actor"] not in partner.representatives:
            self._doubt(entry, f"is by {entry.fields['actor']}, who does not speak for {partner.name}")
        self._change(partner, replace(partner, representatives=speakers))

    # What is put to the partners.

    def _raised(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        text = _revision(entry)
        number = fields["number"]
        if number != len(self.proposals) + 1 or text.number != 1:
            self._doubt(entry, f"raises No. {number} out of turn")
        if not self._here.may_raise(text.by):
            self._doubt(entry, f"is by {text.by}, who may not raise a proposal")
        change = change_from_fields(fields.get("change"))
        self.proposals[number] = Proposal(number, number, text.by, text.at, (text,), change=self._of_the_log(change))

    def _amended(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self._open(entry, fields)
        text = _revision(entry)
        if text.number != proposal.current.number + 1:
            self._doubt(entry, f"amends No. {proposal.number} out of turn")
        self._put(replace(proposal, revisions=(*proposal.revisions, text)))

    def _responded(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        if fields["actor"] not in partner.representatives:
            self._doubt(entry, f"is by {fields['actor']}, who does not speak for {partner.name}")
        if fields["revision"] != proposal.current.number:
            self._doubt(entry, f"answers a text of No. {proposal.number} that was not the current one")
        response = Response(
            partner_id=partner.id,
            revision=fields["revision"],
            kind=_RESPONSES[entry.kind],
            by=fields["actor"],
            at=_at(entry),
            concern=fields.get("concern", ""),
            reason=fields.get("reason", ""),
            acceptable_if=fields.get("acceptable_if", ""),
            id=entry.sequence,
        )
        self._put(replace(proposal, responses=(*proposal.responses, response)))

    def _time_taken(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        answer_by = date.fromisoformat(fields["answer_by"])
        question = Question(partner.id, fields["revision"], fields["actor"], _at(entry), fields["question"], answer_by)
        self._put(replace(proposal, questions=(*proposal.questions, question)))

    def _reported(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        after = proposal.responses[-1].id if proposal.responses else 0
        report = Report(
            partner_id=partner.id,
            revision=fields["revision"],
            by=fields["actor"],
            at=_at(entry),
            note=fields["note"],
            after=after,
            id=len(proposal.reports) + 1,
        )
        self._put(replace(proposal, reports=(*proposal.reports, report)))

    def _report_refused(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        theirs = [report for report in proposal.reports if report.partner_id == partner.id and not report.refused_by]
        if not theirs:
            self._doubt(entry, "refuses a report that nobody made")
            return
        refused = replace(theirs[-1], refused_by=fields["actor"])
        self._put(
            replace(proposal, reports=tuple(refused if each == theirs[-1] else each for each in proposal.reports))
        )

    # What becomes of it.

    def _withdrawn(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self._open(entry, fields)
        if fields["actor"] != proposal.author and not self._here.is_manager(fields["actor"]):
            self._doubt(entry, f"is by {fields['actor']}, who may not withdraw No. {proposal.number}")
        self._put(replace(proposal, withdrawal=Withdrawal(fields["actor"], _at(entry), fields["reason"])))

    def _agreed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """The heart of it: nothing agrees a proposal but the consents that stand (rule 1)."""
        proposal = self._open(entry, fields)
        current = proposal.current
        waits_for = [
            partner.name
            for partner in self._here.partners
            if partner not in outcome.consents(proposal, self._here.partners)
        ]
        if waits_for or not self._here.partners:
            self._doubt(entry, f"agrees No. {proposal.number} without the consent of {', '.join(waits_for)}")
        if (fields["revision"], fields["title"], fields["text"]) != (current.number, current.title, current.text):
            self._doubt(entry, f"agrees a text of No. {proposal.number} that the partners were not asked about")
        if sorted(fields["partners"]) != sorted(partner.name for partner in self._here.partners):
            self._doubt(entry, f"names others than the partners who decided No. {proposal.number}")
        agreement = Agreement(current.number, _at(entry), tuple(partner.id for partner in self._here.partners))
        self._put(replace(proposal, agreement=agreement))
        if proposal.change:
            self._to_carry_out[proposal.number] = proposal.change

    def _reviewed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self.proposals[fields["number"]]
        if proposal.agreement is None:
            self._doubt(entry, f"reviews No. {proposal.number}, which is no decision")
        looked = Review(fields["actor"], _at(entry), fields["note"], _day(fields["review_on"]))
        self._put(replace(proposal, reviews=(*proposal.reviews, looked)))

    # Helping words.

    @property
    def _here(self) -> Alliance:
        if self.alliance is None:
            raise ValueError("there is no alliance yet")
        return self.alliance

    def _doubt(self, entry: LogEntry, words: str) -> None:
        self.doubts.append(Doubt(entry.sequence, f"entry {entry.sequence} {words}"))

    def _partner(self, fields: Mapping[str, Any]) -> Partner:
        return next(partner for partner in self._here.partners if partner.name == fields["partner"])

    def _change(self, before: Partner, after: Partner) -> None:
        partners = tuple(after if partner == before else partner for partner in self._here.partners)
        self.alliance = replace(self._here, partners=partners)

    def _put(self, proposal: Proposal) -> None:
        self.proposals[proposal.number] = proposal

    def _open(self, entry: LogEntry, fields: Mapping[str, Any]) -> Proposal:
        proposal = self.proposals[fields["number"]]
        if proposal.is_final:
            self._doubt(entry, f"is about No. {proposal.number}, which had ended")
        return proposal

    def _carried_out(self, entry: LogEntry, change: Change) -> None:
        """A partner joins or leaves at the founding, or by a decision that says just that (rule 7)."""
        number = entry.fields.get("number")
        if number is None:
            if self.proposals or isinstance(change, PartnerLeaves):
                self._doubt(entry, "changes the partners without a decision")
            return
        decided = self._to_carry_out.pop(number, None)
        if decided != change:
            self._doubt(entry, f"changes the partners otherwise than No. {number} decided")

    def _of_the_log(self, change: Change | None) -> Change | None:
        """Name the partner of a change by the id that it has here."""
        if change is None or isinstance(change, PartnerJoins):
            return change
        ever = (*self._here.former, *self._here.partners)
        known = [partner.id for partner in ever if partner.name == change.name]
        return replace(change, partner_id=known[-1] if known else 0)


def replay(entries: Iterable[LogEntry]) -> Replay:
    """Replay one alliance's log from its first entry."""
    replayed = Replay()
    for entry in entries:
        replayed.take(entry)
    return replayed


def _revision(entry: LogEntry) -> Revision:
    fields = entry.fields
    return Revision(
        number=fields["revision"],
        title=fields["title"],
        text=fields["text"],
        rich_text=fields["rich_text"],
        benefit=fields["benefit"],
        decide_by=_day(fields["decide_by"]),
        supersedes=fields["supersedes"],
        by=fields["actor"],
        at=_at(entry),
        review_on=_day(fields["review_on"]),
        owner=fields["owner"],
        topics=tuple(fields["topics"]),
    )


def _at(entry: LogEntry) -> datetime:
    return datetime.fromisoformat(entry.at)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


_STEPS: Mapping[str, Callable[[Replay, LogEntry, Mapping[str, Any]], None]] = {
    "alliance_founded": Replay._founded,
    "settings_changed": Replay._settings_changed,
    "partner_joined": Replay._partner_joined,
    "partner_left": Replay._partner_left,
    "partner_renamed": Replay._partner_renamed,
    "representatives_changed": Replay._representatives_changed,
    "proposal_raised": Replay._raised,
    "proposal_amended": Replay._amended,
    **dict.fromkeys(_RESPONSES, Replay._responded),
    "time_taken": Replay._time_taken,
    "consent_reported": Replay._reported,
    "reported_consent_refused": Replay._report_refused,
    "proposal_withdrawn": Replay._withdrawn,
    "decision_agreed": Replay._agreed,
    "decision_reviewed": Replay._reviewed,
}
