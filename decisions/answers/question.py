"""May a partner take time, and until when is it left in peace?"""

from datetime import date, datetime

from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.answers import answer_refusal
from decisions.answers.response import refuse_unless_may_answer
from decisions.proposal import sealed_refusal
from decisions.proposal.outcome import heard, standing_responses
from decisions.proposal.proposal import Kind, Proposal, Question
from decisions.proposal.sealed import is_sealed, sealed_answers
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.worded import worded


def question(
    proposal: Proposal,
    alliance: Alliance,
    *,
    by: str,
    revision: int,
    at: datetime,
    words: str,
    answer_by: date | None,
    is_subject: bool = False,
) -> Question:
    """Take time for the partner that `by` speaks for. Raises AsksAgain when the text is outdated.

    `is_subject`: it would consent, subject to the body named for sums over its limit, and may not know yet when that
    body meets; anyone else names a day.
    """
    partner = refuse_unless_may_ask(proposal, alliance, by)
    if is_subject and is_sealed(proposal):
        raise sealed_refusal.tells_what_it_would_say(proposal.number)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    today = local_day(at, alliance)
    limit = alliance.matters.limit_passed(partner.name, proposal.current.sum)
    whose = limit.who if limit and is_subject else ""
    asked, _ = at_once(
        lambda: worded("question", words), lambda: _day_to_come(answer_by, today, may_be_open=bool(whose))
    )
    return Question(partner.id, revision, by, at, asked, answer_by, whose)


def _day_to_come(answer_by: date | None, today: date, *, may_be_open: bool) -> None:
    if answer_by is None and not may_be_open:
        raise refusal.missing("answer_by", "the day by which your organisation will answer")
    if answer_by and answer_by < today:
        raise refusal.date_in_the_past("answer_by")


def refuse_unless_may_ask(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    """Time is taken before answering, not after."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    stands = standing_responses(proposal).get(partner.id)
    if partner.id in sealed_answers(proposal):
        raise sealed_refusal.has_answered(proposal.number, partner.name)
    if stands:
        raise answer_refusal.answered_already(proposal.number, partner.name, does_consent=stands.kind is Kind.CONSENT)
    return partner


def standing_questions(proposal: Proposal) -> dict[int, Question]:
    """Find the newest question of each partner that decides and has not answered the current text."""
    those = heard(proposal)
    return {
        asked.partner_id: asked
        for asked in proposal.questions
        if asked.revision == proposal.current.number and asked.partner_id not in those
    }


def quiet_until(proposal: Proposal, partner_id: int) -> date | None:
    """Return the day on which reminders begin for a partner that took time: the day it named, or decide-by if sooner.

    A partner that named no day is reminded as usual.
    """
    asked = standing_questions(proposal).get(partner_id)
    if asked is None or asked.answer_by is None:
        return None
    decide_by = proposal.current.decide_by
    return min(asked.answer_by, decide_by) if decide_by else asked.answer_by
