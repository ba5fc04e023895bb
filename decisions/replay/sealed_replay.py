"""Does the log bear out a sealed round: was opened what was sealed, all of it, and not too early?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from decisions.answers.sealed_round import asked_for
from decisions.log.log_entry import LogEntry
from decisions.people.stand_in import alliance_at
from decisions.proposal.facts import Fact, with_fact
from decisions.proposal.part import doubts_about_answering
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.proposal.sealed import digest, is_sealed, opening, sealed_answers, to_open
from decisions.replay.alliance_replay import AllianceReplay
from decisions.replay.entry_facts import fact
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from decisions.words.refusal import Refusal

# What an opening announces, besides the answers that are opened.
_THEN = {Why.AMENDED: "proposal_amended", Why.WITHDRAWN: "proposal_withdrawn", Why.CLOSED: "alliance_closed"}
_KINDS = {"consent_given": Kind.CONSENT, "objection_raised": Kind.OBJECTION}


@dataclass
class SealedReplay(AllianceReplay):
    """What is still to be opened after the last entry, and what then has to follow."""

    proposals: dict[int, Proposal] = field(default_factory=dict)
    _to_open: list[SealedAnswer] = field(default_factory=list)
    _then: tuple[str, int] | None = None

    def _doubt_unless_opened(self, entry: LogEntry) -> None:
        """All answers open one after the other, and what ended the round comes right after them."""
        if "salt" in entry.fields:
            return
        number = entry.fields.get("number")
        there = self.proposals.get(number) if isinstance(number, int) else None
        if entry.kind in ("proposal_amended", "proposal_withdrawn") and there and is_sealed(there):
            self._doubt(entry, f"ends the sealed round of No. {number}, and nothing was opened")
        if self._to_open:
            self._doubt(entry, "comes before all sealed answers are opened")
        elif self._then and not _is_announced(entry, *self._then):
            self._doubt(entry, f"comes where {self._then[0]} should, for which sealed answers were opened")
        self._to_open, self._then = [], None

    def _sealed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal, partner = self._open(entry, fields), self._partner(fields)
        self._speaks(entry, partner)
        for words in doubts_about_answering(proposal, self._here, partner):
            self._doubt(entry, words)
        known = {} if "digest" in fields else {"digest": ""}
        answer = fact(SealedAnswer, entry, partner_id=partner.id, id=entry.sequence, **known)
        if not is_sealed(proposal) or answer.revision != proposal.current.number:
            self._doubt(entry, f"seals an answer to a text of No. {proposal.number} that has no sealed round")
        if not answer.digest and partner.id not in sealed_answers(proposal):
            self._doubt(entry, f"takes an answer to No. {proposal.number} back that {partner.name} did not seal")
        self._put(with_fact(proposal, answer))

    def _answers_opened(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        proposal = self._open(entry, fields)
        opened = fact(Opening, entry)
        if not is_sealed(proposal) or opened.revision != proposal.current.number:
            self._doubt(entry, f"opens answers to No. {proposal.number}, which has no sealed round")
        elif words := self._too_early(proposal, opened):
            self._doubt(entry, f"opens the answers to No. {proposal.number} {words}")
        self._to_open = to_open(proposal, self._here)
        self._then = (_THEN[opened.why], proposal.number) if opened.why in _THEN else None
        self._put(with_fact(proposal, opened))

    def _too_early(self, proposal: Proposal, opened: Opening) -> str:
        if opened.why is Why.ALL and not opening(proposal, self._here, opened.at):
            return "before all have answered"
        if opened.why is Why.ASKED:
            try:
                asked_for(proposal, alliance_at(self._here, opened.at), by=opened.by, at=opened.at)
            except Refusal:
                return "for somebody who may not ask for it then"
        return ""

    def _opened(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """An answer is opened: it must be the very one that was sealed."""
        proposal, partner = self._open(entry, fields), self._partner(fields)
        said = fact(Response, entry, partner_id=partner.id, kind=_KINDS[entry.kind], id=entry.sequence)
        sealed = next((each for each in self._to_open if each.partner_id == partner.id), None)
        if sealed is None:
            self._doubt(entry, f"opens an answer of {partner.name} to No. {proposal.number} that was not to be opened")
        elif sealed.digest != digest(proposal.number, said, said.salt) or said.by not in (sealed.by, *self.pseudonyms):
            self._doubt(entry, f"opens another answer of {partner.name} to No. {proposal.number} than it had sealed")
        self._to_open = [each for each in self._to_open if each != sealed]
        if said.text_sha256 not in ("", proposal.current.text_sha256):
            self._doubt(entry, f"consents to another text than that of No. {proposal.number}")
        self._put(with_fact(proposal, said))

    def answered(self, entry: LogEntry, fields: Mapping[str, Any], openly: Callable[..., None]) -> None:
        """What a partner says is said sealed or openly, never both."""
        if "salt" in fields:
            self._opened(entry, fields)
            return
        if is_sealed(self.proposals[fields["number"]]):
            self._doubt(entry, f"answers No. {fields['number']} openly while the round is sealed")
        openly(self, entry, fields)

    # Helping words.

    def _add(self, proposal: Proposal, which: type[Fact], entry: LogEntry, /, **known: Any) -> None:
        self._put(with_fact(proposal, fact(which, entry, **known)))

    def _put(self, proposal: Proposal) -> None:
        self.proposals[proposal.number] = proposal

    def _open(self, entry: LogEntry, fields: Mapping[str, Any]) -> Proposal:
        proposal = self.proposals[fields["number"]]
        if proposal.is_final:
            self._doubt(entry, f"is about No. {proposal.number}, which had ended")
        return proposal


def _is_announced(entry: LogEntry, kind: str, number: int) -> bool:
    """It is of the same proposal; before an alliance is closed, the answers to all that are open are opened."""
    if kind == "alliance_closed":
        opens_before = entry.kind == "answers_opened" and entry.fields.get("why") == Why.CLOSED
        return opens_before or entry.kind == kind
    return (entry.kind, entry.fields.get("number")) == (kind, number)


OF_SEALED: Mapping[str, Callable[[Any, LogEntry, Mapping[str, Any]], None]] = {
    "answer_sealed": SealedReplay._sealed,
    "sealed_answer_taken_back": SealedReplay._sealed,
    "answers_opened": SealedReplay._answers_opened,
}
