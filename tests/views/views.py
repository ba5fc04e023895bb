"""From which facts are the pictures of the tests made?"""

from dataclasses import replace
from datetime import datetime, timedelta

from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import Step, StepProposed, StepRecorded
from decisions.proposal.part import deciding
from decisions.proposal.proposal import AnswerBeforehand, Interest, Kind, Nature, Part, Proposal, Response
from decisions.texts.suggestion import Cure, suggestion
from handlers.views.blocks.proposal.proposal_view import ProposalView
from tests.cast import ALLIANCE, BEN, DEV, MONDAY, NAMES, revision, typed

THURSDAY = MONDAY + timedelta(days=3)
CURE = "Open ten more emergency beds at the harbour from December, with a third nurse at night."


def view_of(proposal: Proposal, alliance: Alliance = ALLIANCE, now: datetime = THURSDAY) -> ProposalView:
    names = {partner.id: partner.name for partner in alliance.partners}
    url = "https://alliance.slack.com/archives/C0/p1"
    here = replace(alliance, partners=deciding(proposal, alliance))
    return ProposalView(proposal, here, names, NAMES, now, card_url=url, thread_url=f"{url}?thread_ts=1&cid=C0")


def consent(partner: int, by: str, revision: int = 1, concern: str = "", at: datetime = MONDAY) -> Response:
    return Response(partner, revision, Kind.CONSENT, by, at, concern=concern, id=partner)


def objection(partner: int, by: str, reason: str, acceptable_if: str = "", at: datetime = MONDAY) -> Response:
    return Response(partner, 1, Kind.OBJECTION, by, at, reason=reason, acceptable_if=acceptable_if, id=partner)


def with_interest(told: Proposal, *more: Interest, words: str = "We run the hostel.") -> Proposal:
    """Harbour steps back, after all that was said."""
    back = Interest(2, 1, Part.STEPS_BACK, BEN, THURSDAY, 2, Nature.ROLE, words, id=30)
    return replace(told, interests=(back, *more))


STEPS = (
    Step("Whoever objects and whoever raised it talk with each other.", 2),
    Step("The leads of all partners meet.", 3),
    Step("We try it for a time.", 1, tries=True),
)
CLIMBING = replace(ALLIANCE, ladder=STEPS)


def stepped(told: Proposal, at: datetime, *recorded: StepRecorded, step: int = 1) -> Proposal:
    """This step is proposed, those before it were."""
    before = [
        StepProposed(place, place, told.current.number, at, STEPS[place - 1].what) for place in range(1, step + 1)
    ]
    return replace(told, steps_proposed=tuple(before), steps_recorded=recorded)


LETS = Interest(3, 1, Part.LET, DEV, THURSDAY, 2, id=31)


def suggested(told: Proposal) -> Proposal:
    """Beside the first objection to the first text, its partner suggests another; Clyde would consent to it."""
    against = next(said for said in told.responses if said.kind is Kind.OBJECTION)
    first = replace(told, revisions=told.revisions[:1])
    cure = replace(suggestion(first, against, Cure(CURE, typed(CURE), consents=False)), id=1)
    would = AnswerBeforehand(3, 1, Kind.CONSENT, DEV, MONDAY, text_sha256=cure.text_sha256, id=11)
    return replace(told, suggestions=(cure,), beforehand=(would,))


def taken(told: Proposal) -> Proposal:
    """That suggestion is taken to the letter, and Clyde's consent beforehand counts."""
    told = suggested(told)
    text = replace(revision(2, CURE, at=THURSDAY), suggestion=1)
    counted = Response(3, 2, Kind.CONSENT, DEV, THURSDAY, said_at=MONDAY, id=20)
    return replace(told, revisions=(*told.revisions, text), responses=(*told.responses, counted))
