"""What is a consent worth that a manager tells of? Nothing, until the partner says so."""

from dataclasses import replace
from typing import Any

import pytest

from decisions.alliance import membership_refusal, rights_refusal
from decisions.answers import answer_refusal
from decisions.answers.report import ended_by, may_be_reported, refusal_of_report, report, unconfirmed
from decisions.proposal import proposal_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import agreement, is_unanimous, standing_responses
from decisions.proposal.proposal import Kind, Proposal, Report, Response, Withdrawal
from decisions.said.report_facts import RefusalOfReport
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.refused import refused


def reports(
    told: Proposal, partner: int | None = HARBOUR.id, by: str = KARA, note: str = "By phone", seen: int = 1
) -> Report:
    return report(told, ALLIANCE, by=by, partner_id=partner, revision=seen, at=MONDAY, note=note)


def with_report(told: Proposal, new: Report) -> Proposal:
    return replace(told, reports=(*told.reports, replace(new, id=len(told.reports) + 1)))


def says(told: Proposal, kind: Kind, partner: int = HARBOUR.id) -> Proposal:
    said = Response(partner, 1, kind, ANN, MONDAY, reason="No", id=len(told.responses) + 1)
    return replace(told, responses=(*told.responses, said))


def test_reports_of_every_partner_agree_nothing() -> None:
    told = proposal()
    for partner in ALLIANCE.partners:
        told = with_report(told, reports(told, partner.id))

    assert standing_responses(told) == {}
    assert not is_unanimous(told, ALLIANCE)
    assert agreement(told, ALLIANCE, MONDAY) is None


@pytest.mark.parametrize("kind", [Kind.CONSENT, Kind.OBJECTION])
def test_whatever_the_partner_says_itself_ends_the_report(kind: Kind) -> None:
    told = with_report(says(proposal(), Kind.OBJECTION), reports(says(proposal(), Kind.OBJECTION)))
    assert HARBOUR.id in unconfirmed(told)

    assert unconfirmed(says(told, kind)) == {}


@pytest.mark.parametrize("kind", [Kind.CONSENT, Kind.OBJECTION])
def test_whoever_reported_hears_what_the_partner_says_itself(kind: Kind) -> None:
    told = with_report(proposal(), reports(proposal()))
    answer, others = says(told, kind).responses[-1], says(told, kind, partner=1).responses[-1]

    assert ended_by(told, answer) == told.reports[-1]
    assert ended_by(told, others) is None
    assert ended_by(with_report(proposal(), replace(reports(proposal()), refused_by=ANN)), answer) is None
    assert ended_by(says(told, kind), answer) is None


def test_what_others_say_does_not_end_it() -> None:
    told = with_report(proposal(), reports(proposal()))

    assert HARBOUR.id in unconfirmed(says(told, Kind.CONSENT, partner=1))


def test_a_new_text_ends_the_report() -> None:
    told = with_report(proposal(), reports(proposal()))

    assert unconfirmed(replace(told, revisions=(revision(), revision(2, "New")))) == {}


def test_the_partner_says_that_it_is_not_so() -> None:
    told = with_report(proposal(), reports(proposal()))

    refused = refusal_of_report(told, ALLIANCE, by=BEN, report_id=1, at=MONDAY)

    assert refused == RefusalOfReport(HARBOUR.id, 1, BEN, MONDAY, 1)
    after = with_fact(told, refused)
    assert unconfirmed(after) == {}
    assert HARBOUR in may_be_reported(after, ALLIANCE)


def test_another_partner_can_not_say_so() -> None:
    told = with_report(proposal(), reports(proposal()))

    with pytest.raises(Refusal, match="That answer is Harbour Shelter's"):
        refusal_of_report(told, ALLIANCE, by=DEV, report_id=1, at=MONDAY)


def test_after_an_answer_there_is_nothing_to_refuse() -> None:
    told = says(with_report(proposal(), reports(proposal())), Kind.CONSENT)

    with pytest.raises(Refusal, match=r"has answered No\. 12 since"):
        refusal_of_report(told, ALLIANCE, by=ANN, report_id=1, at=MONDAY)


def test_a_report_is_of_the_text_that_stands() -> None:
    with pytest.raises(AsksAgain):
        reports(proposal(revisions=(revision(), revision(2, "New"))))


