"""What are the fields of the log's entries called for people, and how do people read them?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from decisions.alliance.ladder import CameOfIt
from decisions.alliance.matter import Decider
from decisions.proposal.proposal import Nature, Settlement
from decisions.said.sealed_facts import Why


class Form(Enum):
    """How people read a field: as words, a day, a moment, a person's name, a decision's number, a file, steps, a sum,
    or as it is.

    What is `FILLED` in are pairs of a name and somebody's own words.
    """

    WORDS = auto()
    DAY = auto()
    MOMENT = auto()
    FILLED = auto()
    PERSON = auto()
    DECISION = auto()
    PAPER = auto()
    POUNDS = auto()
    STEPS = auto()
    PLAIN = auto()


@dataclass(frozen=True)
class Label:
    """What a field is called in minutes, "" where its words speak for themselves.

    A table has the words of all fields in one column, but for those that are not `in_tables`. `values` puts into words
    what a field can be, where that is one of few.
    """

    words: str
    form: Form = Form.PLAIN
    in_tables: bool = True
    values: Mapping[str, str] = field(default_factory=dict)


_ENDS: Mapping[str, str] = {
    Settlement.TEXT: "lifted, settled by this text",
    Settlement.WORDS: "lifted, and settled",
    Settlement.CONCERN: "lifted, not settled but kept as a concern",
}
_NATURES: Mapping[str, str] = {
    Nature.MONEY: "money",
    Nature.ROLE: "a role or task of its own",
    Nature.PERSON: "somebody who is close to one of its people",
    Nature.OTHER: "another one",
}
_DECIDERS: Mapping[str, str] = {
    Decider.ALL: "all partners",
    Decider.PARTNER: "the partner alone, whose matter it is by law",
    Decider.MANAGER: "an operations manager, to whom it is delegated",
}
_OPENED: Mapping[str, str] = {
    Why.ALL: "all who decide have answered",
    Why.ASKED: "a partner that waits asked for it after the decide-by date",
    Why.AMENDED: "the text was amended then",
    Why.WITHDRAWN: "the proposal was withdrawn then",
    Why.CLOSED: "the alliance was closed then",
}
_CAME: Mapping[str, str] = {CameOfIt.DONE: "it was done", CameOfIt.NOT_POSSIBLE: "it was not possible"}
# In the order in which minutes have them.
LABELS = {
    "text": Label("", Form.WORDS),
    "benefit": Label("Why this is best for people", Form.WORDS, in_tables=False),
    "filled": Label("", Form.FILLED),
    "reason": Label("Reason", Form.WORDS),
    "acceptable_if": Label("What would make it acceptable", Form.WORDS),
    "what": Label("", Form.WORDS),
    "settled": Label("How its objection was settled", Form.WORDS),
    "concern": Label("Concern", Form.WORDS),
    "question": Label("Question", Form.WORDS),
    "note": Label("Note", Form.WORDS),
    "words": Label("In its words", Form.WORDS),
    "due_on": Label("To be done by", Form.DAY),
    "answer_by": Label("Answer by", Form.DAY),
    "earliest_on": Label("Not to be decided before", Form.DAY),
    "decide_by": Label("Decide by", Form.DAY),
    "in_force_on": Label("In force from", Form.DAY),
    "tried_until": Label("Tried until", Form.DAY),
    "review_on": Label("Review on", Form.DAY),
    "owner": Label("Owner", Form.PERSON),
    "topics": Label("Topics"),
    "papers": Label("Papers", Form.PAPER),
    "template": Label("Form"),
    "sealed": Label("First round", values={"True": "sealed"}),
    "why": Label("Opened", values=_OPENED),
    "supersedes": Label("Supersedes", Form.DECISION),
    "suggested_by": Label("Suggested by"),
    "settled_by": Label("Its objection", values=_ENDS),
    "said_at": Label("Said beforehand on", Form.MOMENT),
    "action": Label("Action"),
    "matter": Label("Matter"),
    "decider": Label("Decided by", values=_DECIDERS),
    "sum": Label("Sum", Form.POUNDS),
    "each": Label("Up to, for one decision", Form.POUNDS),
    "in_all": Label("Up to, in all", Form.POUNDS),
    "decision": Label("Delegated decision"),
    "under": Label("Delegated by", Form.DECISION),
    "limit": Label("Over", Form.POUNDS),
    "subject_to": Label("Subject to"),
    "who": Label("Only with the word of"),
    "bundle": Label("Bundle"),
    "step": Label("Step"),
    "came_of_it": Label("What came of it", values=_CAME),
    "held_on": Label("When", Form.DAY),
    "steps": Label("Steps", Form.STEPS),
    "nature": Label("Interest", values=_NATURES),
    "whose": Label("With the interest"),
    "let_by": Label("Let by"),
    "correct_by": Label("Corrections until", Form.DAY),
    "stepped_back": Label("Stepped back"),
    "reserved_to": Label("Decided alone, as its own matter by law, by"),
    "views_of": Label("Views of"),
    "before": Label("So far"),
    "name": Label("Name"),
    "form": Label("Fields"),
    "asks": Label("They ask"),
    "required": Label("To be filled in"),
    "timezone": Label("Time zone"),
    "digest_day": Label("Digest on"),
    "digest_time": Label("Digest at"),
    "correction_days": Label("Working days to correct a record"),
    "country": Label("Bank holidays of"),
    "region": Label("Region"),
    "operations_managers": Label("Operations managers", Form.PERSON),
    "first_round": Label("First round of every proposal"),
    "representatives": Label("Represented by", Form.PERSON),
    "stand_ins": Label("Standing in", Form.PERSON),
    "until": Label("Until", Form.DAY),
    "stood_in_until": Label("Stood in until", Form.DAY),
    "authority": Label("On the authority of"),
    "entry": Label("Entry"),
    "pseudonym": Label("Pseudonym"),
    "meeting": Label("Meeting"),
    "where": Label("Place"),
    "present": Label("Present", Form.PERSON),
    "others": Label("Present besides"),
    "apologies": Label("Apologies", Form.PERSON),
    "to_ratify": Label("To ratify", Form.DECISION),
    "held": Label("Held", Form.DECISION),
    "overdue": Label("Overdue", Form.DECISION),
    "waiting": Label("Open", Form.DECISION),
    "to_review": Label("To review", Form.DECISION),
    "to_do": Label("To do", Form.DECISION),
    "ratified": Label("Ratified", Form.DECISION),
    "channel": Label("Channel"),
    "person": Label("Person", Form.PERSON),
}
# These stand in an entry's heading or in a line of its own, or are there for programs only.
UNLABELLED = (
    "digest",
    "salt",
    "number",
    "revision",
    "title",
    "rich_text",
    "partners",
    "change",
    "text_sha256",
    "founders",
    "ends_at",
    "place",
)
