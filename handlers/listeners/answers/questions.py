"""A representative takes time, perhaps with a question."""

from datetime import date

from decisions.answers import question
from decisions.words.refusal import AsksAgain
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.answers.questions import record_question
from handlers.views.answers.question import question_window
from handlers.views.blocks.kit import View
from storage.engine.database import Database


def ask_for_time(act: Act, database: Database) -> View:
    """Somebody presses *I need time*. Whichever text the person saw, the window is about the one that stands."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = question.refuse_unless_may_ask(proposal, alliance, act.person)
        limit = alliance.matters.limit_passed(partner.name, proposal.current.sum)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        return question_window(shown, limit=limit, closes_all=act.closes_all)


def take_time(act: Act, database: Database) -> View | None:
    """The window is sent."""
    words, answer_by = act.text("question"), act.day("answer_by")
    is_subject = bool(act.typed.get("subject_to"))
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            asked = question.question(
                proposal,
                alliance,
                by=act.person,
                revision=act.number("revision"),
                at=act.now,
                words=words,
                answer_by=answer_by,
                is_subject=is_subject,
            )
            record_question(connection, alliance, proposal, asked, act)
    except AsksAgain as again:
        return _again(act, database, again, words, answer_by)
    return None


def _again(act: Act, database: Database, again: AsksAgain, words: str, answer_by: date | None) -> View:
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = question.refuse_unless_may_ask(proposal, alliance, act.person)
        limit = alliance.matters.limit_passed(partner.name, proposal.current.sum)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    return question_window(shown, again.words, words, answer_by, limit, closes_all=act.closes_all)
