"""What does the register not tell? Facts are blackened before anything is made of them: nothing shows a piece."""

from dataclasses import replace

from bot.publishing.redactions.redactor import Redactor
from decisions.proposal import Proposal, Response, Review, Revision
from handlers.views.blocks.proposal_view import Picture


def withheld(shown: Picture, redactor: Redactor) -> Picture:
    """Copy what is known of a proposal, with black in the places of what is withheld."""
    return replace(
        shown,
        proposal=_proposal(shown.proposal, redactor),
        partner_names={partner: redactor.name(name) for partner, name in shown.partner_names.items()},
        supersedes_title=redactor.name(shown.supersedes_title),
    )


def _proposal(proposal: Proposal, redactor: Redactor) -> Proposal:
    change = proposal.change
    return replace(
        proposal,
        revisions=tuple(_revision(text, redactor) for text in proposal.revisions),
        responses=tuple(_response(said, redactor) for said in proposal.responses),
        reviews=tuple(_review(look, redactor) for look in proposal.reviews),
        change=replace(change, name=redactor.name(change.name)) if change else None,
    )


def _revision(text: Revision, redactor: Redactor) -> Revision:
    return replace(
        text,
        title=redactor.words(text.title),
        text=redactor.words(text.text),
        rich_text=redactor.rich_text(text.rich_text),
        benefit=redactor.words(text.benefit),
        topics=tuple(map(redactor.words, text.topics)),
    )


def _response(said: Response, redactor: Redactor) -> Response:
    return replace(
        said,
        concern=redactor.words(said.concern),
        reason=redactor.words(said.reason),
        acceptable_if=redactor.words(said.acceptable_if),
    )


def _review(look: Review, redactor: Redactor) -> Review:
    return replace(look, note=redactor.words(look.note))
