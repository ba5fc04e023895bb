"""Who is reminded, and on which days? Only those who owe an answer, on working days, and not every day."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.alliance.voice import asked
from decisions.answers.question import quiet_until
from decisions.asking import reminder_refusal
from decisions.proposal.outcome import asked_at, waited_for
from decisions.proposal.proposal import Proposal
from decisions.texts.revision import refuse_unless_may_steer
from decisions.words.working_days import is_working_day, working_days_after

# A lead has this many whole working days before the deputies are asked too.
LEAD_ALONE = 2
# Working days between two reminders of the same matter; after the decide-by date it is one.
REST = 2
REST_WHEN_LATE = 1
FIRST_HOUR, LAST_HOUR = 9, 17


@dataclass(frozen=True)
class Reach:
    """What is known of when people can be reached.

    `holidays` are the bank holidays, `zones` people's time zones by Slack user id, `away` those who are not
    there: they said so, or their account is closed. `at_once` are those who want to be asked at any hour.
    """

    holidays: Container[date]
    zones: Mapping[str, str]
    away: Container[str]
    at_once: Container[str] = ()

    def local(self, person: str, now: datetime, otherwise: str) -> datetime:
        return now.astimezone(ZoneInfo(self.zones.get(person) or otherwise))


def spokespeople(partner: Partner, asked_on: date, today: date, reach: Reach) -> list[str]:
    """List whom to remind for a partner: its lead; the deputies too when the lead is away or was silent for long."""
    was_silent = working_days_after(asked_on, today, reach.holidays) > LEAD_ALONE
    return asked(partner, reach.away, lead_alone=not was_silent)


def takes_time(proposal: Proposal, partner: Partner, today: date) -> bool:
    return today < (quiet_until(proposal, partner.id) or today)


def owed(person: str, proposals: Sequence[Proposal], alliance: Alliance, today: date, reach: Reach) -> list[Proposal]:
    """List the open proposals about which this person may be reminded. Who took time is left in peace until then."""
    return [
        proposal
        for proposal in proposals
        for partner in waited_for(proposal, alliance)
        if person in partner.representatives
        and not takes_time(proposal, partner, today)
        and person in spokespeople(partner, local_day(asked_at(proposal, partner), alliance), today, reach)
    ]


def is_due(
    proposal: Proposal,
    alliance: Alliance,
    last: date | None,
    today: date,
    holidays: Container[date],
    partner: Partner | None = None,
) -> bool:
    """Whether a matter is worth a reminder today; `last` is the day of the newest one about it to this person.

    Days are counted since the text was put, or since the person's `partner` joined.
    """
    asked_on = local_day(asked_at(proposal, partner) if partner else proposal.current.at, alliance)
    if not is_working_day(today, holidays):
        return False
    if last is None or last < asked_on:
        return working_days_after(asked_on, today, holidays) >= 1
    decide_by = proposal.current.decide_by
    rest = REST_WHEN_LATE if decide_by and decide_by <= today else REST
    return working_days_after(last, today, holidays) >= rest


def is_a_good_hour(local: datetime) -> bool:
    return FIRST_HOUR <= local.hour < LAST_HOUR


def is_overdue(proposal: Proposal, today: date) -> bool:
    decide_by = proposal.current.decide_by
    return decide_by is not None and decide_by < today and not proposal.is_final


def reminder(
    proposal: Proposal, alliance: Alliance, *, by: str, today: date, reach: Reach, reminded_today: Container[str]
) -> list[str]:
    """Remind now of one proposal, as its author or a manager wants: each person at most once a day.

    Who took time is left in peace until then.
    """
    refuse_unless_may_steer(proposal, alliance, by, "send reminders for")
    silent = waited_for(proposal, alliance)
    if not silent:
        raise reminder_refusal.nobody_to_remind(proposal.number)
    expected = [partner for partner in silent if not takes_time(proposal, partner, today)]
    if not expected:
        raise reminder_refusal.all_took_time(proposal.number, [partner.name for partner in silent])
    owing = [
        person
        for partner in expected
        for person in spokespeople(partner, local_day(asked_at(proposal, partner), alliance), today, reach)
    ]
    people = [person for person in owing if person not in reminded_today]
    if not owing:
        raise reminder_refusal.nobody_is_there(proposal.number, [partner.name for partner in expected])
    if not people:
        raise reminder_refusal.reminded_today(proposal.number)
    return people
