"""Who speaks for a partner from now on, and who may say so?

A partner says it itself, without the consent of the others (rule 7): they see who did it, and what was before. When
nobody is left who could, whoever runs Accord records the organisation's word, until every other partner has seen it.
Beside its people it may name somebody who stands in until a day; the end comes by itself, and is logged too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from decisions.alliance import going_on_refusal, membership_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.membership import Change, people_are_free, people_of
from decisions.people import appointment_refusal
from decisions.people.stand_in import is_over, speaking_at, standing_in
from decisions.words import refusal
from decisions.words.spelling import written_in_line

LONGEST_AUTHORITY = 300


@dataclass(frozen=True)
class Appointment:
    """That these people speak for a partner from a moment on; the first leads.

    `by` is "" where nobody in Slack did it: then it was decided, recorded on the `authority` named, or the time of
    those who stood in is over. The `stand_ins` among these people speak before `ends_at` only. `entry` is its place in
    the decision log; `seen_by` are the names of the partners who have seen a recorded one.
    """

    partner: str
    before: tuple[str, ...]
    representatives: tuple[str, ...]
    by: str
    at: datetime
    authority: str = ""
    entry: int = 0
    seen_by: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    ends_at: datetime | None = None

    @property
    def new(self) -> tuple[str, ...]:
        """Who did not speak for the partner before."""
        return tuple(person for person in self.representatives if person not in self.before)


Pending = Iterable[tuple[int, Change]]


def own_appointment(
    alliance: Alliance,
    pending: Pending,
    partner: Partner,
    people: Sequence[str],
    *,
    by: str,
    at: datetime,
    stand_ins: Sequence[str] = (),
    until: date | None = None,
) -> Appointment:
    """One of its representatives says who speaks for a partner, and who stands in up to and including a day.

    `pending` are the changes in open proposals.
    """
    now = speaking_at(partner, at)
    if by not in now.representatives:
        raise appointment_refusal.says_itself(now)
    if by not in now.lasting:
        raise appointment_refusal.stands_in_only(now)
    ends_at = standing_in(alliance, stand_ins, until, beside=people, at=at)
    return _appointment(alliance, pending, now, people, by=by, at=at, stand_ins=stand_ins, ends_at=ends_at)


def undoing(
    alliance: Alliance,
    pending: Pending,
    partner: Partner,
    newest: Appointment,
    entry: int,
    *,
    by: str,
    at: datetime,
    earlier: Appointment | None = None,
) -> Appointment:
    """Put back who spoke before: whoever did then or does now may, while nothing else changed it since.

    `earlier` is the appointment before the newest: who stood in by that does again, while it is not over.
    """
    if newest.entry != entry or not newest.by or newest.representatives != partner.representatives:
        raise appointment_refusal.speakers_changed_since(partner.name)
    stood_in, ends_at = (
        (earlier.stand_ins, earlier.ends_at) if earlier and earlier.representatives == newest.before else ((), None)
    )
    before = speaking_at(replace(partner, representatives=newest.before, stand_ins=stood_in, ends_at=ends_at), at)
    now = speaking_at(partner, at)
    if by not in (*before.representatives, *now.representatives):
        raise appointment_refusal.says_itself(now)
    return _appointment(
        alliance, pending, now, before.lasting, by=by, at=at, stand_ins=before.stand_ins, ends_at=before.ends_at
    )


def ending(partner: Partner, at: datetime) -> Appointment | None:
    """Who stood in speaks no more, when the time for that is over; the others do as before."""
    if not is_over(partner, at):
        return None
    return Appointment(partner.name, partner.representatives, partner.lasting, "", at)


def recorded_word(
    alliance: Alliance, pending: Pending, partner: Partner, people: Sequence[str], *, authority: str, at: datetime
) -> Appointment:
    """Whoever runs Accord records the organisation's word, and on what authority."""
    authority = written_in_line(authority)
    if not authority:
        raise refusal.missing("authority", "on what authority, such as a letter and who signed it")
    if len(authority) > LONGEST_AUTHORITY:
        raise refusal.too_long("authority", LONGEST_AUTHORITY, len(authority))
    return _appointment(alliance, pending, speaking_at(partner, at), people, by="", at=at, authority=authority)


def unseen_by(alliance: Alliance, recorded: Appointment) -> list[Partner]:
    """Find the other partners who have not yet seen a word that was recorded for one."""
    if not recorded.authority:
        return []
    return [partner for partner in alliance.partners if partner.name not in (recorded.partner, *recorded.seen_by)]


def seen(alliance: Alliance, recorded: Appointment, by: str) -> Partner:
    """Somebody has seen it for their partner."""
    refuse_if_closed(alliance)
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.nobody_waits_for(alliance)
    if partner not in unseen_by(alliance, recorded):
        raise appointment_refusal.seen_already(partner.name)
    return partner


def _appointment(
    alliance: Alliance,
    pending: Pending,
    partner: Partner,
    people: Sequence[str],
    *,
    by: str,
    at: datetime,
    authority: str = "",
    stand_ins: Sequence[str] = (),
    ends_at: datetime | None = None,
) -> Appointment:
    refuse_if_closed(alliance)
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()
    # Somebody has to speak for it when nobody stands in any more.
    people_are_free(alliance, people, own=partner)
    named = tuple(dict.fromkeys([*people, *stand_ins]))
    people_are_free(alliance, named, own=partner)
    for_a_time = tuple(dict.fromkeys(stand_ins))
    if (named, for_a_time, ends_at) == (partner.representatives, partner.stand_ins, partner.ends_at):
        raise refusal.nothing_changed("people")
    # What an open proposal says of this partner itself may be agreed later, and then counts from then on.
    for number, change in pending:
        if change.name != partner.name and set(people_of(change)) & set(named):
            raise membership_refusal.change_pending("people", number)
    before = partner.representatives
    return Appointment(partner.name, before, named, by, at, authority, stand_ins=for_a_time, ends_at=ends_at)
