"""Who speaks for a partner from now on, and who may say so?

A partner says it itself, without the consent of the others (rule 7): they see who did it, and what was before. When
nobody is left who could, whoever runs Accord records the organisation's word, until every other partner has seen it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from decisions import appointment_refusal, founding_refusal, refusal
from decisions.alliance import Alliance, Partner
from decisions.membership import Change, people_are_free, people_of
from decisions.spelling import written_in_line

LONGEST_AUTHORITY = 300


@dataclass(frozen=True)
class Appointment:
    """That these people speak for a partner from a moment on; the first leads.

    `by` is "" where nobody in Slack did it: then it was decided, or recorded on the `authority` named. `entry` is
    its place in the decision log; `seen_by` are the names of the partners who have seen a recorded one.
    """

    partner: str
    before: tuple[str, ...]
    representatives: tuple[str, ...]
    by: str
    at: datetime
    authority: str = ""
    entry: int = 0
    seen_by: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[str, ...]:
        """Who did not speak for the partner before."""
        return tuple(person for person in self.representatives if person not in self.before)


Pending = Iterable[tuple[int, Change]]


def own_appointment(
    alliance: Alliance, pending: Pending, partner: Partner, people: Sequence[str], *, by: str, at: datetime
) -> Appointment:
    """One of its representatives says who speaks for a partner. `pending` are the changes in open proposals."""
    if by not in partner.representatives:
        raise appointment_refusal.says_itself(partner)
    return _appointment(alliance, pending, partner, people, by=by, at=at)


def undoing(
    alliance: Alliance, pending: Pending, partner: Partner, newest: Appointment, entry: int, *, by: str, at: datetime
) -> Appointment:
    """Put back who spoke before: whoever did then or does now may, while nothing else changed it since."""
    if newest.entry != entry or not newest.by or newest.representatives != partner.representatives:
        raise appointment_refusal.speakers_changed_since(partner.name)
    if by not in (*newest.before, *partner.representatives):
        raise appointment_refusal.says_itself(partner)
    return _appointment(alliance, pending, partner, newest.before, by=by, at=at)


def recorded_word(
    alliance: Alliance, pending: Pending, partner: Partner, people: Sequence[str], *, authority: str, at: datetime
) -> Appointment:
    """Whoever runs Accord records the organisation's word, and on what authority."""
    authority = written_in_line(authority)
    if not authority:
        raise refusal.missing("authority", "on what authority, such as a letter and who signed it")
    if len(authority) > LONGEST_AUTHORITY:
        raise refusal.too_long("authority", LONGEST_AUTHORITY, len(authority))
    return _appointment(alliance, pending, partner, people, by="", at=at, authority=authority)


def unseen_by(alliance: Alliance, recorded: Appointment) -> list[Partner]:
    """Find the other partners who have not yet seen a word that was recorded for one."""
    if not recorded.authority:
        return []
    return [partner for partner in alliance.partners if partner.name not in (recorded.partner, *recorded.seen_by)]


def seen(alliance: Alliance, recorded: Appointment, by: str) -> Partner:
    """Somebody has seen it for their partner."""
    partner = alliance.partner_of(by)
    if partner is None:
        raise refusal.nobody_waits_for(alliance)
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
) -> Appointment:
    if not alliance.is_founded:
        raise founding_refusal.not_founded_yet()
    named = tuple(dict.fromkeys(people))
    people_are_free(alliance, named, own=partner)
    if named == partner.representatives:
        raise refusal.nothing_changed("people")
    # What an open proposal says of this partner itself may be agreed later, and then counts from then on.
    for number, change in pending:
        if change.name != partner.name and set(people_of(change)) & set(named):
            raise refusal.change_pending("people", number)
    return Appointment(partner.name, partner.representatives, named, by, at, authority)
