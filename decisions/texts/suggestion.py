"""What becomes of a text that a partner suggests with its objection? It stands when it is taken to the letter.

Partners may consent to it beforehand. Such a consent names the text by its hash, and counts only if exactly that text
comes to stand (rules 4 and 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.answers import objection_refusal
from decisions.answers.objection_course import unsettled, with_its_end
from decisions.answers.response import refuse_unless_may_answer
from decisions.proposal.outcome import decides
from decisions.proposal.own_word import refuse_beforehand
from decisions.proposal.part import last_stepped_back
from decisions.proposal.proposal import (
    AnswerBeforehand,
    Interest,
    Kind,
    Proposal,
    Response,
    Revision,
    Settlement,
    Suggestion,
)
from decisions.texts.proposal_form import Filled
from decisions.texts.revision import LONGEST_TEXT, Draft, Superseded, amendment
from decisions.words.spelling import written
from decisions.words.worded import worded


@dataclass(frozen=True)
class Cure:
    """What a person typed beside an objection, and whether the partner would consent to it."""

    text: str
    rich_text: Mapping[str, Any]
    consents: bool

    def changes(self, text: Revision) -> bool:
        return written(self.text) not in ("", text.text)


def refuse_unless_it_suggests(proposal: Proposal, cure: Cure) -> None:
    """Whoever would consent to a text has to change it, and it has to fit."""
    field = f"suggestion.{proposal.current.number}"
    if cure.consents and not cure.changes(proposal.current):
        raise objection_refusal.nothing_suggested(field)
    worded(field, cure.text, LONGEST_TEXT)


def suggestion(proposal: Proposal, objected: Response, cure: Cure) -> Suggestion:
    """Suggest another text beside an objection; everything but the text stays as it is."""
    field = f"suggestion.{objected.revision}"
    if not cure.changes(proposal.current):
        raise objection_refusal.nothing_suggested(field)
    words = worded(field, cure.text, LONGEST_TEXT)
    # Only the first round can be sealed, and whatever is taken comes after it.
    stands = replace(proposal.current, text=words, rich_text=cure.rich_text, sealed=False)
    return Suggestion(
        partner_id=objected.partner_id,
        revision=objected.revision,
        by=objected.by,
        at=objected.at,
        text=stands.text,
        rich_text=stands.rich_text,
        text_sha256=stands.text_sha256,
        objection=objected.id,
    )


def with_suggestion(current: Revision, suggested: Suggestion) -> Draft:
    """Write what would be put to the partners if the suggestion were taken."""
    return Draft(
        title=current.title,
        text=suggested.text,
        rich_text=suggested.rich_text,
        benefit=current.benefit,
        decide_by=current.decide_by,
        supersedes=current.supersedes,
        review_on=current.review_on,
        in_force_on=current.in_force_on,
        tried_until=current.tried_until,
        earliest_on=current.earliest_on,
        matter=current.matter,
        sum=str(current.sum or ""),
        owner=current.owner,
        topics=current.topics,
        papers=current.papers,
        template=current.template,
        form=tuple(Filled(name, words) for name, words in current.filled),
    )


def suggestions(proposal: Proposal) -> dict[int, Suggestion]:
    """Find the newest suggestion of each partner to the text that stands, by partner id."""
    current = proposal.current.number
    return {suggested.partner_id: suggested for suggested in proposal.suggestions if suggested.revision == current}


def consent_beforehand(
    proposal: Proposal,
    alliance: Alliance,
    suggested: Suggestion,
    *,
    by: str,
    at: datetime,
    concern: str = "",
    settled_by: Settlement | None = None,
    settled: str = "",
) -> AnswerBeforehand:
    """Consent to a suggestion, should it be taken to the letter. It is no answer to the text that stands.

    Raises AsksAgain when nobody said how the partner's own objection would end.
    """
    partner = refuse_unless_may_answer(proposal, alliance, by)
    refuse_if_past(proposal, suggested)
    refuse_beforehand(proposal, alliance, by)
    if partner.id in would_consent(proposal, suggested.text_sha256):
        raise objection_refusal.would_consent_already(proposal.number, partner.name)
    given = AnswerBeforehand(
        partner.id,
        suggested.revision,
        Kind.CONSENT,
        by,
        at,
        concern=worded("concern", concern),
        text_sha256=suggested.text_sha256,
    )
    objected = unsettled(proposal, partner.id)
    if objected and settled_by is None:
        raise objection_refusal.lifts_an_objection(proposal.number, partner.name, decides=False)
    return with_its_end(given, settled_by, settled, is_another_text=True) if objected and settled_by else given


def no_consent_beforehand(
    proposal: Proposal, alliance: Alliance, suggested: Suggestion, *, by: str, at: datetime
) -> AnswerBeforehand:
    """Take a consent to a suggestion back, before it is taken."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    refuse_if_past(proposal, suggested)
    if partner.id not in would_consent(proposal, suggested.text_sha256):
        raise objection_refusal.no_consent_to_take_back(proposal.number, partner.name)
    return AnswerBeforehand(partner.id, suggested.revision, Kind.UNDO, by, at, text_sha256=suggested.text_sha256)


