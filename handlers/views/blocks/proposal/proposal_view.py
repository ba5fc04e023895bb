"""What must be known of a proposal before it can be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance, Partner
from decisions.answers.objection_course import Course, courses
from decisions.answers.question import standing_questions
from decisions.answers.report import unconfirmed
from decisions.proposal.outcome import (
    asked_at,
    consents,
    earlier_answers,
    objects,
    standing_responses,
    status,
    waits_for,
)
from decisions.proposal.part import let_take_part, stepped_back, whose_matter
from decisions.proposal.proposal import (
    Interest,
    Proposal,
    Question,
    Report,
    Response,
    Revision,
    Status,
    Suggestion,
    Withdrawal,
)
from decisions.proposal.sealed import is_sealed, sealed_answers
from decisions.proposal.statements import who_gave_opinions
from decisions.said.sealed_facts import SealedAnswer
from decisions.texts.trial import came_too_late, is_over
from handlers.views.blocks.proposal.matters import matter_facts
from handlers.views.blocks.words.text import age, day, escape, join_words, person, possessive, say_day


@dataclass(frozen=True)
class ProposalView:
    """Everything that Slack shows of one proposal at one moment.

    The partners of `alliance` are its `deciders`.
    `partner_names` has all there ever were, by id. `card_url`, `thread_url` and `supersedes_url` are addresses in
    Slack, "" while not known.
    `away` has the last day away of those who are not there, None for those whose account is closed. `paper_urls` are
    addresses of papers in Slack, by their SHA-256, and `paper_texts` the words of those that changed.
    """

    proposal: Proposal
    alliance: Alliance
    partner_names: Mapping[int, str]
    names: Mapping[str, str]
    now: datetime
    card_url: str = ""
    supersedes_title: str = ""
    supersedes_url: str = ""
    superseded_by: tuple[int, ...] = ()
    away: Mapping[str, date | None] = field(default_factory=dict)
    thread_url: str = ""
    paper_urls: Mapping[str, str] = field(default_factory=dict)
    paper_texts: Mapping[str, str] = field(default_factory=dict)
    ratified_on: date | None = None

    @property
    def deciders(self) -> tuple[Partner, ...]:
        """The partners who decide it, and have not stepped back; of a decision those who decided it."""
        return self.alliance.partners

    @property
    def status(self) -> Status:
        return status(self.proposal, self.alliance)

    @cached_property
    def standing(self) -> dict[int, Response]:
        return standing_responses(self.proposal)

    @cached_property
    def sealed_answers(self) -> dict[int, SealedAnswer]:
        return sealed_answers(self.proposal)

    @cached_property
    def earlier(self) -> dict[int, Response]:
        return earlier_answers(self.proposal)

    @cached_property
    def questions(self) -> dict[int, Question]:
        return standing_questions(self.proposal)

    @cached_property
    def unconfirmed(self) -> dict[int, Report]:
        return unconfirmed(self.proposal)

    @cached_property
    def stepped_back(self) -> dict[int, Interest]:
        left = () if self.proposal.is_final else {partner.id for partner in self.alliance.former}
        return {whose: said for whose, said in stepped_back(self.proposal).items() if whose not in left}

    @cached_property
    def let_take_part(self) -> dict[int, Interest]:
        return let_take_part(self.proposal)

    @property
    def reserved_to(self) -> str:
        """The partner whose own matter it is by law, in mrkdwn, "" where all decide."""
        if agreed := self.proposal.agreement:
            return self.partner_name(agreed.reserved_to) if agreed.reserved_to else ""
        owner = whose_matter(self.proposal, self.alliance)
        return self.partner_name(owner.id) if owner else ""

    @cached_property
    def courses(self) -> list[Course]:
        return courses(self.proposal)

    @property
    def zone(self) -> str:
        return self.alliance.timezone

    def person(self, slack_user_id: str) -> str:
        return person(self.names, slack_user_id)

    def response(self, response_id: int) -> Response:
        return next(response for response in self.proposal.responses if response.id == response_id)

    def report(self, report_id: int) -> Report:
        return next(report for report in self.proposal.reports if report.id == report_id)

    def suggestion(self, suggestion_id: int) -> Suggestion:
        return next(suggested for suggested in self.proposal.suggestions if suggested.id == suggestion_id)

    def suggestion_beside(self, objection: Response) -> Suggestion | None:
        """Find the text that came with an objection."""
        return next((each for each in self.proposal.suggestions if each.objection == objection.id), None)

    def value(self, revision: int | None = None) -> dict[str, Any]:
        """Name the proposal and the text that a person sees, for a button or a window to carry."""
        seen = self.proposal.revisions[(revision or self.proposal.current.number) - 1]
        return {"proposal": self.proposal.id, "revision": seen.number, "text": seen.mark}

    def partner_name(self, partner_id: int) -> str:
        return escape(self.partner_names[partner_id])

    @property
    def is_in_force(self) -> bool:
        """Whether it is a decision that nothing supersedes, and no trial that is over."""
        return self.proposal.agreement is not None and not self.superseded_by and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether it was tried until a day that has passed, and nothing renewed it."""
        return not self.superseded_by and is_over(self.proposal, self.today)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def is_overdue(self) -> bool:
        decide_by = self.proposal.current.decide_by
        return decide_by is not None and decide_by < self.today and not self.proposal.is_final


def name(view: ProposalView) -> str:
    """Say which proposal: "No. 12 · A title" in mrkdwn."""
    return f"No. {view.proposal.number} · {escape(view.proposal.current.title)}"


