"""Which facts can there be about a proposal, and what does the decision log tell of each?

A fact is declared here once, beside its dataclass (proposal.py) and its kind in the log (log_kinds.py). Storage adds
and reads them all alike: a table has a column for each field.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.ladder import StepProposed, StepRecorded
from decisions.alliance.membership import change_fields
from decisions.alliance.membership import people_of as people_of_change
from decisions.log.log_entry import written_moment
from decisions.log.log_kinds import LOG_KINDS
from decisions.proposal.part import deciding, stepped_back, views_of, who_let
from decisions.proposal.proposal import (
    Agreement,
    AnswerBeforehand,
    Interest,
    Kind,
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
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.bundled import Bundled, Unbundled
from decisions.said.paper import Paper, papers_told
from decisions.said.report_facts import RefusalOfReport
from decisions.said.sealed_facts import Opening, SealedAnswer
from decisions.said.statements import STATEMENTS, Statement, place_of

Answer = Response | AnswerBeforehand
ActionFact = Action | ActionDone | ActionTakenBack
Asked = Revision | Answer | Suggestion | Question | Report | RefusalOfReport | Interest
BundleFact = Bundled | Unbundled
StepFact = StepProposed | StepRecorded
Fact = Asked | SealedAnswer | Opening | BundleFact | StepFact | Statement | Agreement | Review | ActionFact | Withdrawal


@dataclass(frozen=True)
class Declared:
    """One kind of facts: what people call it, their table, and how the log calls one.

    `logged_as` names fields of the fact whose name in the log is another one; what is in `beside` follows from other
    facts, and the table has no column for it. Of some there `is_one` at most.
    """

    noun: str
    table: str
    kind: str | Callable[[Any], str]
    logged_as: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    is_one: bool = False
    name: str = ""

    @property
    def kept_in(self) -> str:
        """The proposal's field that has it, or all of them."""
        return self.name or (self.noun if self.is_one else self.table)

    def kind_of(self, fact: Any) -> str:
        return self.kind if isinstance(self.kind, str) else self.kind(fact)


BEFOREHAND = {Kind.CONSENT: "consent_given_beforehand", Kind.UNDO: "consent_beforehand_taken_back"}

# The fields of facts that name a Slack user.
PEOPLE = ("by", "owner", "refused_by")

RESPONSES = {
    Kind.CONSENT: "consent_given",
    Kind.OBJECTION: "objection_raised",
    Kind.UNDO: "consent_taken_back",
}

_AT_PLACE = {"action": "place"}
INTERESTS = {
    Part.STEPS_BACK: "interest_declared",
    Part.LET: "part_allowed",
    Part.LET_BY_ALL: "part_granted",
    Part.TAKES_PART: "part_taken_again",
}

FACTS: Mapping[type[Any], Declared] = {
    Revision: Declared(
        "revision", "revisions", lambda text: "proposal_raised" if text.number == 1 else "proposal_amended"
    ),
    Response: Declared("response", "responses", lambda response: RESPONSES[response.kind]),
    Suggestion: Declared("suggestion", "suggestions", "text_suggested"),
    AnswerBeforehand: Declared(
        "answer beforehand",
        "answers_beforehand",
        lambda answer: BEFOREHAND[answer.kind],
        beside=("reason", "acceptable_if", "said_at", "salt"),
        name="beforehand",
    ),
    Question: Declared("question", "questions", "time_taken", {"question": "words"}),
    Report: Declared("reported consent", "reports", "consent_reported", beside=("refused_by",)),
    RefusalOfReport: Declared(
        "refusal of a report", "report_refusals", "reported_consent_refused", beside=("partner_id", "revision")
    ),
    Interest: Declared("word of an interest", "interests", lambda said: INTERESTS[said.kind]),
    SealedAnswer: Declared(
        "sealed answer", "sealed_answers", lambda said: "answer_sealed" if said.digest else "sealed_answer_taken_back"
    ),
    Opening: Declared("opening", "openings", "answers_opened", is_one=True),
    Bundled: Declared("place in a bundle", "bundled", "proposal_bundled"),
    Unbundled: Declared("taking out of a bundle", "unbundled", "proposal_unbundled"),
    Agreement: Declared("agreement", "agreements", "decision_agreed", is_one=True),
    Review: Declared("review", "reviews", "decision_reviewed"),
    Action: Declared("action", "actions", "action_added", _AT_PLACE),
    ActionDone: Declared("action that was done", "actions_done", "action_done", _AT_PLACE),
    ActionTakenBack: Declared("action that was taken back", "actions_taken_back", "action_taken_back", _AT_PLACE),
    StepProposed: Declared("step that was proposed", "steps_proposed", "step_proposed"),
    StepRecorded: Declared("word of what came of a step", "steps_recorded", "step_recorded"),
    **{each: Declared(it.noun, it.table, it.logged_as, name="statements") for each, it in STATEMENTS.items()},
    Withdrawal: Declared("withdrawal", "withdrawals", "proposal_withdrawn", is_one=True),
}
# A refusal is kept with the report that it refuses.
KEPT = {fact: declared for fact, declared in FACTS.items() if fact is not RefusalOfReport}


