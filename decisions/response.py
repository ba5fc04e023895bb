"""What may a partner's representative answer, and when does it count?"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from decisions import refusal
from decisions.alliance import Alliance, Partner
from decisions.outcome import is_unanimous, standing_responses
from decisions.proposal import Kind, Proposal, Response
from decisions.spelling import written

LONGEST_WORDS = 3000


def consent(
    proposal: Proposal,
    alliance: Alliance,
    *,
    by: str,
    revision: int,
    at: datetime,
    concern: str = "",
    knows_it_decides: bool = False,
) -> Response:
    """Consent for the partner that `by` speaks for.

    Raises AsksAgain when the text is outdated, or when this consent decides and the person was not asked again.
    """
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if revision != proposal.current.number:
        raise refusal.outdated_text(proposal.number)
    concern = _worded("concern", concern)
    stands = standing_responses(proposal).get(partner.id)
    if stands and stands.kind is Kind.CONSENT and concern in ("", stands.concern):
        raise refusal.already_consents(proposal.number, partner.name)
    given = Response(partner.id, revision, Kind.CONSENT, by, at, concern=concern)
    if not knows_it_decides and is_unanimous(_with(proposal, given), alliance):
        raise refusal.decides_now(proposal.number, partner.name)
    return given


def add_concern(
    proposal: Proposal, alliance: Alliance, *, by: str, revision: int, at: datetime, concern: str
) -> Response:
    """Keep a concern with the consent that stands. It changes nothing about the consent."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    stands = standing_responses(proposal).get(partner.id)
    if not stands or stands.kind is not Kind.CONSENT:
        raise refusal.no_consent_for_a_concern(proposal.number, partner.name)
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
) -> Response:
    """Object for the partner that `by` speaks for. An objection needs a reason (rule 4)."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if revision != proposal.current.number:
        raise refusal.outdated_text(proposal.number)
    reason, acceptable_if = _worded("reason", reason), _worded("acceptable_if", acceptable_if)
    if not reason:
        raise refusal.missing("reason", "why your organisation can't go along with this")
    given = Response(partner.id, revision, Kind.OBJECTION, by, at, reason=reason, acceptable_if=acceptable_if)
    stands = standing_responses(proposal).get(partner.id)
    if stands and (stands.kind, stands.reason, stands.acceptable_if) == (given.kind, reason, acceptable_if):
        raise refusal.already_objects(proposal.number, partner.name)
    return given


def undo(proposal: Proposal, alliance: Alliance, *, by: str, response_id: int, at: datetime) -> Response:
    """Take back the consent with this id, if it still stands."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    undone = next((response for response in proposal.responses if response.id == response_id), None)
    if undone and undone.partner_id != partner.id:
        owner = alliance.partner(undone.partner_id)
        raise refusal.another_partners_answer(owner.name if owner else "another partner")
    if undone is None or standing_responses(proposal).get(partner.id) != undone or undone.kind is not Kind.CONSENT:
        raise refusal.no_consent_to_undo(proposal.number, partner.name)
    return Response(partner.id, undone.revision, Kind.UNDO, by, at)


def contradicted(proposal: Proposal, given: Response) -> Response | None:
    """Return the other representative's response that this new one of the same partner goes against."""
    before = standing_responses(proposal).get(given.partner_id)
    differs = before is not None and before.by != given.by and before.kind is not given.kind
    return before if differs else None


def refuse_unless_may_answer(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    """Find the partner this person speaks for (rule 8), while the proposal is open."""
    partner = alliance.partner_of(by)
    if partner is None:
        raise refusal.not_a_representative(alliance)
    refuse_if_final(proposal, alliance)
    return partner


def refuse_if_final(proposal: Proposal, alliance: Alliance) -> None:
    """Final is final (rule 6)."""
    if proposal.agreement:
        raise refusal.already_agreed(proposal.number, local_day(proposal.agreement.at, alliance))
    if proposal.withdrawal:
        raise refusal.already_withdrawn(proposal.number, local_day(proposal.withdrawal.at, alliance))


def local_day(moment: datetime, alliance: Alliance) -> date:
    return moment.astimezone(ZoneInfo(alliance.timezone)).date()


def _worded(field: str, words: str) -> str:
    words = written(words)
    if len(words) > LONGEST_WORDS:
        raise refusal.too_long(field, LONGEST_WORDS, len(words))
    return words


def _with(proposal: Proposal, response: Response) -> Proposal:
    return replace(proposal, responses=(*proposal.responses, response))