def where_it_stands(view: ProposalView) -> str:
    """Say where it stands: "Held: 6 of 8 partners consent, 1 objects, waiting for 1 (3 days)"."""
    proposal, partners = view.proposal, view.deciders
    if proposal.agreement:
        ended = f"; {trial_words(view)}" if view.has_ended else ""
        return f"{agreed_word(view)} on {day(proposal.agreement.at, view.zone)} by {all_who_decide(view)}{ended}"
    if proposal.withdrawal:
        return f"Withdrawn on {day(proposal.withdrawal.at, view.zone)} by {by_whom(view, proposal.withdrawal)}"
    if view.reserved_to:
        return f"Open: {its_own_matter(view)}"
    if is_sealed(proposal):
        return sealed_line(view)
    counts = [f"{len(consents(proposal, partners))} of {of_whom(view)} consent"]
    if against := len(objects(proposal, partners)):
        counts.append(f"{against} {'objects' if against == 1 else 'object'}")
    if silent := waits_for(proposal, partners):
        counts.append(f"waiting for {len(silent)} ({waited(view)})")
    return f"{'Held' if against else 'Open'}: {', '.join(counts)}"


def sealed_line(view: ProposalView) -> str:
    """Say who is waited for, and never what the others answered."""
    silent, count = waits_for(view.proposal, view.deciders), len(view.deciders)
    waits = f", waiting for {len(silent)} ({waited(view)})" if silent else ""
    return f"Sealed: {count - len(silent)} of {of_whom(view)} have answered{waits}"


def notice_words(view: ProposalView) -> str:
    """Say before which day it is not to be decided, "" where that day is not to come."""
    earliest = view.proposal.current.earliest_on
    is_to_come = earliest and not view.proposal.is_final and view.today < earliest
    return f"not to be decided before {say_day(earliest)}" if earliest and is_to_come else ""


def trial_words(view: ProposalView) -> str:
    """Say until when it is tried, and what came of that."""
    until = view.proposal.current.tried_until
    if until is None:
        return ""
    words = f"tried until {say_day(until)}"
    if came_too_late(view.proposal, view.alliance):
        return f"{words}, a day that had passed when it was agreed"
    if view.has_ended:
        return f"{words}; it was not renewed"
    has_passed = not view.proposal.is_final and until < view.today
    return f"{words} (this day has passed: *Amend* names another)" if has_passed else words


def everyone(count: int) -> str:
    return "the only partner" if count == 1 else f"all {count} partners"


def by_whom(view: ProposalView, ended: Withdrawal) -> str:
    """Say who withdrew it; nobody did where the alliance was closed (decisions/set_up/closing.py)."""
    return view.person(ended.by) if ended.by else "the closing of the alliance"


def agreed_word(view: ProposalView) -> str:
    """What one partner decides alone is never called agreed."""
    return "Decided" if view.reserved_to else "Agreed"


def its_own_matter(view: ProposalView) -> str:
    return f"{view.reserved_to} decides it, whose matter it is"


def all_who_decide(view: ProposalView) -> str:
    """Unanimity is of those who decide, which is all partners where nobody stepped back."""
    if view.reserved_to:
        return f"{view.reserved_to}, whose matter it is{views_of(view)}"
    count = len(view.deciders)
    if not view.stepped_back:
        return everyone(count)
    return "the only one who decides" if count == 1 else f"all {count} who decide"


def views_of(view: ProposalView) -> str:
    names = [view.partner_name(partner_id) for partner_id in who_gave_opinions(view.proposal)]
    return f"; views of {join_words(names)}" if names else ""


def of_whom(view: ProposalView) -> str:
    count = len(view.deciders)
    return f"{count} who decide" if view.stepped_back else f"{count} partners"


def taken_words(view: ProposalView, text: Revision) -> Iterator[str]:
    """Say whose suggestion a text is, and whose consents beforehand counted."""
    if text.suggestion is None:
        return
    partner = view.partner_name(view.suggestion(text.suggestion).partner_id)
    yield f"{possessive(partner)} suggestion, taken to the letter by {view.person(text.by)}."
    if counted := counted_beforehand(view, text.number):
        names = join_words([view.partner_name(said.partner_id) for said in counted])
        yield f"Consents that were given beforehand to exactly this text count: {names}."


def counted_beforehand(view: ProposalView, revision: int) -> list[Response]:
    return [said for said in view.proposal.responses if said.revision == revision and said.said_at]


def who_is_asked(view: ProposalView, revision: int) -> str:
    """Say whom a new text asks."""
    some = counted_beforehand(view, revision)
    return "Whoever has not consented to it beforehand is asked again." if some else "Every partner is asked again."


def waited(view: ProposalView) -> str:
    """Say for how long it waits; a partner that joined later is waited for since then."""
    silent = waits_for(view.proposal, view.deciders)
    since = min(asked_at(view.proposal, partner) for partner in silent)
    days = age(since, view.now, view.zone)
    return "since today" if days == "today" else days


def follow_through(view: ProposalView) -> Iterator[str]:
    """Say who sees to it once it is agreed, from when it counts, and when people look at it again."""
    current = view.proposal.current
    yield from matter_facts(current)
    if current.owner:
        yield f"owner: {view.person(current.owner)}"
    if words := notice_words(view):
        yield words
    if current.in_force_on:
        yield f"in force from {say_day(current.in_force_on)}"
    if current.tried_until:
        yield trial_words(view)
    if current.review_on:
        yield f"review on {say_day(current.review_on)}"
