"""How long did a decision take, and at which stage did it wait?

Never at whom: no partner is measured.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Kind, Proposal


class Stage(StrEnum):
    """Where a proposal was while it was not agreed yet. Held counts before asked again."""

    FIRST_TEXT = "first text"
    HELD = "held"
    ASKED_AGAIN = "asked again"


def time_at_stages(proposal: Proposal, departures: Mapping[int, datetime]) -> dict[Stage, timedelta]:
    """Divide the time from raising to agreement. `departures` are the moments at which partners left, by id.

    Only for a decision: what is open has no such time yet.
    """
    if proposal.agreement is None:
        raise ValueError(f"No. {proposal.number} is no decision")
    start, end = proposal.raised_at, proposal.agreement.at
    turns = {text.at for text in proposal.revisions} | {said.at for said in proposal.responses}
    turns |= {said.at for said in proposal.interests} | set(departures.values())
    moments = sorted({min(max(start, moment), end) for moment in (start, end, *turns)})
    times = dict.fromkeys(Stage, timedelta())
    for since, until in pairwise(moments):
        times[_stage_at(proposal, departures, since)] += until - since
    return times


def _stage_at(proposal: Proposal, departures: Mapping[int, datetime], moment: datetime) -> Stage:
    then = replace(
        proposal,
        revisions=tuple(text for text in proposal.revisions if text.at <= moment),
        responses=tuple(said for said in proposal.responses if said.at <= moment),
        interests=tuple(said for said in proposal.interests if said.at <= moment),
    )
    for partner_id, said in standing_responses(then).items():
        is_there = partner_id not in departures or departures[partner_id] > moment
        if said.kind is Kind.OBJECTION and is_there:
            return Stage.HELD
    return Stage.ASKED_AGAIN if len(then.revisions) > 1 else Stage.FIRST_TEXT
