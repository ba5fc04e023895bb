"""What becomes of a consent that was given by phone or in the room? A manager tells it, the partner confirms it."""

from datetime import datetime

from decisions.alliance import matter_refusal, membership_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.answers import answer_refusal, interest_refusal
from decisions.answers.response import refuse_if_final, refuse_unless_may_answer
from decisions.proposal import sealed_refusal
from decisions.proposal.outcome import standing_responses
from decisions.proposal.part import deciding, last_stepped_back, stepped_back, whose_matter
from decisions.proposal.proposal import Kind, Proposal, Report, Response
from decisions.proposal.sealed import is_sealed
from decisions.said.report_facts import RefusalOfReport
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.worded import worded


def report(
    proposal: Proposal, alliance: Alliance, *, by: str, partner_id: int | None, revision: int, at: datetime, note: str
) -> Report:
    """Tell that a partner consented elsewhere. It changes nothing until one of its representatives consents.

    Raises AsksAgain when the text is outdated: nobody can tell to which text the partner consented.
    """
    refuse_unless_may_report(proposal, alliance, by)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    partner, noted = at_once(lambda: _reported_partner(proposal, alliance, by, partner_id), lambda: _noted(note))
    after = proposal.responses[-1].id if proposal.responses else 0
    return Report(partner.id, revision, by, at, noted, after)


def _reported_partner(proposal: Proposal, alliance: Alliance, by: str, partner_id: int | None) -> Partner:
    partner = alliance.partner(partner_id)
    if partner is None:
        raise membership_refusal.not_a_partner("partner")
    if by in partner.representatives:
        raise answer_refusal.speaks_for_it_already("partner", partner.name)
    if (owner := whose_matter(proposal, alliance)) and owner != partner:
        raise matter_refusal.anothers_matter(proposal.number, owner.name)
    if partner.id in stepped_back(proposal):
        raise interest_refusal.decides_nothing("partner", partner.name)
    if partner not in may_be_reported(proposal, alliance):
        raise answer_refusal.consents_or_is_reported("partner", partner.name)
    return partner


def _noted(note: str) -> str:
    note = worded("note", note)
    if not note:
        raise refusal.missing("note", "who said so, when and how")
    return note


def refuse_unless_may_report(proposal: Proposal, alliance: Alliance, by: str) -> None:
    """Operations managers report, while the proposal is open."""
    if not alliance.is_manager(by):
        raise rights_refusal.may_not_report(alliance)
    refuse_if_final(proposal, alliance)
    if is_sealed(proposal):
        raise sealed_refusal.is_not_reported(proposal.number)


def may_be_reported(proposal: Proposal, alliance: Alliance) -> list[Partner]:
    """List the partners whose consent is neither given nor reported yet."""
    standing, reported = standing_responses(proposal), unconfirmed(proposal)
    return [
        partner
        for partner in deciding(proposal, alliance)
        if partner.id not in reported and not (partner.id in standing and standing[partner.id].kind is Kind.CONSENT)
    ]


def refusal_of_report(
    proposal: Proposal, alliance: Alliance, *, by: str, report_id: int, at: datetime
) -> RefusalOfReport:
    """Say that a report is not so, as a representative of the partner."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    reported = next((each for each in proposal.reports if each.id == report_id), None)
    if reported and reported.partner_id != partner.id:
        owner = alliance.partner(reported.partner_id)
        raise rights_refusal.another_partners_answer(owner.name if owner else "another partner")
    if reported is None or unconfirmed(proposal).get(partner.id) != reported:
        raise answer_refusal.no_report_to_refuse(proposal.number, partner.name)
    return RefusalOfReport(partner.id, reported.revision, by, at, report_id)


def unconfirmed(proposal: Proposal) -> dict[int, Report]:
    """Find the reports of the current text about which the partner has said nothing since, by partner id."""
    spoke_last = {response.partner_id: response.id for response in proposal.responses}
    back = last_stepped_back(proposal)
    return {
        each.partner_id: each
        for each in proposal.reports
        if each.revision == proposal.current.number
        and not each.refused_by
        and spoke_last.get(each.partner_id, 0) <= each.after
        and not (each.partner_id in back and each.at <= back[each.partner_id].at)
    }


def ended_by(proposal: Proposal, answer: Response) -> Report | None:
    """Find the report that an answer confirms or contradicts, before it is added: whoever reported hears of it."""
    return unconfirmed(proposal).get(answer.partner_id)
