"""When is a proposal agreed, and whom does it wait for?"""

from dataclasses import replace

from decisions.proposal.outcome import agreement, consents, last_answered, objects, status, waits_for
from decisions.proposal.proposal import Agreement, Kind, Proposal, Response, Withdrawal
from tests.cast import ALLIANCE, COUNCIL, HARBOUR, KARA, MONDAY, proposal, revision

CLYDE = ALLIANCE.partners[2]


def beds(*answers: tuple[int, Kind]) -> Proposal:
    return proposal(responses=tuple(Response(partner, 1, kind, "", MONDAY) for partner, kind in answers))


def test_whoever_consents_objects_or_is_silent_is_listed_in_the_partners_order() -> None:
    mixed = beds((3, Kind.CONSENT), (2, Kind.OBJECTION), (1, Kind.CONSENT))

    assert consents(mixed, ALLIANCE.partners) == [COUNCIL, CLYDE]
    assert objects(mixed, ALLIANCE.partners) == [HARBOUR]
    assert waits_for(mixed, ALLIANCE.partners) == list(ALLIANCE.partners[3:])


def test_each_partner_is_shown_what_changed_since_its_own_last_answer() -> None:
    texts = tuple(revision(number, f"Text {number}") for number in (1, 2, 3, 4))
    answers = tuple(
        Response(partner, text, Kind.CONSENT, "", MONDAY) for partner, text in ((1, 1), (2, 1), (2, 2), (1, 2), (1, 3))
    )
    amended = proposal(revisions=texts, responses=answers)

    assert [last_answered(amended, partner) for partner in (1, 2, 3)] == [texts[2], texts[1], None]


def test_an_alliance_without_partners_agrees_nothing() -> None:
    assert agreement(proposal(), replace(ALLIANCE, partners=()), MONDAY) is None


def test_where_a_proposal_stands() -> None:
    fresh, held = beds((2, Kind.CONSENT)), beds((2, Kind.OBJECTION))
    withdrawn = replace(held, withdrawal=Withdrawal(KARA, MONDAY, "No"))
    agreed = replace(fresh, agreement=Agreement(1, MONDAY, (2,)))

    assert [status(each, ALLIANCE) for each in (fresh, held, withdrawn, agreed)] == [
        "open",
        "held",
        "withdrawn",
        "agreed",
    ]
    assert [each.is_final for each in (fresh, held, withdrawn, agreed)] == [False, False, True, True]
