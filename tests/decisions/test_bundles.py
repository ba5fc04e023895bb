"""Small matters in one press: what can be bundled, what the press says, and what it never changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import rights_refusal
from decisions.alliance.matter import Matters, OwnLimit
from decisions.alliance.membership import PartnerLeaves
from decisions.answers import response
from decisions.answers.interest import interest
from decisions.bundle import bundle_refusal
from decisions.bundle.bundle import MOST, bundle, bundle_of, can_be_bundled, consents, taken_out
from decisions.bundle.bundle_refusal import BundleChanged, BundleDecides
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import agreement, standing_responses, status, waits_for
from decisions.proposal.proposal import Agreement, Kind, Nature, Proposal, Response, Withdrawal
from decisions.said.bundled import Bundled, Unbundled
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.logs import (
    BUNDLED,
    CONSENTS,
    OBJECTS,
    RAISED,
    UNBUNDLED,
    WITHDRAWN,
    Event,
    after_founding,
    changed,
    doubts,
)
from tests.decisions.refused import refused

PUT_IN = Bundled(1, 1, KARA, MONDAY)
OUT = Unbundled(1, 1, DEV, MONDAY)


def small(number: int, *facts: Bundled | Unbundled | Response, **more: object) -> Proposal:
    told = proposal(number, id=100 + number, **more)
    for fact in facts:
        told = with_fact(told, fact)
    return told


def says(partner: int, kind: Kind = Kind.CONSENT, revision: int = 1) -> Response:
    person = ALLIANCE.partners[partner - 1].lead
    return Response(partner, revision, kind, person, MONDAY, reason="No" if kind is Kind.OBJECTION else "", id=partner)


def amended(told: Proposal) -> Proposal:
    return replace(told, revisions=(*told.revisions, revision(2, "Twelve beds")))


def seen(*these: Proposal) -> dict[int, int]:
    return {each.id: each.current.number for each in these}


def presses(*these: Proposal, by: str = ANN, knows: tuple[int, ...] = ()) -> list[tuple[Proposal, Response]]:
    return consents(these, seen(*these), ALLIANCE, 1, by=by, at=MONDAY, knows_it_decides=knows)


ALL_BUT_HARBOUR = tuple(says(partner.id) for partner in ALLIANCE.partners if partner != HARBOUR)


def test_a_manager_bundles_small_matters_as_they_were_seen() -> None:
    these = small(3), small(4, says(1))

    assert bundle(these, seen(*these), ALLIANCE, 7, by=KARA, at=MONDAY) == [Bundled(7, 1, KARA, MONDAY)] * 2
    ten = [small(number) for number in range(10)]
    assert len(bundle(ten, seen(*ten), ALLIANCE, 7, by=KARA, at=MONDAY)) == MOST == 10
    with refused(bundle_refusal.may_not_bundle(ALLIANCE)):
        bundle(these, seen(*these), ALLIANCE, 7, by=ANN, at=MONDAY)
    with refused(bundle_refusal.too_few_or_too_many(2, MOST)):
        bundle(these[:1], seen(*these), ALLIANCE, 7, by=KARA, at=MONDAY)
    with refused(bundle_refusal.too_few_or_too_many(2, MOST)):
        bundle([small(number) for number in range(11)], {}, ALLIANCE, 7, by=KARA, at=MONDAY)
    with refused(bundle_refusal.is_on_its_own(4)):
        bundle((these[0], amended(these[1])), seen(*these), ALLIANCE, 7, by=KARA, at=MONDAY)


@pytest.mark.parametrize(
    "on_its_own",
    [
        small(4, PUT_IN),
        small(4, PUT_IN, OUT),
        small(4, says(2, Kind.OBJECTION)),
        small(4, says(2, Kind.OBJECTION), says(2)),
        amended(small(4, says(2, Kind.OBJECTION))),
        small(4, withdrawal=Withdrawal(KARA, MONDAY, "No")),
        small(4, agreement=Agreement(1, MONDAY, (1,))),
        small(4, change=PartnerLeaves(2, HARBOUR.name)),
        small(4, revisions=(revision(sealed=True),)),
        small(4, revisions=(revision(matter="Planning"),)),
    ],
)
def test_what_is_disputed_ended_bundled_or_about_the_partners_is_on_its_own(on_its_own: Proposal) -> None:
    these = small(3), on_its_own

    assert not can_be_bundled(on_its_own)
    with refused(bundle_refusal.is_on_its_own(4)):
        bundle(these, seen(*these), ALLIANCE, 7, by=KARA, at=MONDAY)


def test_any_partner_takes_one_out_and_it_stands_alone_until_its_text_changes() -> None:
    told = small(3, PUT_IN)

    out = with_fact(told, taken_out(told, ALLIANCE, 1, by=DEV, at=MONDAY))

    assert (bundle_of(told), bundle_of(out), out.unbundled) == (1, None, (OUT,))
    assert not can_be_bundled(out)
    assert can_be_bundled(amended(out))
    with refused(bundle_refusal.is_out_already(3)):
        taken_out(out, ALLIANCE, 1, by=ANN, at=MONDAY)
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        taken_out(told, ALLIANCE, 1, by=OUTSIDER, at=MONDAY)


@pytest.mark.parametrize(
    "happens",
    [
        lambda told: with_fact(told, says(4, Kind.OBJECTION)),
        amended,
        lambda told: with_fact(told, Withdrawal(KARA, MONDAY, "No")),
        lambda told: with_fact(told, OUT),
    ],
)
def test_a_press_on_what_has_changed_counts_for_none_of_them(happens: Callable[[Proposal], Proposal]) -> None:
    first, second = small(3, PUT_IN), small(4, PUT_IN)

    with pytest.raises(BundleChanged, match=r"No\. 4"):
        consents((first, happens(second)), seen(first, second), ALLIANCE, 1, by=ANN, at=MONDAY)


def test_one_press_is_a_consent_to_the_exact_text_of_each_that_waits() -> None:
    stepped_back = small(5, PUT_IN)
    back = interest(stepped_back, ALLIANCE, by=ANN, at=MONDAY, nature=Nature.ROLE, words="Ours", knows_it_decides=True)
    these = small(3, PUT_IN), small(4, PUT_IN, says(HARBOUR.id)), with_fact(stepped_back, back)

    ((told, given),) = presses(*these)

    assert (told.number, given.partner_id, given.kind, given.revision) == (3, HARBOUR.id, Kind.CONSENT, 1)
    assert given.text_sha256 == told.current.text_sha256
    with refused(bundle_refusal.nothing_waits(HARBOUR.name)):
        presses(*these[1:])
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        presses(*these, by=KARA)


def test_whoever_decides_some_of_it_is_told_of_all_that_is_decided() -> None:
    these = small(3, PUT_IN), small(4, PUT_IN, *ALL_BUT_HARBOUR), small(5, PUT_IN, *ALL_BUT_HARBOUR)

    with pytest.raises(BundleDecides, match=r"This decides No\. 4 and No\. 5: ") as asked:
        presses(*these)
    assert (asked.value.proposals, asked.value.decides) == ((104, 105), True)
    assert f"With {HARBOUR.name}'s consent" in asked.value.words
    with pytest.raises(BundleDecides):
        presses(*these, knows=(104,))
    assert len(presses(*these, knows=(104, 105))) == 3


def test_what_may_not_be_decided_yet_is_not_decided_by_a_press() -> None:
    to_come = revision(earliest_on=date(2026, 11, 10))

    assert len(presses(small(4, PUT_IN, *ALL_BUT_HARBOUR, revisions=(to_come,)))) == 1


def test_what_needs_a_word_of_the_partners_own_first_is_answered_on_its_card() -> None:
    limited = replace(ALLIANCE, matters=Matters(limits=(OwnLimit(HARBOUR.name, 50_000, "our board"),)))
    these = small(3, PUT_IN), small(4, PUT_IN, revisions=(revision(sum=60_000),))

    with refused(bundle_refusal.asks_by_itself(4)):
        consents(these, seen(*these), limited, 1, by=ANN, at=MONDAY)
    answered = these[0], with_fact(these[1], says(HARBOUR.id))
    assert len(consents(answered, seen(*answered), limited, 1, by=ANN, at=MONDAY)) == 1


FACTS = st.lists(
    st.one_of(
        st.builds(says, st.integers(1, 3), st.sampled_from([Kind.CONSENT, Kind.OBJECTION, Kind.UNDO])),
        st.sampled_from([PUT_IN, OUT, replace(PUT_IN, bundle=2), replace(OUT, bundle=2)]),
    ),
    max_size=12,
)
THREE = replace(ALLIANCE, partners=ALLIANCE.partners[:3])


@given(FACTS)
def test_a_bundle_changes_nothing_about_what_counts(facts: list[Bundled | Unbundled | Response]) -> None:
    numbered = [replace(each, id=place) if isinstance(each, Response) else each for place, each in enumerate(facts, 1)]
    told = small(3, *numbered)
    without = small(3, *(each for each in numbered if isinstance(each, Response)))

    assert standing_responses(told) == standing_responses(without)
    assert waits_for(told, THREE.partners) == waits_for(without, THREE.partners)
    assert status(told, THREE) is status(without, THREE)
    assert agreement(told, THREE, MONDAY) == agreement(without, THREE, MONDAY)


@given(st.lists(st.sets(st.integers(1, 8)), min_size=2, max_size=5), st.sampled_from([ANN, BEN, CAT, DEV]))
def test_one_press_says_what_a_press_on_each_would(answered: list[set[int]], by: str) -> None:
    these = [small(place, PUT_IN, *map(says, sorted(who))) for place, who in enumerate(answered, 1)]
    partner = next(each for each in ALLIANCE.partners if by in each.representatives)
    one_by_one = [
        (each, response.consent(each, ALLIANCE, by=by, revision=1, at=MONDAY, knows_it_decides=True))
        for each in these
        if partner in waits_for(each, ALLIANCE.partners)
    ]

    try:
        given = presses(*these, by=by, knows=tuple(each.id for each in these))
    except Refusal:
        assert one_by_one == []
    else:
        assert given == one_by_one


def test_bundles_are_read_from_the_log() -> None:
    told = after_founding(RAISED, BUNDLED, UNBUNDLED, *CONSENTS).proposals[1]

    assert [(each.bundle, each.by) for each in told.bundled] == [(1, KARA)]
    assert [(each.bundle, each.by) for each in told.unbundled] == [(1, DEV)]
    assert doubts(RAISED, changed(RAISED, number=2), BUNDLED, changed(BUNDLED, number=2), UNBUNDLED) == []


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((RAISED, changed(BUNDLED, actor=ANN)), f"entry 6 is by {ANN}, who may not bundle"),
        ((RAISED, changed(BUNDLED, bundle=2)), "entry 6 puts No. 1 in a bundle out of turn"),
        ((RAISED, BUNDLED, BUNDLED), "entry 7 puts No. 1 in a bundle, which it could not be"),
        ((RAISED, OBJECTS, BUNDLED), "entry 7 puts No. 1 in a bundle, which it could not be"),
        ((RAISED, changed(BUNDLED, revision=2)), "entry 6 is about a text of No. 1 that was not the current one"),
        ((RAISED, WITHDRAWN, BUNDLED), "entry 7 puts No. 1 in a bundle, which it could not be"),
        ((RAISED, UNBUNDLED), "entry 6 takes No. 1 out of a bundle in which it was not"),
        ((RAISED, BUNDLED, OBJECTS, UNBUNDLED), "entry 8 takes No. 1 out of a bundle in which it was not"),
        (
            (RAISED, BUNDLED, changed(UNBUNDLED, actor=OUTSIDER)),
            f"entry 7 is by {OUTSIDER}, who may not take No. 1 out of a bundle",
        ),
    ],
)
def test_a_forged_bundle_is_doubted(events: tuple[Event, ...], words: str) -> None:
    assert words in doubts(*events)


def test_nothing_joins_a_bundle_that_was_made_before() -> None:
    texts = [changed(RAISED, number=number) for number in (1, 2, 3)]
    joined = (*texts, BUNDLED, changed(BUNDLED, number=2, bundle=2), changed(BUNDLED, number=3))

    assert doubts(*joined) == ["entry 10 puts No. 3 in a bundle out of turn"]
