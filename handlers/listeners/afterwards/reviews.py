"""Somebody looks at a decision again: it is kept, or a change is raised."""

from decisions.afterwards.review import (
    refuse_if_it_changed_the_alliance,
    refuse_unless_may_review,
    refuse_while_it_is_changed,
    review,
)
from decisions.alliance.alliance import local_day
from decisions.texts.trial import refuse_if_over
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.forms import forms_for
from handlers.incoming.papers import choice
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.reviews import record_review
from handlers.views.afterwards.review import review_window
from handlers.views.blocks.kit import View
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import raise_window
from storage.engine.database import Database
from storage.record.proposals import proposals


def ask_what_was_seen(act: Act, database: Database) -> View:
    """Somebody presses *Reviewed: keep*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        refuse_unless_may_review(proposal, alliance, proposals.newer(connection, proposal.id), act.person)
        refuse_if_over(proposal, local_day(act.now, alliance))
        return review_window(view_of(connection, alliance.id, proposal.id, act.now), act.person)


def keep(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        looked = review(
            proposal,
            alliance,
            proposals.newer(connection, proposal.id),
            by=act.person,
            at=act.now,
            note=act.text("note"),
            review_on=act.day("review_on"),
        )
        record_review(connection, alliance, proposal, looked, act)


def raise_a_change(act: Act, database: Database) -> View:
    """Somebody presses *Raise a change* or *Renew or change*: a proposal to supersede it begins with its words."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        refuse_unless_may_review(proposal, alliance, proposals.newer(connection, proposal.id), act.person)
        refuse_if_it_changed_the_alliance(proposal)
        refuse_while_it_is_changed(proposal, proposals.open_to_supersede(connection, alliance.id, proposal.id))
        forms = forms_for(connection, alliance)
    old = proposal.current
    words = Prefilled(
        title=old.title,
        rich_text=old.rich_text,
        benefit=old.benefit,
        supersedes=(proposal.number, old.title),
        owner=old.owner,
        topics=old.topics,
        papers=choice(act, old.papers),
        renews=proposal.number,
        forms=forms,
        form=next((each for each in forms if each.name == old.template), None),
        filled=dict(old.filled),
        matter=old.matter,
        sum=f"{old.sum:,}" if old.sum else "",
        matters=alliance.matters,
    )
    return raise_window(alliance.id, alliance.name, words, seals=alliance.seals_first_rounds)
