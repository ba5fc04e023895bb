"""Which small matters can be consented to in one press, and what does that press say?

A bundle changes nothing about what counts: the press is an ordinary consent to each text that it shows, or nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.going_on import refuse_if_closed
from decisions.answers import response
from decisions.bundle import bundle_refusal
from decisions.proposal.outcome import decides, waited_for
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.proposal.sealed import is_sealed
from decisions.said.bundled import Bundled, Unbundled
from decisions.words.refusal import AsksAgain

FEWEST, MOST = 2, 10


def bundle_of(proposal: Proposal) -> int | None:
    """Return the bundle in which it is now. Objecting to it or amending it takes it out, and so does its end."""
    if proposal.is_final or stands_alone(proposal):
        return None
    current = proposal.current.number
    return next((each.bundle for each in proposal.bundled if each.revision == current), None)


def stands_alone(proposal: Proposal) -> bool:
    """Somebody objected to it, or took the text that stands out of a bundle: it is decided on its own."""
    objected = any(said.kind is Kind.OBJECTION for said in proposal.responses)
    return objected or any(each.revision == proposal.current.number for each in proposal.unbundled)


def can_be_bundled(proposal: Proposal) -> bool:
    """Whether it is a small matter: nobody objected to it, it changes no partners, and it is in no bundle.

    What is answered before others see it (sealed.py) is not either, while its first round is sealed, nor what belongs
    to a class of matters, which may be decided otherwise (matter.py).
    """
    is_usual = not (proposal.is_final or is_sealed(proposal) or proposal.current.matter)
    return is_usual and not (proposal.change or stands_alone(proposal) or bundle_of(proposal) is not None)


def bundle(
    these: Sequence[Proposal], seen: Mapping[int, int], alliance: Alliance, number: int, *, by: str, at: datetime
) -> list[Bundled]:
    """Put these proposals in a bundle, each as the text that was `seen` (its revision, by the proposal's id)."""
    refuse_unless_may_bundle(alliance, by)
    if not FEWEST <= len(these) <= MOST:
        raise bundle_refusal.too_few_or_too_many(FEWEST, MOST)
    for each in these:
        if seen.get(each.id) != each.current.number or not can_be_bundled(each):
            raise bundle_refusal.is_on_its_own(each.number)
    return [Bundled(number, each.current.number, by, at) for each in these]


def refuse_unless_may_bundle(alliance: Alliance, by: str) -> None:
    refuse_if_closed(alliance)
    if not alliance.is_manager(by):
        raise bundle_refusal.may_not_bundle(alliance)


def taken_out(proposal: Proposal, alliance: Alliance, number: int, *, by: str, at: datetime) -> Unbundled:
    """Whoever speaks for any partner, or manages, takes it out of the bundle of this number."""
    refuse_if_closed(alliance)
    if not alliance.may_raise(by):
        raise rights_refusal.not_a_representative(alliance)
    if bundle_of(proposal) != number:
        raise bundle_refusal.is_out_already(proposal.number)
    return Unbundled(number, proposal.current.number, by, at)


def consents(
    these: Sequence[Proposal],
    seen: Mapping[int, int],
    alliance: Alliance,
    number: int,
    *,
    by: str,
    at: datetime,
    knows_it_decides: Collection[int] = (),
) -> list[tuple[Proposal, Response]]:
    """Consent, for the partner that `by` speaks for, to each text that was `seen` and that it has not answered.

    Raises BundleChanged when one of them is no longer in the bundle, or has another text: nothing counts then. Raises
    BundleDecides when these consents decide what the person was not asked about again (`knows_it_decides`, ids).
    """
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.not_a_representative(alliance)
    refuse_if_closed(alliance)
    if changed := [each.number for each in these if not _is_as_seen(each, seen, number)]:
        raise bundle_refusal.BundleChanged(changed)
    waiting = [each for each in these if partner in waited_for(each, alliance)]
    if not waiting:
        raise bundle_refusal.nothing_waits(partner.name)
    given = [(each, _consent(each, alliance, by, at)) for each in waiting]
    deciding = {
        each.id: each.number for each, said in given if decides(response.with_response(each, said), alliance, at)
    }
    if not deciding.keys() <= set(knows_it_decides):
        raise bundle_refusal.BundleDecides(deciding, partner.name)
    return given


def _is_as_seen(proposal: Proposal, seen: Mapping[int, int], number: int) -> bool:
    return bundle_of(proposal) == number and seen.get(proposal.id) == proposal.current.number


def _consent(proposal: Proposal, alliance: Alliance, by: str, at: datetime) -> Response:
    current = proposal.current.number
    try:
        return response.consent(proposal, alliance, by=by, revision=current, at=at, knows_it_decides=True)
    except AsksAgain as again:
        # As over the partner's own limit (own_limit.py).
        raise bundle_refusal.asks_by_itself(proposal.number) from again


def doubts_about(fact: Bundled | Unbundled, proposal: Proposal, alliance: Alliance) -> Iterator[str]:
    """Say why what the log tells of a bundle can't be."""
    number = proposal.number
    if fact.revision != proposal.current.number:
        yield f"is about a text of No. {number} that was not the current one"
    if isinstance(fact, Unbundled):
        if bundle_of(proposal) != fact.bundle:
            yield f"takes No. {number} out of a bundle in which it was not"
        if not alliance.may_raise(fact.by):
            yield f"is by {fact.by}, who may not take No. {number} out of a bundle"
        return
    if not can_be_bundled(proposal):
        yield f"puts No. {number} in a bundle, which it could not be"
    if not alliance.is_manager(fact.by):
        yield f"is by {fact.by}, who may not bundle"
