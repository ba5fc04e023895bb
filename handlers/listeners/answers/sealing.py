"""A representative takes a sealed answer back, has the answers opened, or tells a worry privately."""

from decisions.answers import sealed_round
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.answers.sealing import record_opening, record_taken_back, record_worry
from handlers.views.answers.sealed import opening_window, sealed_window, worry_window
from handlers.views.blocks.kit import View
from handlers.views.windows.answers.answer_windows import consent_window
from storage.engine.database import Database
from storage.record.news import News


def take_back(act: Act, database: Database) -> View | None:
    """Somebody presses *Take it back* on the receipt, or in the window that confirms the answer."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        answer = sealed_round.taken_back(proposal, alliance, by=act.person, at=act.now)
        record_taken_back(connection, alliance, proposal, answer, act)
    return show_sealed(act, database) if act.is_in_window else None


def ask_for_concern(act: Act, database: Database) -> View:
    """Somebody presses *Consent with a concern*, whatever was answered before."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        because = sealed_round.with_a_concern(proposal, alliance, by=act.person, at=act.now)
        return consent_window(view_of(connection, alliance.id, proposal.id, act.now), because, None)


def show_sealed(act: Act, database: Database) -> View:
    """Say in a window that the answer is sealed, or is not there any more, and never what it is."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        return sealed_window(view_of(connection, alliance.id, proposal.id, act.now), alliance.partner_of(act.person))


def ask_to_open(act: Act, database: Database) -> View:
    """Somebody presses *Open the answers* on the card: say once more what it does."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        sealed_round.asked_for(proposal, alliance, by=act.person, at=act.now)
        return opening_window(view_of(connection, alliance.id, proposal.id, act.now))


def open_answers(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        asked = sealed_round.asked_for(proposal, alliance, by=act.person, at=act.now)
        record_opening(connection, alliance, proposal, asked, act)


def ask_what_worries(act: Act, database: Database) -> View:
    """Somebody chooses *Tell a worry privately* from the card's menu."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        sealed_round.refuse_unless_may_worry(proposal, alliance, act.person)
        return worry_window(view_of(connection, alliance.id, proposal.id, act.now))


def tell_worry(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        words = sealed_round.worry(proposal, alliance, by=act.person, words=act.text("worry"))
        news = News(alliance.id, act.now)
        record_worry(alliance, proposal, words, act, news)
        news.put_down(connection)
