"""Which interests does a partner have in more than one matter, and when does it look at them again?

They stand in a register that everybody can read. They make nobody step back: a partner says that of each matter itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from decisions.alliance import going_on_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.going_on import refuse_if_closed
from decisions.answers import interest_refusal
from decisions.answers.interest import declared
from decisions.proposal.proposal import Nature

# Each is looked at again a year after it was declared or looked at last.
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class StandingInterest:
    """One that stands. `entry` is the number of its entry in the log, 0 before it has one."""

    partner: str
    nature: Nature
    words: str
    by: str
    declared_at: datetime
    looked_at: datetime
    entry: int = 0


def refuse_unless_speaks(alliance: Alliance, by: str) -> Partner:
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.not_a_representative(alliance)
    refuse_if_closed(alliance)
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()
    return partner


def standing_interest(
    alliance: Alliance, *, by: str, at: datetime, nature: Nature | None, words: str
) -> StandingInterest:
    """Declare one for the partner that `by` speaks for."""
    partner = refuse_unless_speaks(alliance, by)
    kind, told = declared(nature, words)
    return StandingInterest(partner.name, kind, told, by, at, at)


def own(alliance: Alliance, standing: Iterable[StandingInterest], entry: int, by: str) -> StandingInterest:
    """Find one that a partner's own people may say to be still so, or ended."""
    partner = refuse_unless_speaks(alliance, by)
    found = next((each for each in standing if each.entry == entry), None)
    if found is None:
        raise interest_refusal.no_such_interest()
    if found.partner != partner.name:
        raise interest_refusal.of_another_partner(found.partner)
    return found


def to_look_at(standing: Iterable[StandingInterest], now: datetime) -> list[StandingInterest]:
    """List those that nobody looked at for a year."""
    return [each for each in standing if each.looked_at + YEAR <= now]