def with_fact(proposal: Proposal, fact: Fact) -> Proposal:
    """Return the proposal as it is after this fact."""
    if isinstance(fact, RefusalOfReport):
        before = ((each, each.id == fact.report_id) for each in proposal.reports)
        after = (replace(each, refused_by=fact.by) if is_it else each for each, is_it in before)
        return replace(proposal, reports=tuple(after))
    declared = FACTS[type(fact)]
    kept: Any = fact if declared.is_one else (*getattr(proposal, declared.kept_in), fact)
    if isinstance(fact, Statement):
        kept = tuple(sorted(kept, key=place_of))
    return replace(proposal, **{declared.kept_in: kept})


def facts_of(proposal: Proposal) -> Iterator[Fact]:
    """Yield all that is known of a proposal, kind by kind."""
    for kind in KEPT:
        yield from facts_of_kind(proposal, kind)


def facts_of_kind(proposal: Proposal, kind: type[Any]) -> tuple[Any, ...]:
    """Return all of one kind, in the order in which they came."""
    kept = getattr(proposal, KEPT[kind].kept_in)
    return tuple(each for each in (kept if isinstance(kept, tuple) else (kept,)) if isinstance(each, kind))


def people_of(proposal: Proposal) -> set[str]:
    """Return the Slack user ids of everybody whom a proposal or a fact about it names."""
    named = {getattr(fact, name, "") for fact in facts_of(proposal) for name in PEOPLE}
    if proposal.change:
        named |= set(people_of_change(proposal.change))
    return {proposal.author, *named} - {""}


def partner_of(fact: Fact, alliance: Alliance) -> Partner | None:
    """Find the partner that a fact is of: which it says itself, or for what comes of a decision and what is done
    about a bundle that of whoever does so."""
    if isinstance(fact, Review | ActionFact | StepRecorded | BundleFact):
        return alliance.partner_of(fact.by)
    partner_id: Any = getattr(fact, "partner_id", None)
    return alliance.partners_ever.get(partner_id)


def logged(fact: Fact, proposal: Proposal, alliance: Alliance) -> dict[str, Any]:
    """Return what the log tells of a fact about this proposal: the fields of its entry, as JSON."""
    declared = FACTS[type(fact)]
    kind = LOG_KINDS[declared.kind_of(fact)]
    known = _known(fact, proposal, alliance)
    names = [(name, declared.logged_as.get(name, name)) for name in (*kind.fields, *kind.if_any)]
    values = {name: known[own] if own in known else getattr(fact, own) for name, own in names}
    return {name: _json(value) for name, value in values.items() if name in kind.fields or value}


def _known(fact: Fact, proposal: Proposal, alliance: Alliance) -> dict[str, Any]:
    """Return what a fact does not say itself, or says in our ids."""
    known: dict[str, Any] = {"number": proposal.number}
    if isinstance(fact, Revision):
        taken = next((each for each in proposal.suggestions if each.id == fact.suggestion), None)
        known["suggested_by"] = alliance.partners_ever[taken.partner_id].name if taken else ""
        return {**known, "revision": fact.number, "change": change_fields(proposal.change)}
    current = proposal.current
    if isinstance(fact, Agreement):
        text = {"title": current.title, "text": current.text, "supersedes": current.supersedes}
        back = stepped_back(proposal)
        names = [partner.name for partner in alliance.partners if partner.id in back]
        partners = [partner.name for partner in deciding(proposal, alliance)]
        return {**known, **text, "partners": partners, "stepped_back": names, **_alone(fact, proposal, alliance)}
    if isinstance(fact, Interest):
        ever = alliance.partners_ever
        let_by = [ever[each].name for each in who_let(proposal, fact.whose)]
        return {**known, "whose": ever[fact.whose].name, "let_by": let_by}
    return known if hasattr(fact, "revision") else {**known, "revision": current.number}


def _alone(fact: Agreement, proposal: Proposal, alliance: Alliance) -> dict[str, Any]:
    """Name the partner whose own matter it is, and those whose views it had heard."""
    ever = alliance.partners_ever
    if fact.reserved_to is None:
        return {"views_of": []}
    return {"reserved_to": ever[fact.reserved_to].name, "views_of": views_of(proposal, alliance)}


def _json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return written_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Paper):
        return value.told
    return [_json(each) for each in value] if isinstance(value, tuple) else value


def read_as(hint: Any, value: Any) -> Any:
    """Take a value, from JSON or a database, for what a field of this type holds. Raises TypeError or ValueError."""
    if value is None:
        return "" if hint is str else None
    if type(value) is hint:
        return value
    if isinstance(value, list) and get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return papers_told(value) if inner is Paper else tuple(read_as(inner, each) for each in value)
    for kind in _written_otherwise(hint):
        if issubclass(kind, Enum):
            return kind(value)
        if not isinstance(value, kind):
            return kind.fromisoformat(value)
    return value


@cache
def _written_otherwise(hint: Any) -> tuple[type[Enum | date], ...]:
    """Which non-JSON types a field may have."""
    kinds = (each for each in (hint, *get_args(hint)) if isinstance(each, type))
    return tuple(kind for kind in kinds if issubclass(kind, Enum | date))
