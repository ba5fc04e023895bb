"""Proposals as they may stand, and their cards, for the page of all texts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from decisions.alliance.ladder import CameOfIt, LadderChanges, StepRecorded
from decisions.alliance.membership import AllianceCloses, ManagersChange, PartnerJoins
from decisions.proposal.proposal import Agreement, Kind, Proposal, Question, Report, Response, Settlement, Withdrawal
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.said.correction import Correction
from decisions.said.paper import paper_of
from decisions.set_up.closing import withdrawn_by_closing
from handlers.courier.messages import KINDS
from handlers.views.blocks.proposal.proposal_view import ProposalView
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, proposal, revision
from tests.reading import read_message
from tests.views import matter_texts
from tests.views.every_sealed import sealed_cards
from tests.views.views import (
    CLIMBING,
    LETS,
    STEPS,
    THURSDAY,
    consent,
    objection,
    stepped,
    suggested,
    taken,
    view_of,
    with_interest,
)

SOON = date(2026, 11, 16)
SITES = Action(1, KARA, MONDAY, "Ask three sites whether they have room", DEV, date(2026, 11, 4))
BEDS = Action(2, ANN, MONDAY, "Buy ten beds", OUTSIDER, SOON)
TO_DO: dict[str, Any] = {"actions": (SITES, BEDS)}
FOLLOWED_UP: dict[str, Any] = {
    **TO_DO,
    "actions_done": (ActionDone(1, DEV, MONDAY + timedelta(days=2), "The east wing has room."),),
    "actions_taken_back": (ActionTakenBack(2, ANN, MONDAY + timedelta(days=2), "The council lends us beds."),),
}
ASKED = Question(4, 1, "U0ELA", MONDAY, "Who is there at night?", SOON)
REPORTED = Report(5, 1, KARA, MONDAY, "Fay said so on the phone on Tuesday.", 0, id=1)
ANSWERS = (
    consent(1, CAT),
    objection(2, BEN, "Two nurses are too few.", "A third nurse at night."),
    consent(3, DEV, concern="The noise at night."),
)
CARRIED = tuple(paper_of(name, "application/pdf", name.encode()) for name in ("Budget.pdf", "Plan.pdf"))
LATE = revision(decide_by=date(2026, 11, 4))
FILLED = (("Budget", "£12,000 from the winter fund."), ("Risk", "Few nurses in January."))
FOLLOWED = revision(review_on=SOON, in_force_on=SOON, owner="U0GUS", topics=("winter", "beds"))
NOTICED = revision(earliest_on=SOON)
TRIED = revision(tried_until=SOON, owner="U0GUS")
AMENDED = revision(2, "Open twelve more emergency beds at the harbour from December.", at=MONDAY + timedelta(days=1))
TALKED = StepRecorded(
    1, BEN, THURSDAY, CameOfIt.DONE, "We talked for an hour. A nurse is the question.", THURSDAY.date()
)
MET = StepRecorded(2, BEN, THURSDAY, CameOfIt.NOT_POSSIBLE, "Snow.", THURSDAY.date())


def on_step(*recorded: StepRecorded, step: int = 1) -> ProposalView:
    held = proposal(responses=ANSWERS)
    return view_of(stepped(held, MONDAY + timedelta(days=2), *recorded, step=step), CLIMBING)


CURED = view_of(suggested(proposal(responses=ANSWERS)))
TAKEN = view_of(taken(proposal(responses=ANSWERS)))


def a_decision(**more: Any) -> Proposal:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    return proposal(responses=answers, agreement=Agreement(1, MONDAY + timedelta(days=1), everybody), **more)


def decided_by_seven() -> Proposal:
    """All consent but Harbour, which steps back."""
    told = a_decision()
    others = tuple(said for said in told.responses if said.partner_id != HARBOUR.id)
    they = tuple(said.partner_id for said in others)
    return replace(told, responses=others, agreement=Agreement(1, MONDAY + timedelta(days=1), they))


def held_proposal() -> Proposal:
    return proposal(responses=ANSWERS, questions=(ASKED,), reports=(REPORTED,), revisions=(LATE,))


def lift_by(settled_by: Settlement, **words: str) -> Proposal:
    """Harbour objected, and consents; what it objected to is amended where another text settles it."""
    last = 2 if settled_by is Settlement.TEXT else 1
    given = Response(2, last, Kind.CONSENT, BEN, THURSDAY, settled_by=settled_by, id=9, **words)  # type: ignore[arg-type]  # a test names the words
    return proposal(responses=(*ANSWERS, given), revisions=(revision(), AMENDED)[:last])


def cards() -> Iterator[tuple[str, str]]:
    shown = {
        "Fresh": view_of(proposal(), now=MONDAY),
        "Held, overdue, with a question, a reported consent and a lead who is away": replace(
            view_of(held_proposal()), away={"U0GUS": SOON, "U0HAL": None}
        ),
        "Held, with a suggestion": view_of(suggested(proposal(responses=ANSWERS))),
        "Asked again after an amendment": view_of(proposal(responses=ANSWERS, revisions=(revision(), AMENDED))),
        "Asked again about a suggestion that was taken": TAKEN,
        "An objection is lifted": view_of(lift_by(Settlement.WORDS, settled="A third nurse starts in December.")),
        "Agreed": view_of(a_decision()),
        "In a form": view_of(proposal(revisions=(revision(template="Spending", filled=FILLED),))),
        "Agreed, with an owner, topics and a review date": view_of(a_decision(revisions=(FOLLOWED,))),
        "With papers": view_of(proposal(revisions=(revision(papers=CARRIED),)), now=MONDAY),
        "Agreed, and its record is corrected": view_of(corrected_decision()),
        "Agreed, with something to be done": view_of(a_decision(**{**FOLLOWED_UP, "actions_taken_back": ()})),
        "Not to be decided before a day, and all consent": view_of(
            replace(a_decision(revisions=(NOTICED,)), agreement=None)
        ),
        "Tried until a day that comes near": view_of(a_decision(revisions=(TRIED,))),
        "Tried until a day that has passed": view_of(a_decision(revisions=(TRIED,)), now=MONDAY + timedelta(days=30)),
        "Withdrawn": view_of(proposal(withdrawal=Withdrawal(KARA, MONDAY, "We found another way."))),
        "Withdrawn by the closing": view_of(proposal(withdrawal=withdrawn_by_closing(14, MONDAY))),
        "The alliance is to be closed": view_of(proposal(change=AllianceCloses())),
        "Nobody is left who manages, and others are to": view_of(proposal(change=ManagersChange((ANN, DEV)))),
        "A partner stepped back whose objection held it": view_of(with_interest(held_proposal(), LETS)),
        "Agreed by those who decide": view_of(with_interest(decided_by_seven())),
        "A class of matters is delegated": view_of(proposal(change=matter_texts.SETS[0])),
        "A class of matters is reserved": view_of(proposal(change=matter_texts.SETS[1])),
        "One partner decides it alone": matter_texts.reserved(),
        "Decided by one partner alone": matter_texts.reserved(matter_texts.DECIDED_ALONE),
        "Steps for held decisions are to be agreed": view_of(proposal(change=LadderChanges(STEPS))),
        "Held, and a step is proposed": on_step(),
        "Held, and a step was taken": on_step(TALKED),
        **sealed_cards(),
        "A partner is to join": view_of(proposal(change=PartnerJoins("Eastside Trust", (ANN, BEN)))),
    }
    for name, picture in shown.items():
        yield name, read_message(KINDS["card"].write(picture, {}))


def corrected_decision(**more: Any) -> Proposal:
    """A record that may be corrected until a day to come, with what Harbour says of it."""
    told, said = a_decision(), Correction(2, BEN, THURSDAY, "We spoke of eleven beds.")
    agreed = replace(told.agreement, correct_by=SOON) if told.agreement else None
    return replace(told, agreement=agreed, statements=(said,), **more)
