"""What does the log alone say: who decides, what was put to them, what did they answer, and what follows from it?

Whoever trusts neither the tables nor the program that filled them can replay the log: each decision must follow from
consents of all who were partners at that moment to that very text (rules 1, 5 and 10). Whatever does not follow is a
doubt. Ids are those of the log: a partner's is its place in the order of joining, a proposal's is its number, a
response's is the sequence of its entry, and a report's or suggestion's its place among those of its proposal.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import change_from_fields
from decisions.log.log_entry import LogEntry
from decisions.people.stand_in import alliance_at
from decisions.proposal import outcome
from decisions.proposal.facts import BEFOREHAND, FACTS, INTERESTS, RESPONSES, with_fact
from decisions.proposal.notice import has_begun
from decisions.proposal.part import (
    can_decide,
    decided_by,
    deciding,
    doubts_about_answering,
    is_told,
    is_told_of_views,
    what_is_wrong,
    whose_matter,
)
from decisions.proposal.proposal import (
    Agreement,
    AnswerBeforehand,
    Interest,
    Part,
    Proposal,
    Question,
    Report,
    Response,
    Review,
    Revision,
    Suggestion,
    Withdrawal,
)
from decisions.replay.bundle_replay import in_turn
from decisions.replay.doubts import DOUBTS
from decisions.replay.entry_facts import fact
from decisions.replay.founding_replay import founded
from decisions.replay.matter_replay import OF_ALLIANCE_AND_MATTERS, MattersReplay
from decisions.replay.sealed_replay import OF_SEALED
from decisions.replay.statement_replay import OF_STATEMENTS, with_last_day
from decisions.said.bundled import Bundled
from decisions.said.report_facts import RefusalOfReport
from decisions.texts.suggestion import would_consent

_KINDS = {name: kind for kinds in (RESPONSES, BEFOREHAND) for kind, name in kinds.items()}
_PARTS = {name: kind for kind, name in INTERESTS.items()}


@dataclass
class Replay(MattersReplay):
    """How things stand after the entries taken so far."""

    def take(self, entry: LogEntry) -> None:
        """Go on by one entry. A kind that is not known changes nothing."""
        step = _STEPS.get(entry.kind)
        if entry.kind != "partner_joined":
            self._is_founding = entry.kind == "alliance_founded" and entry.fields.get("number") is None
        if self.alliance is None and entry.kind not in ("alliance_founded", "founding_put"):
            self._doubt(entry, "comes before the founding of the alliance")
            self.alliance = Alliance(0, "", entry.alliance, "UTC", (), ())
        self._doubt_unless_put(entry)
        self._doubt_if_closed(entry)
        self._doubt_unless_opened(entry)
        self._is_put = entry.kind == "founding_put"
        if step is None:
            return
        try:
            self._doubt_if_back_dated(entry)
            step(self, entry, entry.fields)
        except (LookupError, TypeError, ValueError, AttributeError, StopIteration):
            self._doubt(entry, "can't be read as what it says to be")

    # What is put to the partners.

    def _raised(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        text = self._text(entry, fact(Revision, entry, number=fields["revision"]))
        number = fields["number"]
        if text.number != 1 or (number != len(self.proposals) + 1 and self.only is None):
            self._doubt(entry, f"raises No. {number} out of turn")
        if not alliance_at(self._here, text.at).may_raise(text.by):
            self._doubt(entry, f"is by {text.by}, who may not raise a proposal")
        change = self._of_the_log(change_from_fields(fields.get("change")))
        raised = Proposal(number, number, text.by, text.at, (text,), change=change)
        is_asked_of_all = change is None and whose_matter(raised, self._here) is None
        if self._here.seals_first_rounds and not text.sealed and is_asked_of_all:
            self._doubt(entry, f"raises No. {number} openly, where every first round is sealed")
        self.proposals[number] = raised

    def _amended(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self._open(entry, fields)
        text = fact(Revision, entry, number=fields["revision"], suggestion=self._taken(entry, proposal))
        if text.number != proposal.current.number + 1:
            self._doubt(entry, f"amends No. {proposal.number} out of turn")
        leads = () if self._here.is_founded else [partner.lead for partner in self._here.partners]
        if text.by not in leads and not self._may_steer(proposal, text.by):
            self._doubt(entry, f"is by {text.by}, who may not amend No. {proposal.number}")
        self._put(with_fact(proposal, self._text(entry, text)))

    def _text(self, entry: LogEntry, text: Revision) -> Revision:
        if entry.fields.get("text_sha256", text.text_sha256) != text.text_sha256:
            self._doubt(entry, "puts another text than the one that it names")
        return text

    def _taken(self, entry: LogEntry, proposal: Proposal) -> int | None:
        """Find the suggestion that an amendment takes to the letter."""
        if not entry.fields.get("suggested_by"):
            return None
        name, named = entry.fields["suggested_by"], entry.fields["text_sha256"]
        # It may have left since.
        whose = {partner.id for partner in self._here.partners_ever.values() if partner.name == name}
        those = [each for each in proposal.suggestions if each.partner_id in whose and each.text_sha256 == named]
        if not those:
            self._doubt(entry, f"takes a text that {name} did not suggest")
        return those[-1].id if those else None

    def _responded(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        response = fact(Response, entry, partner_id=partner.id, kind=_KINDS[entry.kind], id=entry.sequence)
        if response.said_at:
            beforehand = would_consent(proposal, response.text_sha256).get(partner.id)
            named = (beforehand.by, *self.pseudonyms) if beforehand else ()
            if beforehand is None or response.by not in named or beforehand.at != response.said_at:
                self._doubt(entry, f"counts a consent that {partner.name} did not give beforehand")
        else:
            self._speaks(entry, partner)
        for words in doubts_about_answering(proposal, self._here, partner):
            self._doubt(entry, words)
        if response.revision != proposal.current.number:
            self._doubt(entry, f"answers a text of No. {proposal.number} that was not the current one")
        if response.text_sha256 not in ("", proposal.current.text_sha256):
            self._doubt(entry, f"consents to another text than that of No. {proposal.number}")
        self._put(with_fact(proposal, response))

    def _of_interest(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """Nobody but a partner itself steps back, and nobody but all others let it take part (proposal/part.py)."""
        proposal, partner, kind = self._open(entry, fields), self._partner(fields), _PARTS[entry.kind]
        if kind is not Part.LET_BY_ALL:
            self._speaks(entry, partner)
        whose = self._partner({"partner": fields["whose"]}) if kind is Part.LET else partner
        said = fact(Interest, entry, partner_id=partner.id, kind=kind, whose=whose.id, id=entry.sequence)
        if wrong := what_is_wrong(proposal, self._here, said):
            self._doubt(entry, wrong)
        self._put(with_fact(proposal, said))

    def _suggested(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        self._speaks(entry, partner)
        theirs = (said for said in reversed(proposal.responses) if said.partner_id == partner.id)
        number = len(proposal.suggestions) + 1
        self._add(proposal, Suggestion, entry, partner_id=partner.id, objection=next(theirs).id, id=number)

    def _answered_beforehand(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        self._speaks(entry, partner)
        kind, number = _KINDS[entry.kind], entry.sequence
        self._add(proposal, AnswerBeforehand, entry, partner_id=partner.id, kind=kind, id=number)

    def _took_time(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._speaks(entry, self._partner(fields))
        self._add(self._open(entry, fields), Question, entry, partner_id=self._partner(fields).id)

    def _reported(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        after = proposal.responses[-1].id if proposal.responses else 0
        self._add(proposal, Report, entry, partner_id=partner.id, after=after, id=len(proposal.reports) + 1)

    def _report_refused(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        self._speaks(entry, partner)
        theirs = [report for report in proposal.reports if report.partner_id == partner.id and not report.refused_by]
        if not theirs:
            self._doubt(entry, "refuses a report that nobody made")
            return
        self._add(proposal, RefusalOfReport, entry, partner_id=partner.id, report_id=theirs[-1].id)

    # What becomes of it.

    def _withdrawn(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self._open(entry, fields)
        by_closing = self._here.is_closed and not fields["actor"]
        if not by_closing and not self._may_steer(proposal, fields["actor"]):
            self._doubt(entry, f"is by {fields['actor']}, who may not withdraw No. {proposal.number}")
        self._add(proposal, Withdrawal, entry)

    def _agreed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """The heart of it: nothing agrees a proposal but the consents that stand (rule 1)."""
        proposal = self._open(entry, fields)
        current = proposal.current
        they = deciding(proposal, self._here)
        waits_for = [partner.name for partner in they if partner not in outcome.consents(proposal, they)]
        if waits_for or not can_decide(proposal, self._here):
            self._doubt(entry, f"agrees No. {proposal.number} without the consent of {', '.join(waits_for)}")
        if not has_begun(proposal, self._here, datetime.fromisoformat(entry.at)):
            self._doubt(entry, f"agrees No. {proposal.number} before the day that its text names")
        if (fields["revision"], fields["title"], fields["text"]) != (current.number, current.title, current.text):
            self._doubt(entry, f"agrees a text of No. {proposal.number} that the partners were not asked about")
        if not is_told(fields, proposal, self._here):
            self._doubt(entry, f"names others than the partners who decided No. {proposal.number}")
        if not is_told_of_views(fields, proposal, self._here):
            self._doubt(entry, f"names other views than those that were given of No. {proposal.number}")
        self._add(proposal, Agreement, entry, revision=current.number, **decided_by(proposal, self._here))
        if proposal.change:
            self._to_carry_out[proposal.number] = proposal.change

    def _reviewed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self.proposals[fields["number"]]
        if proposal.agreement is None:
            self._doubt(entry, f"reviews No. {proposal.number}, which is no decision")
        self._add(proposal, Review, entry)

    def _followed_up(self, entry: LogEntry, fields: Mapping[str, Any], which: type[Any]) -> None:
        """Something beside the answers: what is to be done after a decision, or on which step a held one is."""
        proposal, told = self.proposals[fields["number"]], fact(which, entry)
        here = alliance_at(self._here, told.at)
        known = replace(proposal, author=self._now([proposal.author])[0])
        for words in DOUBTS[which](told, known, here):
            self._doubt(entry, words)
        self._put(with_fact(proposal, told))

    def _founded_by_all(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """Nothing but the consents of all whom it names founds an alliance that was put to its partners."""
        if self.alliance is not None and not self.alliance.is_founded and self.only is None:
            by = self.proposals.get(fields["number"])
            if by is None or by.agreement is None:
                self._doubt(entry, "founds the alliance before all its partners consented")
        founded(self, entry, fields)

    # Helping words.

    def _may_steer(self, proposal: Proposal, person: str) -> bool:
        return person in self._now([proposal.author]) or self._here.is_manager(person)


def replay(entries: Iterable[LogEntry], only: int | None = None) -> Replay:
    """Replay one alliance's log from its first entry, or of it what is about one proposal and about the alliance."""
    replayed = Replay(only=only)
    for entry in entries:
        replayed.take(entry)
    return replayed


