"""Who can answer for a partner now? Whoever speaks for it and is there, the lead before the deputies (rules 3 and 7).

`away` are those who are away or whose account is closed. They may answer all the same (response.py).
"""

from collections.abc import Container

from decisions.alliance.alliance import Partner


def present(partner: Partner, away: Container[str]) -> list[str]:
    return [person for person in partner.representatives if person not in away]


def instead_of_lead(partner: Partner, away: Container[str]) -> str | None:
    """Return the deputy who answers while the lead is away, None where the lead is there or nobody is."""
    there = present(partner, away)
    return there[0] if there and there[0] != partner.lead else None


def asked(partner: Partner, away: Container[str], *, lead_alone: bool) -> list[str]:
    """List whom to ask: who is there, or only the lead, if that is there and is left alone with it."""
    there = present(partner, away)
    return there[:1] if lead_alone and there and there[0] == partner.lead else there
