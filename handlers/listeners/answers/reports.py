"""A manager reports a consent that was given by phone or in the room; the partner says whether it is so."""

from decisions.answers import answer_refusal, report
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.answers.reports import record_refusal_of_report, record_report
from handlers.views.answers.report import report_window
from handlers.views.blocks.kit import View
from storage.engine.database import Database


def ask_whose_consent(act: Act, database: Database) -> View:
    """Somebody chooses *Report a consent* from the card's menu."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        report.refuse_unless_may_report(proposal, alliance, act.person)
        partners = report.may_be_reported(proposal, alliance)
        if not partners:
            raise answer_refusal.nobody_to_report(proposal.number)
        return report_window(view_of(connection, alliance.id, proposal.id, act.now), partners)


def report_consent(act: Act, database: Database) -> None:
    """The window is sent."""
    chosen = act.text("partner")
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        reported = report.report(
            proposal,
            alliance,
            by=act.person,
            partner_id=int(chosen) if chosen.isdecimal() else None,
            revision=act.number("revision"),
            at=act.now,
            note=act.text("note"),
        )
        record_report(connection, alliance, proposal, reported, act)


def refuse_report(act: Act, database: Database) -> None:
    """A representative says that it is not so. (Confirming it is consenting: responses.consent.)"""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        refused = report.refusal_of_report(
            proposal, alliance, by=act.person, report_id=act.number("report"), at=act.now
        )
        record_refusal_of_report(connection, alliance, proposal, refused, act)
