"""What the register tells of a decision: organisations, never people; objections without saying whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.publishing.register.statements import Section
from bot.publishing.steps import Taken
from decisions.proposal.stages import Stage


@dataclass(frozen=True)
class Words:
    """Words of a partner, which is named only in an attributed register (else `partner` is "" and `on` None)."""

    words: Markup
    acceptable_if: Markup
    partner: str
    on: date | None


@dataclass(frozen=True)
class Objection:
    """What a partner said against a text, how that ended, and the partner's own words of it, if there are any."""

    said: Words
    end: str
    settled: Markup


@dataclass(frozen=True)
class Amendment:
    """A changed text: field by field what was taken out and put in. `suggested_by` is "" where nobody suggested it."""

    revision: int
    on: date
    suggested_by: str
    fields: Sequence[tuple[str, Markup]]


@dataclass(frozen=True)
class Review:
    """People looked at the decision again and kept it."""

    on: date
    note: Markup
    review_on: date | None


@dataclass(frozen=True)
class ToDo:
    """What is to be done after the decision, or was: `state` is one of "to do", "done" and "taken back".

    `owner` is an organisation; `words` say what came of it.
    """

    place: int
    what: str
    owner: str
    due_on: date
    state: str
    ended_on: date | None
    words: Markup


@dataclass(frozen=True)
class Record:
    """All that a page shows. Dates are in the alliance's zone; `days` is raising to agreement, `stages` its parts."""

    number: int
    title: str
    state: str
    body: Markup
    benefit: Markup
    filled: Sequence[tuple[str, Markup]]
    effect: str
    raised_on: date
    raised_by: str
    agreed_on: date | None
    days: float
    stages: Mapping[Stage, float]
    decide_by: date | None
    in_force_on: date | None
    tried_until: date | None
    earliest_on: date | None
    matter: str
    sum: int | None
    review_on: date | None
    owner: str
    topics: Sequence[str]
    supersedes: int | None
    supersedes_title: str
    superseded_by: Sequence[int]
    slack_url: str
    partners: int
    consented: Sequence[tuple[str, date | None]]
    consents: int
    first_round: str
    stepped_back: Sequence[tuple[str, Markup]]
    let_take_part: Sequence[tuple[str, Markup]]
    reserved_to: str
    statements: Sequence[Section]
    concerns: Sequence[Words]
    objections: Sequence[Objection]
    amendments: Sequence[Amendment]
    looks: Sequence[Review]
    actions: Sequence[ToDo]
    steps: Sequence[Taken]
    ratified_on: date | None
    words: str