@pytest.mark.parametrize(
    ("by", "partner", "note", "why"),
    [
        (ANN, HARBOUR.id, "By phone", "Operations managers record a consent"),
        (OUTSIDER, HARBOUR.id, "By phone", "Operations managers record a consent"),
        (KARA, 99, "By phone", "not a partner any more"),
        (KARA, None, "By phone", "not a partner any more"),
        (KARA, HARBOUR.id, "  ", "who said so, when and how"),
        (KARA, HARBOUR.id, "a" * 3001, "at most 3,000 fit"),
    ],
)
def test_refusals(by: str, partner: int | None, note: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        reports(proposal(), partner, by, note)


def test_a_manager_who_speaks_for_the_partner_consents_instead() -> None:
    alliance = replace(ALLIANCE, operations_managers=(CAT,))

    with pytest.raises(Refusal, match="please press Consent"):
        report(proposal(), alliance, by=CAT, partner_id=1, revision=1, at=MONDAY, note="Me")


@pytest.mark.parametrize("told", [says(proposal(), Kind.CONSENT), with_report(proposal(), reports(proposal()))])
def test_a_consent_is_reported_once(told: Proposal) -> None:
    with pytest.raises(Refusal, match="is recorded already"):
        reports(told)


def test_a_report_says_who_told_what_when_and_after_which_answer() -> None:
    answered = says(says(proposal(), Kind.OBJECTION), Kind.OBJECTION, partner=3)

    assert reports(answered, note=f" {'a' * 3000} ") == Report(HARBOUR.id, 1, KARA, MONDAY, "a" * 3000, after=2)
    assert reports(proposal()).after == 0


MANAGED_BY_CAT = replace(ALLIANCE, operations_managers=(CAT,))


@pytest.mark.parametrize(
    ("beds", "more", "because"),
    [
        (proposal(), {"by": ANN}, rights_refusal.may_not_report(ALLIANCE)),
        (proposal(), {"seen": 2}, answer_refusal.outdated_text(12)),
        (proposal(), {"partner": None}, membership_refusal.not_a_partner("partner")),
        (says(proposal(), Kind.CONSENT), {}, answer_refusal.consents_or_is_reported("partner", "Harbour Shelter")),
        (proposal(), {"note": " "}, refusal.missing("note", "who said so, when and how")),
        (proposal(), {"note": "a" * 3001}, refusal.too_long("note", 3000, 3001)),
        (
            proposal(withdrawal=Withdrawal(KARA, MONDAY, "No")),
            {},
            proposal_refusal.already_withdrawn(12, MONDAY.date()),
        ),
    ],
)
def test_what_can_not_be_reported_is_told_at_its_field(beds: Proposal, more: dict[str, Any], because: Refusal) -> None:
    with refused(because):
        reports(beds, **more)


def test_a_manager_is_told_for_whom_to_consent_instead() -> None:
    with refused(answer_refusal.speaks_for_it_already("partner", "Glasgow City Council")):
        report(proposal(), MANAGED_BY_CAT, by=CAT, partner_id=1, revision=1, at=MONDAY, note="Me")


def test_who_consents_or_is_reported_is_not_offered_again() -> None:
    beds = says(says(with_report(proposal(), reports(proposal(), 3)), Kind.CONSENT), Kind.OBJECTION, partner=1)

    assert may_be_reported(beds, ALLIANCE) == [ALLIANCE.partners[0], *ALLIANCE.partners[3:]]


def test_a_report_that_is_not_there_can_not_be_refused() -> None:
    beds = with_report(proposal(), reports(proposal()))
    of_nobody = replace(beds, reports=(replace(beds.reports[0], partner_id=99),))

    with refused(answer_refusal.no_report_to_refuse(12, "Harbour Shelter")):
        refusal_of_report(beds, ALLIANCE, by=ANN, report_id=2, at=MONDAY)
    with refused(rights_refusal.another_partners_answer("another partner")):
        refusal_of_report(of_nobody, ALLIANCE, by=ANN, report_id=1, at=MONDAY)
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        refusal_of_report(beds, ALLIANCE, by=KARA, report_id=1, at=MONDAY)
