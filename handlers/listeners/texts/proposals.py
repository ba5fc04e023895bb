"""Somebody amends or withdraws a proposal, has its card posted again, or looks at its history."""

from dataclasses import replace

from decisions.asking.climb import first_try
from decisions.texts import revision, suggestion
from decisions.texts.revision import Draft
from decisions.words.refusal import AsksAgain
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.drafts import draft, superseded
from handlers.incoming.forms import forms_for, with_form
from handlers.incoming.papers import choice, wanted, with_papers
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from handlers.recording.texts.papers import AMEND, fetch_first, keep_papers
from handlers.recording.texts.proposals import record_amendment, record_withdrawal
from handlers.views.answers.objection import wishes
from handlers.views.answers.sealed import ends_round
from handlers.views.blocks.kit import View
from handlers.views.windows.answers.answer_windows import withdrawal_window
from handlers.views.windows.answers.suggestion_windows import taking_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.paper_fields import fetching_window
from handlers.views.windows.texts.prefilled import prefilled_as_typed, prefilled_with
from handlers.views.windows.texts.proposal_window import amend_window
from storage.engine.database import Database
from storage.record.news import News
from storage.record.proposals import proposals


def amend(act: Act, database: Database) -> View | None:
    """The window in which a proposal is amended is sent."""
    written = draft(act)
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            written = replace(written, papers=with_papers(act, proposal.current.papers))
            written = with_form(connection, alliance, act, written, proposal.current)
            earlier = superseded(connection, alliance, written)
            seen = act.number("revision")
            amended = revision.amendment(proposal, alliance, written, earlier, by=act.person, revision=seen, at=act.now)
            suggestion.refuse_if_it_decides(proposal, alliance, amended)
            if files := wanted(act):
                fetch_first(connection, alliance, act, files, AMEND)
                return fetching_window([file["name"] for file in files])
            keep_papers(connection, alliance, act)
            record_amendment(connection, alliance, proposal, amended, act)
    except AsksAgain as again:
        return _take_after_all(act, database, again, written) if again.decides else _amend_again(act, database, written)
    return None


def withdraw(act: Act, database: Database) -> None:
    """The window in which a proposal is withdrawn is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        ended = revision.withdrawal(proposal, alliance, by=act.person, reason=act.text("reason"), at=act.now)
        record_withdrawal(connection, alliance, proposal, ended, act)


def history(act: Act, database: Database) -> View:
    """Somebody chooses *History*, or turns a page of it. Everybody in the channel may see it."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        page = act.value.get("page", 0)
        return history_window(
            view_of(connection, alliance.id, proposal.id, act.now), page if isinstance(page, int) else 0
        )


def post_card_again(act: Act, database: Database) -> None:
    """A manager wants back a card that was deleted in Slack."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        revision.refuse_unless_may_steer_at_all(proposal, alliance, act.person, "post again")
        news = News(alliance.id, act.now)
        news.in_thread(proposal.id, f"card:{proposal.id}:{act.delivery}", "card", {})
        receipt(proposal, act, news, "posted_again_receipt", {})
        news.put_down(connection)


def ask_to_amend(act: Act, database: Database) -> View:
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        revision.refuse_unless_may_amend(proposal, alliance, act.person)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        forms = forms_for(connection, alliance, proposal.current)
    papers = choice(act, proposal.current.papers)
    matters = alliance.matters
    prefilled = prefilled_with(proposal.current, shown.supersedes_title, forms=forms, papers=papers, matters=matters)
    if act.value.get("try"):
        # The last step of a ladder is to try it for a time.
        prefilled = replace(prefilled, tried_until=first_try(proposal.current, shown.today))
    return amend_window(proposal.number, shown.value(), prefilled, wishes=[*ends_round(shown), *wishes(shown)])


def ask_to_withdraw(act: Act, database: Database) -> View:
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        revision.refuse_unless_may_steer(proposal, alliance, act.person, "withdraw")
        return withdrawal_window(view_of(connection, alliance.id, proposal.id, act.now))


def _take_after_all(act: Act, database: Database, again: AsksAgain, written: Draft) -> View:
    """What was typed is a suggestion to the letter, and everybody consents to it already."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    typed = (written.text.strip(), written.rich_text)
    same = next(each for each in reversed(proposal.suggestions) if (each.text, each.rich_text) == typed)
    return taking_window(shown, same, again)


def _amend_again(act: Act, database: Database, written: Draft) -> View:
    """Somebody else amended in between: keep what was typed, and say so."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        number = written.supersedes
        title = proposals.title_of_decision(connection, alliance.id, number) if number else None
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        forms = forms_for(connection, alliance, proposal.current)
    papers = choice(act, proposal.current.papers)
    # All fields, for what the other text says in one of them would go unseen otherwise.
    typed = prefilled_as_typed(written, title, forms, papers, alliance.matters, has_more=True)
    by, current = shown.names.get(proposal.current.by, "Somebody"), proposal.current
    because = (
        f"{by} amended No. {proposal.number} while you were writing, so nothing was recorded yet. What you typed is "
        f"below. Send it again to put it in the place of revision {current.number}, or close this window to leave that."
    )
    return amend_window(proposal.number, shown.value(), typed, because, since=current)
