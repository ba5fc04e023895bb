"""A manager bundles small matters, a partner consents to all of them in one press, and anybody takes one out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.bundle import bundle, bundle_refusal
from decisions.bundle.bundle_refusal import BundleChanged, BundleDecides
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Proposal
from handlers.gathering.bundles import bundle_now
from handlers.gathering.proposal_view import view_of
from handlers.gathering.waiting import asked_about, open_proposals
from handlers.incoming.alliance_of_act import alliance_kept, proposal_acted_on
from handlers.incoming.payloads import Act, unpacked
from handlers.incoming.refusals import was_counted
from handlers.recording.answers.bundles import record_bundle, record_consents, record_unbundled
from handlers.views.blocks.kit import View
from handlers.views.card.bundle import fits, longest
from handlers.views.windows.answers.bundle_windows import (
    MOST_LISTS,
    bundle_changed_window,
    bundle_consent_window,
    bundle_recorded_window,
    bundle_window,
)
from storage.engine.database import Database
from storage.record.proposals import bundles, proposals


def ask_what_goes_together(act: Act, database: Database) -> View:
    """Somebody presses *Bundle* in the window of what waits."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        bundle.refuse_unless_may_bundle(alliance, act.person)
        small = [each for each in open_proposals(connection, alliance) if bundle.can_be_bundled(each)]
        shown = [view_of(connection, alliance.id, each.id, act.now) for each in small]
    if len(shown) < bundle.FEWEST:
        raise bundle_refusal.too_few_there()
    return bundle_window(alliance.id, shown)


def make(act: Act, database: Database) -> None:
    """That window is sent."""
    chosen = [unpacked(each) for place in range(MOST_LISTS) for each in act.people(f"bundled.{place}")]
    seen = [[each.get("proposal"), each.get("revision"), each.get("text")] for each in chosen]
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        these, revisions = _as_seen(connection, alliance, seen)
        number = bundles.newest(connection, alliance.id) + 1
        made = bundle.bundle(these, revisions, alliance, number, by=act.person, at=act.now)
        shown = [view_of(connection, alliance.id, each.id, act.now) for each in these]
        if not fits(shown, alliance):
            raise bundle_refusal.bundle_too_long(longest(shown).proposal.number)
        record_bundle(connection, alliance, list(zip(these, made, strict=True)), act)


def consent_to_all(act: Act, database: Database) -> View | None:
    """Somebody presses *Consent to all*: in the channel, a direct message, or the window that shows what changed."""
    return _consent(act, database) or _recorded(act, database)


def consent_after_all(act: Act, database: Database) -> View | None:
    """The window that named all that it decides is sent."""
    return _consent(act, database)


def take_out(act: Act, database: Database) -> None:
    """Somebody presses *Take out* beside one of them."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        out = bundle.taken_out(proposal, alliance, act.number("bundle"), by=act.person, at=act.now)
        record_unbundled(connection, alliance, proposal, out, act)


def _consent(act: Act, database: Database) -> View | None:
    knows = act.value.get("decides")
    try:
        with database.transaction() as connection:
            alliance = alliance_kept(connection, act, for_writing=True)
            number = act.number("bundle")
            these, seen = _as_seen(connection, alliance, act.value.get("shown"))
            given = bundle.consents(
                these,
                seen,
                alliance,
                number,
                by=act.person,
                at=act.now,
                knows_it_decides=[each for each in knows if isinstance(each, int)] if isinstance(knows, list) else (),
            )
            record_consents(connection, alliance, given, number, act)
    except BundleDecides as again:
        with database.snapshot() as connection:
            return bundle_consent_window(bundle_now(connection, alliance.id, number, act.now), again)
    except BundleChanged as changed:
        if was_counted(act, database):
            return None
        with database.snapshot() as connection:
            return bundle_changed_window(bundle_now(connection, alliance.id, number, act.now), changed.words)
    return None


def _recorded(act: Act, database: Database) -> View | None:
    """Say in a window what was answered in it; receipts say it elsewhere."""
    if not act.is_in_window:
        return None
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        ids = bundles.ids_in(connection, alliance.id, act.number("bundle"))
        return bundle_recorded_window(
            asked_about(connection, alliance, {"person": act.person, "proposals": ids}, act.now)
        )


def _as_seen(connection: Connection, alliance: Alliance, shown: Any) -> tuple[list[Proposal], dict[int, int]]:
    """Load what a person was shown, and which revision of each: [id, revision, mark] as our control carried it.

    After an older backup was restored, a control may be of a text that is not there: it counts as another one.
    """
    these, seen = [], dict[int, int]()
    for proposal_id, revision, mark in dict.fromkeys(_triples(shown)):
        if proposals.alliance_of(connection, proposal_id) != alliance.id:
            raise proposal_refusal.unknown_proposal()
        these.append(proposals.load(connection, proposal_id))
        is_it = these[-1].current.number == revision and these[-1].current.mark == mark
        seen[proposal_id] = revision if is_it else 0
    return these, seen


def _triples(shown: Any) -> Sequence[tuple[int, int, str]]:
    triples = shown if isinstance(shown, list) else []
    if not all(isinstance(each, list) and len(each) == 3 and isinstance(each[0], int) for each in triples):
        raise proposal_refusal.unknown_proposal()
    return [(proposal_id, revision, mark) for proposal_id, revision, mark in triples]
