"""What was put to the partners, and what has been said about it so far?

A proposal is a heap of facts that only grows. Where it stands is computed from them, never stored.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from decisions.alliance.ladder import StepProposed, StepRecorded
from decisions.alliance.membership import Change
from decisions.log.log_entry import canonical, sha256
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.bundled import Bundled, Unbundled
from decisions.said.paper import Paper
from decisions.said.sealed_facts import Opening, SealedAnswer
from decisions.said.statements import Statement


class Kind(StrEnum):
    """What a partner's row says: an answer, or that its consent is taken back."""

    CONSENT = "consent"
    OBJECTION = "objection"
    UNDO = "undo"


class Settlement(StrEnum):
    """How a partner's own objection ends when it consents: another text settles it, words do, or a concern stays."""

    TEXT = "text"
    WORDS = "words"
    CONCERN = "concern"


class Status(StrEnum):
    """Open: nobody objects, some are silent. Held: somebody objects. Agreed and withdrawn are final (rule 6)."""

    OPEN = "open"
    HELD = "held"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


# The days that a text names.
DAYS = ("earliest_on", "decide_by", "in_force_on", "tried_until", "review_on")


@dataclass(frozen=True)
class Revision:
    """One exact text (rule 5).

    `rich_text` is Slack's rich text as it was typed; `text` is the same in plain characters.
    `supersedes` is the number of an earlier decision, `review_on` the day to look at this one together again.
    `in_force_on` is the day from which it counts once it is agreed, `tried_until` the last on which it does unless all
    renew it (trial.py), and `earliest_on` the first on which it can be decided (notice.py); None for none.
    `template` is the form in which it is written, "" for none, and `filled` the names of its fields with their words.
    `owner` is the Slack user who sees to it once it is agreed, "" for nobody; `topics` are words to find it by.
    `suggestion` is the id of the suggestion that was taken to the letter, None for a text of one's own.
    `papers` are files, consented to with the text, byte for byte. `matter` is its class (matter.py), `sum` in pounds.
    `sealed` tells that its answers are sealed until all have answered (sealed.py).
    """

    number: int
    title: str
    text: str
    rich_text: Mapping[str, Any]
    benefit: str
    decide_by: date | None
    supersedes: int | None
    by: str
    at: datetime
    review_on: date | None = None
    owner: str = ""
    topics: tuple[str, ...] = ()
    suggestion: int | None = None
    in_force_on: date | None = None
    template: str = ""
    filled: tuple[tuple[str, str], ...] = ()
    papers: tuple[Paper, ...] = ()
    tried_until: date | None = None
    earliest_on: date | None = None
    matter: str = ""
    sum: int | None = None
    sealed: bool = False

    @property
    def text_sha256(self) -> str:
        """Name exactly what is consented to, whoever puts it and when: one changed letter or date changes it."""
        words = {"title": self.title, "text": self.text, "rich_text": self.rich_text, "benefit": self.benefit}
        days = {name: day.isoformat() for name in DAYS if (day := getattr(self, name))}
        more = {"supersedes": self.supersedes, "owner": self.owner, "topics": list(self.topics)}
        more |= {"sealed": self.sealed, "matter": self.matter, "sum": self.sum}
        form = {"template": self.template, "filled": [list(pair) for pair in self.filled]}
        everything = {**words, **days, **more, **form, "papers": [paper.told for paper in self.papers]}
        return sha256(canonical({name: value for name, value in everything.items() if value}))

    @property
    def mark(self) -> str:
        """Tell this text from another that has its number, as there may be after an older backup was restored."""
        return hashlib.sha256(f"{self.at.timestamp():.6f}\n{self.title}\n{self.text}".encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Response:
    """What one partner said to one revision. Storage gives the `id`, in the order of saying.

    A consent that ends the partner's own objection says how: `settled_by`, with the words `settled` where it is by
    words. A consent names its text by `text_sha256`, "" where a version of Accord stored it that did not. `said_at` is
    when a consent was given beforehand, to a suggestion that was taken then. `salt` proves what was sealed (sealed.py).
    """

    partner_id: int
    revision: int
    kind: Kind
    by: str
    at: datetime
    concern: str = ""
    reason: str = ""
    acceptable_if: str = ""
    settled_by: Settlement | None = None
    settled: str = ""
    text_sha256: str = ""
    said_at: datetime | None = None
    salt: str = ""
    id: int = 0


@dataclass(frozen=True)
class Suggestion:
    """Another text to which a partner could consent, beside its objection (the response with the id `objection`).

    `text_sha256` names the revision that would stand if it were taken to the letter.
    """

    partner_id: int
    revision: int
    by: str
    at: datetime
    text: str
    rich_text: Mapping[str, Any]
    text_sha256: str
    objection: int
    id: int = 0


@dataclass(frozen=True)
class AnswerBeforehand(Response):
    """A partner consents to a suggestion, or takes that back. It is no answer to any text that stands."""


@dataclass(frozen=True)
class Question:
    """A partner needs time: what it asks ("" when it asks nothing), and the day by which it will answer.

    It is neither consent nor objection, also where it would consent `subject_to` somebody of its own ("our board"):
    only these may have no day yet.
    """

    partner_id: int
    revision: int
    by: str
    at: datetime
    words: str
    answer_by: date | None
    subject_to: str = ""


@dataclass(frozen=True)
class Report:
    """A manager tells that a partner consented by phone or in the room. It counts nothing until the partner says so.

    `after` is the id of the newest response to the proposal at that time, 0 for none. `refused_by` is the
    representative who said that it is not so.
    """

    partner_id: int
    revision: int
    by: str
    at: datetime
    note: str
    after: int
    refused_by: str = ""
    id: int = 0


class Nature(StrEnum):
    """The kind of interest that a partner has in a matter."""

    MONEY = "money"
    ROLE = "role"
    PERSON = "person"
    OTHER = "other"


class Part(StrEnum):
    """What is said of a partner's part in a decision (decisions/answers/interest.py)."""

    STEPS_BACK = "steps_back"
    LET = "let"
    LET_BY_ALL = "let_by_all"
    TAKES_PART = "takes_part"


@dataclass(frozen=True)
class Interest:
    """A partner has an interest in the matter and steps back, is let take part all the same, or does so again.

    `whose` is the partner with the interest, `partner_id` the one that says this of it: another one where it lets it
    take part. The `id` comes in one order with those of responses.
    """

    partner_id: int
    revision: int
    kind: Part
    by: str
    at: datetime
    whose: int
    nature: Nature | None = None
    words: str = ""
    id: int = 0


@dataclass(frozen=True)
class Agreement:
    """The moment at which every current partner consented that has not stepped back, and who they were (ids).

    Or the partner did alone to which it is `reserved_to` by law. `correct_by` is the last day to correct its record.
    """

    revision: int
    at: datetime
    partners: tuple[int, ...]
    correct_by: date | None = None
    reserved_to: int | None = None


@dataclass(frozen=True)
class Review:
    """People looked at a decision again and keep it. `review_on` is when they do so next, None for never."""

    by: str
    at: datetime
    note: str
    review_on: date | None


@dataclass(frozen=True)
class Withdrawal:
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Proposal:
    """All facts about one proposal; revisions and responses in the order in which they came.

    `beforehand` are consents to suggestions, and such that were taken back: no answers to any text that stands.
    `statements` stand kind by kind.
    """

    id: int
    number: int
    author: str
    raised_at: datetime
    revisions: tuple[Revision, ...]
    responses: tuple[Response, ...] = ()
    agreement: Agreement | None = None
    withdrawal: Withdrawal | None = None
    change: Change | None = None
    questions: tuple[Question, ...] = ()
    reports: tuple[Report, ...] = ()
    reviews: tuple[Review, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    beforehand: tuple[AnswerBeforehand, ...] = ()
    actions: tuple[Action, ...] = ()
    actions_done: tuple[ActionDone, ...] = ()
    actions_taken_back: tuple[ActionTakenBack, ...] = ()
    interests: tuple[Interest, ...] = ()
    sealed_answers: tuple[SealedAnswer, ...] = ()
    opening: Opening | None = None
    bundled: tuple[Bundled, ...] = ()
    unbundled: tuple[Unbundled, ...] = ()
    steps_proposed: tuple[StepProposed, ...] = ()
    steps_recorded: tuple[StepRecorded, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def current(self) -> Revision:
        return self.revisions[-1]

    @property
    def is_final(self) -> bool:
        return self.agreement is not None or self.withdrawal is not None