def would_consent(proposal: Proposal, text_sha256: str) -> dict[int, AnswerBeforehand]:
    """Find which partners' consents to a text stand beforehand, by partner id.

    Whoever objects afterwards, takes another consent back or steps back has thought again.
    """
    answers = (said for said in proposal.responses if said.kind is not Kind.CONSENT)
    thought_again: list[Response | Interest] = [*answers, *last_stepped_back(proposal).values()]
    newest = {said.partner_id: said for said in proposal.beforehand if said.text_sha256 == text_sha256}
    return {
        partner_id: said
        for partner_id, said in newest.items()
        if said.kind is Kind.CONSENT
        and not any(each.partner_id == partner_id and each.id >= said.id for each in thought_again)
    }


def taking(
    proposal: Proposal,
    alliance: Alliance,
    superseded: Superseded | None,
    suggested: Suggestion,
    *,
    by: str,
    at: datetime,
    knows_it_decides: bool = False,
) -> Revision:
    """Put a suggestion in the place of the text that stands, to the letter. The author and managers may (rule 8).

    Raises AsksAgain when that decides and the person was not asked again.
    """
    refuse_if_past(proposal, suggested)
    draft = with_suggestion(proposal.current, suggested)
    amended = amendment(proposal, alliance, draft, superseded, by=by, revision=suggested.revision, at=at)
    if not knows_it_decides:
        refuse_if_it_decides(proposal, alliance, amended)
    return amended


def refuse_if_it_decides(proposal: Proposal, alliance: Alliance, amended: Revision) -> None:
    """Whoever puts a text to which all consent already is asked once more, for that decides."""
    told = (*proposal.responses, *that_count(proposal, alliance, amended))
    if decides(replace(proposal, revisions=(*proposal.revisions, amended), responses=told), alliance, amended.at):
        raise objection_refusal.taking_decides(proposal.number)


def that_count(proposal: Proposal, alliance: Alliance, amended: Revision) -> list[Response]:
    """List the consents given beforehand to exactly this new text, as answers to it.

    Whoever has set a limit since that the sum is over is asked for the word of its own people first.
    """
    given = would_consent(proposal, amended.text_sha256) if amended.suggestion is not None else {}
    now = {"revision": amended.number, "at": amended.at, "id": 0}
    return [
        Response(**{**vars(given[partner.id]), **now, "said_at": given[partner.id].at})
        for partner in alliance.partners
        if partner.id in given and not alliance.matters.limit_passed(partner.name, amended.sum)
    ]


def that_lapse(proposal: Proposal, alliance: Alliance, amended: Revision) -> list[Response]:
    """List the consents given beforehand that don't count: another text came to stand, or it is over a limit now.

    One of each partner.
    """
    counted = {said.partner_id for said in that_count(proposal, alliance, amended)}
    lapsed: dict[int, Response] = {}
    for suggested in proposal.suggestions:
        if suggested.revision == proposal.current.number:
            lapsed |= would_consent(proposal, suggested.text_sha256)
    return [lapsed[partner.id] for partner in alliance.partners if partner.id in lapsed.keys() - counted]


def refuse_if_past(proposal: Proposal, suggested: Suggestion) -> None:
    taken = [text for text in proposal.revisions if text.suggestion == suggested.id]
    if taken:
        raise objection_refusal.suggestion_is_taken(proposal.number, taken[0].number)
    if suggested.revision != proposal.current.number:
        raise objection_refusal.suggestion_is_past(proposal.number)
