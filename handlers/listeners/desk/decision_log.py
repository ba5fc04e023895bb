"""Somebody looks for a decision."""

from decisions.proposal import proposal_refusal
from decisions.set_up.matter_search import having
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import alliance_kept, alliance_meant, proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.blocks.words.text import shorten
from handlers.views.windows.desk.decisions_window import PAGE, back_button, decisions_window, search_window
from handlers.views.windows.texts.history_window import history_window
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import proposals, search

# A window's buttons carry what is looked for. Whoever pastes a page is shown what its beginning finds.
LONGEST_SEARCH = 500


def decisions(act: Act, database: Database) -> View:
    """Somebody types /decisions [words | number]."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
    return _found(act, database, alliance.id, act.words)


def ask_for_words(act: Act, database: Database) -> View:
    """Somebody presses *Search*, at the front desk or on the Home tab."""
    with database.snapshot() as connection:
        return search_window(alliance_kept(connection, act).id)


def search_for(act: Act, database: Database) -> View:
    """The search window is sent: what was found takes its place."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    return _found(act, database, alliance.id, act.text("words"))


def turn_page(act: Act, database: Database) -> View:
    """Somebody presses *Newer*, *Older* or *Back*."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    page = act.value.get("page")
    return _page(act, database, alliance.id, str(act.value.get("words", "")), page if isinstance(page, int) else 0)


def show(act: Act, database: Database) -> View:
    """Somebody presses *Show* beside one that was found."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    return history_window(shown, below=back_button(alliance.id, dict(act.value)))


def _found(act: Act, database: Database, alliance_id: int, words: str) -> View:
    number = words.removeprefix("No.").strip()
    if number.isdecimal() and len(number) <= proposals.LONGEST_NUMBER:
        return _of_number(act, database, alliance_id, int(number))
    return _page(act, database, alliance_id, shorten(words.strip(), LONGEST_SEARCH), 0)


def _of_number(act: Act, database: Database, alliance_id: int, number: int) -> View:
    with database.snapshot() as connection:
        proposal_id = proposals.id_of_number(connection, alliance_id, number)
        if proposal_id is None:
            raise proposal_refusal.no_such_number(number)
        return history_window(view_of(connection, alliance_id, proposal_id, act.now))


def _page(act: Act, database: Database, alliance_id: int, words: str, page: int) -> View:
    page = max(page, 0)
    with database.snapshot() as connection:
        ids = search.find(connection, alliance_id, words, limit=PAGE + 1, offset=page * PAGE)
        found = [view_of(connection, alliance_id, proposal_id, act.now) for proposal_id in ids[:PAGE]]
        made = having(words, alliances.load(connection, alliance_id).matters.made) if page == 0 else []
        names = people.names(connection, [who for each in made for who in each.people])
    return decisions_window(alliance_id, words, page, found, has_more=len(ids) > PAGE, alone=made, names=names)
