"""Who is away, and who speaks then? A partner whose people are all away is asked all the same (rule 7)."""

from collections.abc import Container
from datetime import date

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.voice import present
from decisions.words import refusal


def absence(alliance: Alliance, *, by: str, until: date | None, today: date) -> Partner:
    """Let a representative be away up to and including a day; return the partner it speaks for."""
    partner = refuse_unless_may_be_away(alliance, by)
    if until is None:
        raise refusal.missing("until", "the last day on which you are away")
    if until < today:
        raise refusal.date_in_the_past("until")
    return partner


def refuse_unless_may_be_away(alliance: Alliance, by: str) -> Partner:
    refuse_if_closed(alliance)
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.nobody_waits_for(alliance)
    return partner


def unreachable(alliance: Alliance, away: Container[str]) -> list[Partner]:
    return [partner for partner in alliance.partners if not present(partner, away)]
