"""Who decides together, and who may speak for whom?"""

from dataclasses import replace

from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, HARBOUR, KARA, LEADS, OUTSIDER, PARTNERS

WITHOUT_HARBOUR = replace(
    ALLIANCE, partners=tuple(each for each in ALLIANCE.partners if each != HARBOUR), former=(HARBOUR,)
)


def test_the_representative_who_is_named_first_leads() -> None:
    assert [partner.lead for partner in ALLIANCE.partners] == LEADS


def test_a_person_speaks_for_one_partner() -> None:
    assert [ALLIANCE.partner_of(person) for person in (ANN, BEN, CAT)] == [HARBOUR, HARBOUR, COUNCIL]
    assert [ALLIANCE.partner_of(person) for person in (KARA, OUTSIDER)] == [None, None]


def test_everybody_who_speaks_for_a_partner_or_manages_takes_part() -> None:
    assert ALLIANCE.people == {KARA, *(person for people in PARTNERS.values() for person in people)}


def test_representatives_and_operations_managers_raise() -> None:
    assert [ALLIANCE.may_raise(person) for person in (KARA, ANN, BEN, OUTSIDER)] == [True, True, True, False]
    assert [ALLIANCE.is_manager(person) for person in (KARA, ANN, OUTSIDER)] == [True, False, False]


def test_who_left_decides_no_more_and_is_still_known() -> None:
    assert WITHOUT_HARBOUR.partner(COUNCIL.id) == COUNCIL
    assert WITHOUT_HARBOUR.partner(HARBOUR.id) is None
    assert WITHOUT_HARBOUR.partner_of(ANN) is None
    assert WITHOUT_HARBOUR.partners_ever == {partner.id: partner for partner in ALLIANCE.partners}
