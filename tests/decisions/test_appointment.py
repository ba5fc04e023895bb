"""Who speaks for a partner from now on, and who may say so?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import membership_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import Change, PartnerJoins, PartnerLeaves, RepresentativesChange
from decisions.people import appointment_refusal
from decisions.people.appointment import Appointment, own_appointment, recorded_word, seen, undoing, unseen_by
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, DEV, HARBOUR, KARA, MONDAY, OUTSIDER
from tests.decisions.refused import refused

LATER = MONDAY + timedelta(days=1)
FREE = (OUTSIDER, KARA, "U0NEW", "U0OTHER")
LETTER = "letter of 3 March, signed by its chair"
everybody = st.sampled_from([*sorted(ALLIANCE.people), *FREE])
some_people = st.lists(everybody, max_size=4)
free_people = st.lists(st.sampled_from(FREE), min_size=1, max_size=3).map(lambda free: [BEN, *free])


def own(people: list[str], by: str = ANN, pending: list[tuple[int, Change]] | None = None) -> Appointment:
    return own_appointment(ALLIANCE, pending or [], HARBOUR, people, by=by, at=MONDAY)


def recorded(people: list[str], authority: str = LETTER) -> Appointment:
    return recorded_word(ALLIANCE, [], HARBOUR, people, authority=authority, at=MONDAY)


def after(named: Appointment) -> Alliance:
    """The alliance once it counts."""
    speak, stand_in, ends_at = named.representatives, named.stand_ins, named.ends_at
    partners = [
        replace(it, representatives=speak, stand_ins=stand_in, ends_at=ends_at) if it.name == named.partner else it
        for it in ALLIANCE.partners
    ]
    return replace(ALLIANCE, partners=tuple(partners))


def harbour_in(alliance: Alliance) -> Partner:
    return next(partner for partner in alliance.partners if partner.name == HARBOUR.name)


@given(by=everybody.filter(lambda by: by not in HARBOUR.representatives), people=some_people)
def test_only_its_own_people_say_who_speaks_for_a_partner(by: str, people: list[str]) -> None:
    with refused(appointment_refusal.says_itself(HARBOUR)):
        own(people, by=by)


@given(people=some_people, say=st.sampled_from([own, recorded]))
def test_whatever_is_said_a_partner_has_a_voice_and_nobody_speaks_for_two(
    people: list[str], say: Callable[[list[str]], Appointment]
) -> None:
    try:
        named = say(people)
    except Refusal:
        others = {person for it in ALLIANCE.partners if it != HARBOUR for person in it.representatives}
        assert not people or others & set(people) or tuple(dict.fromkeys(people)) == HARBOUR.representatives
        return

    speakers = [person for partner in after(named).partners for person in partner.representatives]
    assert len(speakers) == len(set(speakers))
    assert all(partner.representatives for partner in after(named).partners)
    assert (named.before, named.representatives[0]) == (HARBOUR.representatives, people[0])


@given(people=free_people, by=everybody)
def test_whoever_spoke_before_or_speaks_now_puts_it_back(people: list[str], by: str) -> None:
    named = replace(own(people), entry=20)
    now = harbour_in(after(named))

    def undone() -> Appointment:
        return undoing(after(named), [], now, named, 20, by=by, at=LATER)

    if by in (*HARBOUR.representatives, *people):
        assert undone().representatives == HARBOUR.representatives
        assert (undone().before, undone().by, undone().at) == (now.representatives, by, LATER)
    else:
        with refused(appointment_refusal.says_itself(now)):
            undone()


def test_what_was_changed_once_more_is_not_undone() -> None:
    first = replace(own([BEN]), entry=20)
    since = after(first)
    because = appointment_refusal.speakers_changed_since(HARBOUR.name)

    with refused(because):
        undoing(since, [], harbour_in(since), replace(first, entry=21), 20, by=ANN, at=LATER)
    # Something that the log says of others, such as a decision, counts since.
    with refused(because):
        undoing(ALLIANCE, [], HARBOUR, first, 20, by=ANN, at=LATER)


def test_an_organisations_word_is_not_undone_by_who_spoke_before() -> None:
    word = recorded([OUTSIDER])

    with refused(appointment_refusal.speakers_changed_since(HARBOUR.name)):
        undoing(after(word), [], harbour_in(after(word)), replace(word, entry=20), 20, by=ANN, at=LATER)


def test_a_word_is_recorded_with_its_authority() -> None:
    word = recorded([OUTSIDER, BEN], f"  {LETTER}\n")

    assert (word.by, word.authority, word.representatives, word.at) == ("", LETTER, (OUTSIDER, BEN), MONDAY)
    assert word.new == (OUTSIDER,)


@pytest.mark.parametrize("authority", ["", "  \n", "\u200b"])
def test_a_word_without_authority_is_none(authority: str) -> None:
    with refused(refusal.missing("authority", "on what authority, such as a letter and who signed it")):
        recorded([OUTSIDER], authority)


def test_an_authority_is_no_longer_than_can_be_read() -> None:
    assert recorded([OUTSIDER], "x" * 300).authority == "x" * 300
    with refused(refusal.too_long("authority", 300, 301)):
        recorded([OUTSIDER], "x" * 301)


@pytest.mark.parametrize(
    ("people", "because"),
    [
        ([], refusal.missing("people", "who speaks for this partner")),
        ([ANN, BEN, ANN], refusal.nothing_changed("people")),
        ([ANN, CAT], membership_refusal.represents_already("people", CAT, COUNCIL)),
    ],
)
def test_who_can_not_speak_for_a_partner(people: list[str], because: Refusal) -> None:
    with refused(because):
        own(people)


def test_another_lead_is_a_change() -> None:
    assert own([BEN, ANN, BEN]) == Appointment(HARBOUR.name, (ANN, BEN), (BEN, ANN), ANN, MONDAY)


@pytest.mark.parametrize(
    "about_others",
    [PartnerJoins("Eastside Trust", (DEV, OUTSIDER)), RepresentativesChange(COUNCIL.id, COUNCIL.name, (OUTSIDER,))],
)
def test_whom_an_open_proposal_names_for_another_partner_is_not_free(about_others: Change) -> None:
    with refused(membership_refusal.change_pending("people", 7)):
        own([OUTSIDER], pending=[(7, about_others)])
    assert own(["U0NEW"], pending=[(7, about_others)]).representatives == ("U0NEW",)


@pytest.mark.parametrize(
    "about_it",
    [PartnerLeaves(HARBOUR.id, HARBOUR.name), RepresentativesChange(HARBOUR.id, HARBOUR.name, (OUTSIDER,))],
)
def test_an_open_proposal_about_a_partner_keeps_it_from_nothing(about_it: Change) -> None:
    assert own([OUTSIDER], pending=[(7, about_it)]).representatives == (OUTSIDER,)


@given(st.lists(st.sampled_from(ALLIANCE.partners), unique=True))
def test_a_recorded_word_is_shown_until_every_other_partner_has_seen_it(seers: list[Partner]) -> None:
    word = recorded([OUTSIDER])
    for partner in seers:
        if partner != HARBOUR:
            assert seen(ALLIANCE, word, partner.lead) == partner
            word = replace(word, seen_by=(*word.seen_by, partner.name))
        with refused(appointment_refusal.seen_already(partner.name)):
            seen(ALLIANCE, word, partner.lead)

    left = {partner.name for partner in ALLIANCE.partners} - {partner.name for partner in seers} - {HARBOUR.name}
    assert {partner.name for partner in unseen_by(ALLIANCE, word)} == left


def test_a_partners_own_change_needs_nobody_to_have_seen_it() -> None:
    assert unseen_by(ALLIANCE, own([BEN])) == []


def test_who_speaks_for_nobody_sees_for_nobody() -> None:
    word = recorded([OUTSIDER])

    with refused(rights_refusal.nobody_waits_for(ALLIANCE)):
        seen(ALLIANCE, word, KARA)