def doubts_about_agreeing(entries: Iterable[LogEntry], proposal: Proposal) -> list[str]:
    """Say why the log does not bear out that this proposal is agreed now. Empty: it is agreed there too (rule 10).

    `entries` are those about the proposal and about the alliance.
    """
    replayed = replay(entries, only=proposal.number)
    told = replayed.proposals.get(proposal.number)
    if told is None or replayed.alliance is None:
        return [f"the log does not tell of No. {proposal.number}"]
    they = deciding(told, replayed.alliance)
    silent = [partner.name for partner in they if partner not in outcome.consents(told, they)]
    why = [doubt.words for doubt in replayed.doubts if doubt.number == proposal.number]
    if silent or not can_decide(told, replayed.alliance):
        why.append(f"the log has no consent of {', '.join(silent) or 'anybody'}")
    if (told.current.number, told.current.text_sha256) != (proposal.current.number, proposal.current.text_sha256):
        why.append("the log has another text")
    if told.is_final:
        why.append("it had ended already by the log")
    return why


_STEPS: Mapping[str, Callable[[Replay, LogEntry, Mapping[str, Any]], None]] = {
    **OF_ALLIANCE_AND_MATTERS,
    "proposal_raised": Replay._raised,
    "proposal_amended": Replay._amended,
    "alliance_founded": Replay._founded_by_all,
    **OF_SEALED,
    **dict.fromkeys(RESPONSES.values(), partial(Replay.answered, openly=Replay._responded)),
    **dict.fromkeys(BEFOREHAND.values(), Replay._answered_beforehand),
    **dict.fromkeys(INTERESTS.values(), Replay._of_interest),
    "text_suggested": Replay._suggested,
    "time_taken": Replay._took_time,
    "consent_reported": Replay._reported,
    "reported_consent_refused": Replay._report_refused,
    "proposal_withdrawn": Replay._withdrawn,
    "decision_agreed": partial(with_last_day, agreed=Replay._agreed),
    "decision_reviewed": Replay._reviewed,
    **{
        declared.kind: partial(Replay._followed_up, which=fact)
        for fact, declared in FACTS.items()
        if isinstance(declared.kind, str) and fact in DOUBTS
    },
    **OF_STATEMENTS,
    "proposal_bundled": partial(in_turn, put_in=partial(Replay._followed_up, which=Bundled)),
}
KNOWN_KINDS = _STEPS.keys()
