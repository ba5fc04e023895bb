"""Over which sum does a partner consent only with the word of others of its own, such as its board?

Its lead says so. It is the partner's own limit, and changes nothing about whose consent counts: it is shown, and the
partner is reminded of it before it consents to more. The limits of what is delegated stand in
decisions/alliance/delegation.py.
"""

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.matter import OwnLimit
from decisions.alliance.pounds import pounds
from decisions.answers.standing_interest import refuse_unless_speaks
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written_in_line

LONGEST_WHO = 60


def refuse_unless_leads(alliance: Alliance, by: str) -> Partner:
    """The lead says it, for the whole organisation."""
    partner = refuse_unless_speaks(alliance, by)
    if by != partner.lead:
        raise matter_refusal.lead_sets_it(partner.name, partner.lead)
    return partner


def own_limit(alliance: Alliance, *, by: str, over: str, who: str) -> tuple[Partner, OwnLimit | None]:
    """Set the limit of the partner that `by` leads; None takes it away. `over` is the sum as it was typed."""
    partner = refuse_unless_leads(alliance, by)
    who = written_in_line(who)
    at_once(lambda: _read(over), lambda: _somebody(who, is_needed=bool(over.strip())))
    amount = _read(over)
    limit = OwnLimit(partner.name, amount, who) if amount else None
    if limit == alliance.matters.limit_of(partner.name):
        raise refusal.nothing_changed("over")
    return partner, limit


def _read(over: str) -> int | None:
    return pounds("over", over)


def _somebody(who: str, *, is_needed: bool) -> int | None:
    if is_needed and not who:
        raise refusal.missing("who", "whose word it needs, such as our board")
    if len(who) > LONGEST_WHO:
        raise refusal.too_long("who", LONGEST_WHO, len(who))
    return None
