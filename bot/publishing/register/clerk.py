"""Writes down, for one alliance, what the register tells of a decision."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.publishing.mentions import mentions_named
from bot.publishing.proposal_words import effect, end_of, first_round
from bot.publishing.register.record import Amendment, Objection, Record, Review, ToDo, Words
from bot.publishing.register.statements import sections_of
from bot.publishing.rich_html import marked_html, rich_html, words_html
from bot.publishing.steps import Taken, steps_taken
from decisions.afterwards import follow_up
from decisions.afterwards.review import review_due_on
from decisions.answers.objection_course import Course
from decisions.proposal.outcome import consents
from decisions.proposal.part import whose_matter
from decisions.proposal.proposal import Interest, Nature, Proposal, Response, Revision, Status
from decisions.proposal.stages import time_at_stages
from decisions.said.action import Action, ActionDone
from decisions.words.spelling import each_word
from handlers.views.blocks.proposal.diff import changed_fields
from handlers.views.blocks.proposal.proposal_view import ProposalView

SECONDS_A_DAY = 24 * 60 * 60


class Clerk:
    """Writes records for one alliance.

    `voices` are partners' names by Slack user id; `departures` by partner id. `people` are those whom Accord knows.
    """

    def __init__(
        self,
        voices: Mapping[str, str],
        departures: Mapping[int, datetime],
        zone: str,
        *,
        is_attributed: bool,
        people: Container[str] = (),
    ) -> None:
        self._voices, self._departures, self._people = voices, departures, people
        self._zone = ZoneInfo(zone)
        self._is_attributed = is_attributed

    def record(self, shown: ProposalView) -> Record:
        proposal, current = shown.proposal, shown.proposal.current
        stages = time_at_stages(proposal, self._departures) if proposal.agreement else {}
        days = {stage: time.total_seconds() / SECONDS_A_DAY for stage, time in stages.items()}
        concerns = self._concerns(shown)
        objections = [self._objection(shown, course) for course in shown.courses]
        actions = [self._action(proposal, this) for this in proposal.actions]
        consented = [
            # The days would tell who objected: whoever did consents last.
            (shown.partner_names[partner.id], self._day(shown.standing[partner.id].at) if self._is_attributed else None)
            for partner in consents(proposal, shown.alliance.partners)
        ]
        return Record(
            number=proposal.number,
            title=current.title,
            state=_state(shown),
            body=rich_html(current.rich_text, self._who),
            benefit=words_html(current.benefit, self._who),
            filled=[(name, words_html(words, self._who)) for name, words in current.filled],
            effect=effect(proposal, shown.alliance, lambda whose: shown.partner_names[whose]),
            raised_on=self._day(proposal.raised_at),
            raised_by=self._organisation(proposal.author),
            agreed_on=self._day(proposal.agreement.at) if proposal.agreement else None,
            days=sum(days.values()),
            stages=days,
            decide_by=current.decide_by,
            in_force_on=current.in_force_on,
            tried_until=current.tried_until,
            earliest_on=current.earliest_on,
            matter=current.matter,
            sum=current.sum,
            review_on=review_due_on(proposal) if shown.is_in_force else None,
            owner=self._organisation(current.owner) if current.owner else "",
            topics=current.topics,
            supersedes=current.supersedes,
            supersedes_title=shown.supersedes_title,
            superseded_by=shown.superseded_by,
            slack_url=shown.card_url,
            partners=len(shown.alliance.partners),
            # Who has not answered yet is nobody's fault, and nobody's business outside.
            consented=consented if proposal.agreement or self._is_attributed else [],
            consents=len(consented),
            first_round=first_round(proposal, self._zone),
            stepped_back=self._interests(shown, shown.stepped_back.values()),
            let_take_part=self._interests(shown, shown.let_take_part.values()),
            reserved_to=_owner(shown),
            statements=sections_of(shown, self._day, self._who),
            concerns=concerns,
            objections=objections,
            amendments=self._amendments(shown),
            looks=[Review(self._day(it.at), words_html(it.note, self._who), it.review_on) for it in proposal.reviews],
            actions=actions,
            steps=self._steps(proposal),
            ratified_on=shown.ratified_on,
            words=self._searchable(current, proposal.number, objections, concerns, actions),
        )

    def _concerns(self, shown: ProposalView) -> list[Words]:
        kept = [self._said(shown, said, said.concern) for said in shown.standing.values() if said.concern]
        # Their order would tell who consented before whom.
        return kept if self._is_attributed else sorted(kept, key=lambda said: said.words)

    def _interests(self, shown: ProposalView, these: Iterable[Interest]) -> list[tuple[str, Markup]]:
        return [
            (shown.partner_names[said.whose], words_html(told_outside(said.nature, said.words), self._who))
            for said in these
        ]

    def _said(self, shown: ProposalView, said: Response, words: str) -> Words:
        return Words(
            words=words_html(words, self._who),
            acceptable_if=words_html(said.acceptable_if, self._who),
            partner=shown.partner_names[said.partner_id] if self._is_attributed else "",
            # The day would tell: that of the consent that lifted it is close by.
            on=self._day(said.at) if self._is_attributed else None,
        )

    def _objection(self, shown: ProposalView, course: Course) -> Objection:
        said = self._said(shown, course.objection, course.objection.reason)
        settled = course.lifted_by.settled if course.lifted_by else ""
        return Objection(said, end_of(course, shown.proposal, shown.alliance), words_html(settled, self._who))

    def _suggested_by(self, shown: ProposalView, text: Revision) -> str:
        if text.suggestion is None:
            return ""
        partner = shown.partner_names[shown.suggestion(text.suggestion).partner_id]
        return partner if self._is_attributed else "a partner that had objected"

    def _amendments(self, shown: ProposalView) -> list[Amendment]:
        proposal = shown.proposal
        owners = {text.owner: self._organisation(text.owner) for text in proposal.revisions}
        return [
            Amendment(
                after.number,
                self._day(after.at),
                self._suggested_by(shown, after),
                [(label, marked_html(bits, self._who)) for label, bits in changed_fields(before, after, owners)],
            )
            for before, after in zip(proposal.revisions, proposal.revisions[1:], strict=False)
        ]

    def _steps(self, proposal: Proposal) -> list[Taken]:
        taken = steps_taken(proposal, self._day, with_words=self._is_attributed)
        return [replace(each, note=mentions_named(each.note, self._who)) for each in taken]

    def _action(self, proposal: Proposal, this: Action) -> ToDo:
        end = follow_up.end_of(proposal, this)
        state = "to do" if end is None else "done" if isinstance(end, ActionDone) else "taken back"
        said = "" if end is None else end.note if isinstance(end, ActionDone) else end.reason
        return ToDo(
            place=this.place,
            what=mentions_named(this.what, self._who),
            owner=self._organisation(this.owner),
            due_on=this.due_on,
            state=state,
            ended_on=self._day(end.at) if end else None,
            words=words_html(said, self._who),
        )

    def _searchable(
        self,
        current: Revision,
        number: int,
        objections: Sequence[Objection],
        concerns: Sequence[Words],
        actions: Sequence[ToDo],
    ) -> str:
        """Fold the words of the page, in its own order: that of what was said would tell who said it."""
        written = [str(number), current.title, current.text, current.benefit, *current.topics]
        written += [words for pair in current.filled for words in pair]
        spoken = [words for each in objections for words in (each.said.words, each.said.acceptable_if, each.settled)]
        kept = (*spoken, *(each.words for each in concerns), *(each.words for each in actions))
        said = [*(words.striptags() for words in kept), *(each.what for each in actions)]
        return " ".join(each_word("\n".join([*(mentions_named(words, self._who) for words in written), *said])))

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _who(self, slack_user_id: str) -> str:
        is_known = slack_user_id in self._voices or slack_user_id in self._people
        return self._organisation(slack_user_id) if is_known else ""

    def _organisation(self, slack_user_id: str) -> str:
        return self._voices.get(slack_user_id, "the alliance's staff")


def told_outside(nature: Nature | None, words: str) -> str:
    """Who is close to whom is nobody's business outside."""
    return "Somebody close to one of its people." if nature is Nature.PERSON else words


def _owner(shown: ProposalView) -> str:
    """Name the partner that decides it alone, as its own matter by law, "" where all do."""
    agreed = shown.proposal.agreement
    owner = whose_matter(shown.proposal, shown.alliance)
    whose = agreed.reserved_to if agreed else owner.id if owner else None
    return shown.partner_names[whose] if whose else ""


def _state(shown: ProposalView) -> str:
    if shown.proposal.agreement:
        if shown.has_ended:
            return "ended"
        return "superseded" if shown.superseded_by else "in force"
    return "held" if shown.status is Status.HELD else "open"
