"""What may a partner's representative answer, and when does it count?"""

from dataclasses import replace
from datetime import datetime

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.matter_refusal import anothers_matter, decides_alone
from decisions.answers import answer_refusal, interest_refusal
from decisions.answers.objection_course import unsettled, with_its_end
from decisions.answers.objection_refusal import lifts_an_objection
from decisions.proposal import proposal_refusal, sealed_refusal
from decisions.proposal.notice import has_begun
from decisions.proposal.outcome import decides, standing_responses
from decisions.proposal.own_word import needs_word
from decisions.proposal.part import stepped_back, whose_matter
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement
from decisions.proposal.sealed import is_last, is_sealed
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written
from decisions.words.worded import worded


def consent(
    proposal: Proposal,
    alliance: Alliance,
    *,
    by: str,
    revision: int,
    at: datetime,
    concern: str = "",
    knows_it_decides: bool = False,
    settled_by: Settlement | None = None,
    settled: str = "",
    has_word: bool = False,
) -> Response:
    """Consent for the partner that `by` speaks for. Its own objection, if it has one, is lifted: `settled_by` says how.

    Raises AsksAgain when the text is outdated, when nobody said how the objection ends, or when this consent decides,
    or is over the partner's own limit, and the person was not asked again. `has_word` says that it has the word that it
    needs there.
    """
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    concern = worded("concern", concern)
    stands = standing_responses(proposal).get(partner.id)
    if stands and stands.kind is Kind.CONSENT and concern in ("", stands.concern):
        raise answer_refusal.already_consents(proposal.number, partner.name)
    text = proposal.current.text_sha256
    given = Response(partner.id, revision, Kind.CONSENT, by, at, concern=concern, text_sha256=text)
    opens_all = sealed_refusal.opens_all(proposal.number, may_decide=has_begun(proposal, alliance, at))
    it_opens = is_last(proposal, alliance, partner)
    it_decides = not is_sealed(proposal) and decides(with_response(proposal, given), alliance, at)
    objected = unsettled(proposal, partner.id)
    if objected and settled_by is None:
        raise lifts_an_objection(proposal.number, partner.name, decides=it_decides)
    if objected and settled_by:
        given = with_its_end(given, settled_by, settled, is_another_text=objected.revision != revision)
    over = alliance.matters.limit_passed(partner.name, proposal.current.sum)
    consents_already = stands is not None and stands.kind is Kind.CONSENT
    if over and not has_word and not consents_already:
        raise needs_word(proposal, over, decides=it_decides or it_opens, opens=opens_all.words if it_opens else "")
    if it_opens and not knows_it_decides:
        raise opens_all
    if it_decides and not knows_it_decides:
        is_own = whose_matter(proposal, alliance) == partner
        raise (decides_alone if is_own else answer_refusal.decides_now)(proposal.number, partner.name)
    return given


def add_concern(
    proposal: Proposal, alliance: Alliance, *, by: str, revision: int, at: datetime, concern: str
) -> Response:
    """Keep a concern with the consent that stands. It changes nothing about the consent."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    stands = standing_responses(proposal).get(partner.id)
    if not stands or stands.kind is not Kind.CONSENT:
        raise answer_refusal.no_consent_for_a_concern(proposal.number, partner.name)
    if not written(concern):
        raise refusal.missing("concern", "what concerns you")
    return consent(proposal, alliance, by=by, revision=revision, at=at, concern=concern, knows_it_decides=True)


def objection(
    proposal: Proposal,
    alliance: Alliance,
    *,
    by: str,
    revision: int,
    at: datetime,
    reason: str,
    acceptable_if: str,
    brings_a_text: bool = False,
) -> Response:
    """Object for the partner that `by` speaks for. An objection needs a reason (rule 4).

    `brings_a_text` tells that it comes with a suggestion (suggestion.py), which the same words may bring later too.
    """
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    if brings_a_text and is_sealed(proposal):
        raise sealed_refusal.brings_no_text(proposal.number)
    reason, acceptable_if = at_once(lambda: _reason(reason), lambda: worded("acceptable_if", acceptable_if))
    given = Response(partner.id, revision, Kind.OBJECTION, by, at, reason=reason, acceptable_if=acceptable_if)
    stands = standing_responses(proposal).get(partner.id)
    is_said = stands and (stands.kind, stands.reason, stands.acceptable_if) == (given.kind, reason, acceptable_if)
    if is_said and not brings_a_text:
        raise answer_refusal.already_objects(proposal.number, partner.name)
    return given


def _reason(words: str) -> str:
    reason = worded("reason", words)
    if not reason:
        raise refusal.missing("reason", "why your organisation can't go along with this")
    return reason


def undo(proposal: Proposal, alliance: Alliance, *, by: str, response_id: int, at: datetime) -> Response:
    """Take back the consent with this id, if it still stands."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    undone = next((response for response in proposal.responses if response.id == response_id), None)
    if undone and undone.partner_id != partner.id:
        owner = alliance.partner(undone.partner_id)
        raise rights_refusal.another_partners_answer(owner.name if owner else "another partner")
    if undone is None or standing_responses(proposal).get(partner.id) != undone or undone.kind is not Kind.CONSENT:
        raise answer_refusal.no_consent_to_undo(proposal.number, partner.name)
    return Response(partner.id, undone.revision, Kind.UNDO, by, at)


def contradicted(proposal: Proposal, given: Response) -> Response | None:
    """Return the other representative's response that this new one of the same partner goes against."""
    before = standing_responses(proposal).get(given.partner_id)
    differs = before is not None and before.by != given.by and before.kind is not given.kind
    return before if differs else None


def refuse_unless_may_answer(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    """Find the partner this person speaks for (rule 8), while the proposal is open and the partner decides it."""
    partner = refuse_unless_may_speak(proposal, alliance, by)
    if partner.id in stepped_back(proposal):
        raise interest_refusal.has_stepped_back(proposal.number, partner.name)
    owner = whose_matter(proposal, alliance)
    if owner and owner != partner:
        raise anothers_matter(proposal.number, owner.name)
    return partner


def refuse_unless_may_speak(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.not_a_representative(alliance)
    refuse_if_final(proposal, alliance)
    return partner


def refuse_if_final(proposal: Proposal, alliance: Alliance) -> None:
    """Final is final (rule 6)."""
    refuse_if_closed(alliance)
    if proposal.agreement:
        raise proposal_refusal.already_agreed(proposal.number, local_day(proposal.agreement.at, alliance))
    if proposal.withdrawal:
        raise proposal_refusal.already_withdrawn(proposal.number, local_day(proposal.withdrawal.at, alliance))


def with_response(proposal: Proposal, response: Response) -> Proposal:
    return replace(proposal, responses=(*proposal.responses, response))
