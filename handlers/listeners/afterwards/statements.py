"""Somebody says for a partner what is to stand beside the record of a decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from decisions.afterwards import correction
from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal.proposal import Proposal
from decisions.said.statements import Statement
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.entrances import Listener
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.statements import record_statement
from handlers.views.afterwards.correction import correction_window
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View
from handlers.views.blocks.proposal.proposal_view import ProposalView
from storage.engine.database import Database


@dataclass(frozen=True)
class Way:
    """How one kind of statements comes in: who may make one on that day, in which window, and what is made of it."""

    refuse: Callable[[Proposal, Alliance, str, date], object]
    window: Callable[[ProposalView], View]
    make: Callable[[Proposal, Alliance, Act], Statement]


def ask(act: Act, database: Database, way: Way) -> View:
    """It is chosen from the menu of the card or of the outcome."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        way.refuse(proposal, alliance, act.person, local_day(act.now, alliance))
        return way.window(view_of(connection, alliance.id, proposal.id, act.now))


def state(act: Act, database: Database, way: Way) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        record_statement(connection, alliance, proposal, way.make(proposal, alliance, act), act)


def _correction(proposal: Proposal, alliance: Alliance, act: Act) -> Statement:
    return correction.correction(proposal, alliance, by=act.person, at=act.now, words=act.text("words"))


_CORRECTION = Way(correction.refuse_unless_may_correct, correction_window, _correction)
# By what is chosen from a menu, and by the window that is sent.
ASKED: Mapping[str, Listener] = {ids.CORRECT: partial(ask, way=_CORRECTION)}
SENT: Mapping[str, Listener] = {ids.CORRECTION_WINDOW: partial(state, way=_CORRECTION)}
