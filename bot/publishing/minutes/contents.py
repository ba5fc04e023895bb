"""What the minutes of a period tell. All of it follows from the log up to the period's end, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.publishing.chapters import Span
from bot.publishing.mentions import mentions_named
from bot.publishing.minutes.to_do import ToDo
from bot.publishing.proposal_words import asked_words, effect, end_of, of_whom, who_decided, whose_facts
from decisions.afterwards.follow_up import to_do
from decisions.afterwards.review import review_due_on
from decisions.alliance.alliance import Alliance, Partner
from decisions.answers.objection_course import Course, courses
from decisions.answers.question import standing_questions
from decisions.log.log_entry import LogEntry, written_moment
from decisions.proposal.outcome import consents, objects, standing_responses, status, waited_for
from decisions.proposal.part import deciding, let_take_part, stepped_back
from decisions.proposal.proposal import Proposal, Review, Status
from decisions.replay.meeting_minutes import MeetingMinutes, Recorder
from decisions.replay.replay import Replay
from decisions.said.paper import say_size
from decisions.texts.trial import is_over
from decisions.words.refusal import say_day
from handlers.views.afterwards.correction import record_words
from storage.personal import people
from storage.record import decision_log

# Reviews of earlier decisions that come so soon after the period are to be done too.
SOON = timedelta(weeks=4)


@dataclass(frozen=True)
class MinutesItem:
    """One proposal as it stood at the period's end, the day `last`."""

    proposal: Proposal
    alliance: Alliance
    people: Mapping[str, str]
    superseded_by: Sequence[int] = ()
    last: date = date.max

    @property
    def number(self) -> int:
        return self.proposal.number

    @property
    def title(self) -> str:
        return self.proposal.current.title

    @property
    def status(self) -> Status:
        return status(self.proposal, self.alliance)

    @cached_property
    def partners(self) -> list[str]:
        """Name those who decide it, or who did."""
        ever = self.alliance.partners_ever
        agreed = self.proposal.agreement
        return (
            [ever[each].name for each in agreed.partners] if agreed else _names(deciding(self.proposal, self.alliance))
        )

    @property
    def who_consents(self) -> list[str]:
        if self.proposal.agreement:
            return self.partners
        return _names(consents(self.proposal, self.alliance.partners))

    @property
    def who_objects(self) -> list[str]:
        return _names(objects(self.proposal, self.alliance.partners))

    @property
    def who_is_silent(self) -> list[str]:
        return _names(waited_for(self.proposal, self.alliance))

    @property
    def stepped_back(self) -> list[tuple[str, str]]:
        """Name each partner that does not decide it, with the interest that it declared."""
        return [(self.partner(whose), self.words(said.words)) for whose, said in stepped_back(self.proposal).items()]

    @property
    def let_take_part(self) -> list[tuple[str, str]]:
        return [(self.partner(whose), self.words(said.words)) for whose, said in let_take_part(self.proposal).items()]

    @property
    def everyone(self) -> str:
        return who_decided(self.proposal, self.partners, self.partner, is_all=not self.stepped_back)

    @property
    def whom(self) -> str:
        return of_whom(self.proposal, self.alliance, self.partners, is_all=not self.stepped_back)

    @property
    def effect(self) -> str:
        return effect(self.proposal, self.alliance, self.partner)

    @property
    def concerns(self) -> list[tuple[str, str]]:
        """Name each partner that keeps a concern, with its words."""
        said = standing_responses(self.proposal).values()
        return [(self.partner(each.partner_id), self.words(each.concern)) for each in said if each.concern]

    @property
    def questions(self) -> list[tuple[str, str, date | None]]:
        asked = {} if self.proposal.is_final else standing_questions(self.proposal)
        return [(self.partner(it.partner_id), self.words(asked_words(it)), it.answer_by) for it in asked.values()]

    @property
    def courses(self) -> list[Course]:
        return courses(self.proposal)

    def end(self, course: Course) -> str:
        return end_of(course, self.proposal, self.alliance)

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield what there is to know besides, each with its label."""
        text, proposal = self.proposal.current, self.proposal
        yield "Raised", f"{self.day(proposal.raised_at)} by {self.person(proposal.author)}"
        if text.number > 1:
            yield "Text", f"the {_ordinal(text.number)}, of {self.day(text.at)}; everybody was asked again"
        yield from (*whose_facts(text), *self._days_and_papers)
        if text.owner:
            yield "Owner", self.person(text.owner)
        if proposal.agreement and (due := review_due_on(proposal)) and not self.has_ended:
            yield "To be looked at again", say_day(due)
        if text.template:
            yield "Form", text.template
        if text.topics:
            yield "Topics", ", ".join(text.topics)
        if text.supersedes:
            yield "Supersedes", f"No. {text.supersedes}"
        if self.superseded_by:
            yield "Superseded by", ", ".join(f"No. {number}" for number in self.superseded_by)

    @property
    def _days_and_papers(self) -> Iterator[tuple[str, str]]:
        text = self.proposal.current
        decide_by = None if self.proposal.is_final else text.decide_by
        days = {"Not to be decided before": text.earliest_on, "Decide by": decide_by}
        days["It counted from" if self.has_ended else "In force from"] = text.in_force_on
        yield from ((label, say_day(on)) for label, on in days.items() if on)
        if text.tried_until:
            yield "Tried until", f"{say_day(text.tried_until)}{'; it was not renewed' if self.has_ended else ''}"
        if words := record_words(self.proposal, self.last):
            yield "Record", words
        if text.papers:
            yield "Papers", ", ".join(f"{paper.name} ({say_size(paper.size)})" for paper in text.papers)

    @property
    def has_ended(self) -> bool:
        return not self.superseded_by and is_over(self.proposal, self.last)

    def partner(self, partner_id: int) -> str:
        return self.alliance.partners_ever[partner_id].name

    def person(self, slack_user_id: str) -> str:
        return self.people.get(slack_user_id) or slack_user_id

    def words(self, words: str) -> str:
        return mentions_named(words, lambda person: self.people.get(person, ""))

    def day(self, moment: datetime) -> str:
        return say_day(moment.astimezone(ZoneInfo(self.alliance.timezone)).date())


@dataclass(frozen=True)
class Minutes:
    """What one alliance did in a period, from `first` to `last`. `entries` are those of the log in it."""

    alliance: Alliance
    first: date
    last: date
    by_number: Mapping[int, MinutesItem]
    entries: Sequence[LogEntry]
    people: Mapping[str, str]
    reviews: Sequence[tuple[MinutesItem, Review]] = field(default=())
    meetings: Sequence[MeetingMinutes] = ()

    @cached_property
    def ended(self) -> set[int]:
        kinds = ("decision_agreed", "proposal_withdrawn")
        return {entry.fields["number"] for entry in self.entries if entry.kind in kinds}

    @property
    def decided(self) -> list[MinutesItem]:
        return [item for item in self._ended_in_period if item.proposal.agreement]

    @property
    def withdrawn(self) -> list[MinutesItem]:
        return [item for item in self._ended_in_period if item.proposal.withdrawal]

    @property
    def held(self) -> list[MinutesItem]:
        return [item for item in self.by_number.values() if item.status is Status.HELD]

    @property
    def open(self) -> list[MinutesItem]:
        return [item for item in self.by_number.values() if item.status is Status.OPEN]

    @property
    def shown(self) -> set[int]:
        """The numbers of the proposals whose text and answers the minutes tell."""
        return self.ended | {item.number for item in (*self.held, *self.open)}

    @property
    def to_do(self) -> list[ToDo]:
        """List the soonest first, and at the end what has no day."""
        found = [each for item in self.by_number.values() for each in (*_actions(item), *self._to_do(item))]
        return sorted(found, key=lambda each: each.by or date.max)

    @property
    def _ended_in_period(self) -> list[MinutesItem]:
        return [item for number, item in self.by_number.items() if number in self.ended]

    def _to_do(self, item: MinutesItem) -> Iterator[ToDo]:
        proposal, text = item.proposal, item.proposal.current
        yield from self._to_do_about_decision(item)
        if not proposal.is_final:
            takes_time = {partner: answer_by for partner, _, answer_by in item.questions}
            if item.who_objects:
                who = ", ".join(dict.fromkeys([item.person(proposal.author), *item.who_objects]))
                yield ToDo(item.number, item.title, "Find what settles the objection", who, text.decide_by)
            if others := [partner for partner in item.who_is_silent if partner not in takes_time]:
                yield ToDo(item.number, item.title, "Answer", ", ".join(others), text.decide_by)
            for partner, answer_by in takes_time.items():
                yield ToDo(item.number, item.title, "Answer", partner, answer_by)

    def _to_do_about_decision(self, item: MinutesItem) -> Iterator[ToDo]:
        proposal, text = item.proposal, item.proposal.current
        if proposal.agreement and not (item.superseded_by or item.has_ended):
            due, is_new = review_due_on(proposal), item.number in self.ended
            owner = item.person(text.owner) if text.owner else ""
            if is_new and owner:
                what = "See to it, and look at it again together" if due else "See to it"
                yield ToDo(item.number, item.title, what, owner, due)
            elif due and (is_new or due <= self.last + SOON):
                yield ToDo(item.number, item.title, "Look at it again together", owner or "All partners", due)
            if text.tried_until and (is_new or text.tried_until <= self.last + SOON):
                yield ToDo(item.number, item.title, "Renew it, or it ends", "All partners", text.tried_until)


def _actions(item: MinutesItem) -> Iterator[ToDo]:
    for this in to_do(item.proposal):
        yield ToDo(item.number, item.title, item.words(this.what), item.person(this.owner), this.due_on)


def minutes_of(connection: Connection, alliance_ids: Iterable[int], span: Span, today: date) -> Iterator[Minutes]:
    """Write those of each of these alliances."""
    known = people.everybody(connection)
    for alliance_id in alliance_ids:
        log = decision_log.entries(connection, alliance_id, until=span.until)
        last = (span.until - timedelta(days=1)).date() if span.until else today
        minutes = _minutes(log, span.since, last, known)
        if minutes:
            yield minutes


def _minutes(log: Iterable[LogEntry], since: datetime | None, last: date, known: Mapping[str, str]) -> Minutes | None:
    """Replay the log up to the period's end. From the entry with which the period begins, it belongs to the period."""
    replayed, entries, reviews, founded = Replay(), list[LogEntry](), list[int](), None
    recorder = Recorder(replayed)
    for entry in log:
        replayed.take(entry)
        recorder.take(entry)
        founded = founded or datetime.fromisoformat(entry.at).date()
        if entries or since is None or entry.at >= written_moment(since):
            entries.append(entry)
            reviews += [entry.fields["number"]] if entry.kind == "decision_reviewed" else []
    alliance = replayed.alliance
    if alliance is None or founded is None:
        return None
    agreed = [proposal for proposal in replayed.proposals.values() if proposal.agreement]
    over: dict[int, list[int]] = {}
    for proposal in agreed:
        if proposal.current.supersedes:
            over.setdefault(proposal.current.supersedes, []).append(proposal.number)
    raised = sorted(replayed.proposals.items())
    items = {number: MinutesItem(proposal, alliance, known, over.get(number, ()), last) for number, proposal in raised}
    told = [(items[number], reviews.count(number)) for number in dict.fromkeys(reviews)]
    looks = [(item, look) for item, count in told for look in item.proposal.reviews[-count:]]
    held = [each for each in recorder.closed if entries and each.entry >= entries[0].sequence]
    return Minutes(alliance, since.date() if since else founded, last, items, entries, known, looks, held)


def _names(partners: Iterable[Partner]) -> list[str]:
    return [partner.name for partner in partners]


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(number, f"{number}th")
