"""Records, in one transaction, that a bundle is made or consented to, or something is taken out of it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers.report import ended_by
from decisions.proposal.outcome import agreement
from decisions.proposal.proposal import Proposal, Response
from decisions.said.bundled import Bundled, Unbundled
from handlers.incoming.payloads import Act
from handlers.recording.agreement import agree_if_all_consent
from handlers.recording.answers.reports import tell_of_confirmation
from handlers.recording.receipts import receipt
from storage.outbox import bundles, outbox
from storage.record.news import News
from storage.record.proposals import facts, proposals

# This many outcomes are one message.
SEVERAL = 2


def record_bundle(
    connection: Connection, alliance: Alliance, these: Sequence[tuple[Proposal, Bundled]], act: Act
) -> None:
    """Store that they are put in a bundle, and have its message posted."""
    news = News(alliance.id, act.now)
    for proposal, put_in in these:
        facts.add(connection, alliance, proposal, put_in)
        news.card_is_old(proposal.id)
    receipt(these[0][0], act, news, "bundle_made_receipt", {"numbers": [proposal.number for proposal, _ in these]})
    news.put_down(connection)
    bundles.open_message(connection, alliance.id, these[0][1].bundle, act.now)


def record_consents(
    connection: Connection, alliance: Alliance, given: Sequence[tuple[Proposal, Response]], bundle: int, act: Act
) -> None:
    """Store each as the consent that it is, and agree what all consent to now.

    The channel reads once of several that are agreed by one press; the thread of each has its own outcome.
    """
    news = News(alliance.id, act.now)
    after = [_put(connection, alliance, proposal, response, news) for proposal, response in given]
    ids = [proposal.id for proposal in after]
    about = {"bundle": bundle, "proposals": ids, "person": act.person, "partner": given[0][1].partner_id}
    receipt(after[0], act, news, "bundle_receipt", about)
    decided = [proposal.id for proposal in after if agreement(proposal, alliance, act.now)]
    is_one_message = len(decided) >= SEVERAL
    for proposal in after:
        agree_if_all_consent(connection, alliance, proposal, news, "outcome_in_thread" if is_one_message else "outcome")
    news.put_down(connection)
    # What the log does not bear out was not agreed (rule 10).
    decided = [each for each in decided if proposals.load(connection, each).agreement]
    if decided and is_one_message:
        key = f"bundle_outcomes:{after[0].responses[-1].id}"
        outbox.tell_channel(connection, alliance.id, key, "bundle_outcomes", {"proposals": decided}, act.now)


def _put(connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, news: News) -> Proposal:
    reported = ended_by(proposal, given)
    proposal = facts.add(connection, alliance, proposal, given)
    news.card_is_old(proposal.id)
    tell_of_confirmation(proposal, reported, proposal.responses[-1], news)
    return proposal


def record_unbundled(
    connection: Connection, alliance: Alliance, proposal: Proposal, taken_out: Unbundled, act: Act
) -> None:
    """Store that it stands alone again; everybody sees it."""
    proposal = facts.add(connection, alliance, proposal, taken_out)
    news = News(alliance.id, act.now)
    key, about = f"unbundled:{proposal.id}:{taken_out.bundle}:{taken_out.revision}", {"by": taken_out.by}
    news.in_thread(proposal.id, key, "unbundled", about)
    receipt(proposal, act, news, "unbundled_receipt", {})
    news.put_down(connection)
