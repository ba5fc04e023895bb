"""A partner declares an interest, lets another one take part, or takes part again."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers import interest, interest_refusal, standing_interest
from decisions.answers.response import refuse_unless_may_speak
from decisions.proposal.part import deciding
from decisions.proposal.proposal import Interest, Nature, Proposal
from decisions.proposal.proposal_refusal import unknown_proposal
from decisions.texts import revision
from decisions.words.refusal import AsksAgain
from handlers.gathering.proposal_view import view_of
from handlers.gathering.waiting import open_proposals
from handlers.incoming.alliance_of_act import alliance_kept, alliance_meant, proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.answers.interests import record_interest, say_recorded
from handlers.views.blocks.kit import View
from handlers.views.windows.answers.interest_windows import (
    STANDING,
    Interests,
    Typed,
    declaration_window,
    interests_window,
    parts_window,
    take_part_window,
)
from storage.engine.database import Database
from storage.record.changes import interests
from storage.record.proposals import proposals


def show_interests(act: Act, database: Database) -> View:
    """Somebody presses *Interests* below the partners."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
        revision.refuse_unless_may_raise(alliance, act.person)
        standing = interests.standing(connection, alliance.id)
        still_open = proposals.open_ids(connection, alliance.id)
        return interests_window(
            Interests(
                alliance,
                alliance.partner_of(act.person),
                standing,
                standing_interest.to_look_at(standing, act.now),
                [view_of(connection, alliance.id, each, act.now) for each in still_open],
            )
        )


def ask_what_it_is(act: Act, database: Database) -> View:
    """Somebody presses *Declare an interest*; a standing one is offered as it was declared."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        return _declaration(connection, alliance, act.person, Typed())


def declare(act: Act, database: Database) -> View | None:
    """The window is sent: about one proposal, or for the register."""
    matter, words = act.text("matter"), act.text("words")
    nature = Nature(act.text("nature")) if act.text("nature") in list(Nature) else None
    try:
        with database.transaction() as connection:
            alliance = alliance_kept(connection, act, for_writing=True)
            if matter == STANDING:
                declared = standing_interest.standing_interest(
                    alliance, by=act.person, at=act.now, nature=nature, words=words
                )
                interests.declare(connection, alliance, declared)
                say_recorded(connection, alliance, act, "declared")
                return None
            proposal = _chosen(connection, alliance, matter)
            given = interest.interest(
                proposal,
                alliance,
                by=act.person,
                at=act.now,
                nature=nature,
                words=words,
                knows_it_decides=act.value.get("decides") is True,
            )
            record_interest(connection, alliance, proposal, given, act)
    except AsksAgain as again:
        with database.snapshot() as connection:
            alliance = alliance_kept(connection, act)
            typed = Typed(matter, nature, words, again.words, decides=again.decides)
            return _declaration(connection, alliance, act.person, typed)
    return None


def look_at(act: Act, database: Database) -> View:
    """Somebody presses *Still so*, or *It has ended*, below a standing interest."""
    is_over = act.value.get("is_over") is True
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        standing = interests.standing(connection, alliance.id)
        this = standing_interest.own(alliance, standing, act.number("entry"), act.person)
        interests.look_at(connection, alliance, this, by=act.person, at=act.now, is_over=is_over)
        say_recorded(connection, alliance, act, "ended" if is_over else "reviewed")
    return show_interests(act, database)


def show_parts(act: Act, database: Database) -> View:
    """Somebody presses *Interests* on a card."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        return parts_window(view_of(connection, alliance.id, proposal.id, act.now), alliance.partner_of(act.person))


def let_take_part(act: Act, database: Database) -> View:
    """Somebody presses *Let it take part*."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given = interest.allowance(proposal, alliance, by=act.person, whose=act.number("whose"), at=act.now)
        record_interest(connection, alliance, proposal, given, act)
    return show_parts(act, database)


def ask_why(act: Act, database: Database) -> View:
    """Somebody presses *Take part again*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        refuse_unless_may_speak(proposal, alliance, act.person)
        return take_part_window(view_of(connection, alliance.id, proposal.id, act.now))


def take_part(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given: Interest = interest.part_taken_again(
            proposal, alliance, by=act.person, at=act.now, words=act.text("words")
        )
        record_interest(connection, alliance, proposal, given, act)


def _declaration(connection: Connection, alliance: Alliance, person: str, typed: Typed) -> View:
    partner = standing_interest.refuse_unless_speaks(alliance, person)
    mine = [each for each in open_proposals(connection, alliance) if partner in deciding(each, alliance)]
    matters = {str(each.id): f"No. {each.number} · {each.current.title}" for each in mine}
    standing = [each for each in interests.standing(connection, alliance.id) if each.partner == partner.name]
    if standing and not typed.words:
        typed = Typed(nature=standing[-1].nature, words=standing[-1].words)
    return declaration_window(alliance, partner, matters, typed)


def _chosen(connection: Connection, alliance: Alliance, matter: str) -> Proposal:
    if not matter:
        raise interest_refusal.matter_is_missing()
    if not matter.isdecimal() or proposals.alliance_of(connection, int(matter)) != alliance.id:
        raise unknown_proposal()
    return proposals.load(connection, int(matter))
