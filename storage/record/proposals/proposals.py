"""Reads a proposal back from its facts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, cast, exists, func, or_, select

from decisions.alliance.membership import Change, change_from_fields
from decisions.proposal.proposal import Proposal
from decisions.words.spelling import each_word
from storage.record.proposals import search
from storage.record.proposals.kept_facts import proposal_with_facts
from storage.tables import agreements, interests, lanes, proposals, revisions

# Built once: the clock asks for it wherever a proposal is open, every minute.
_OPEN = (
    select(proposals.c.id)
    .where(proposals.c.alliance_id == bindparam("alliance_id"), proposals.c.ended_at.is_(None))
    .order_by(proposals.c.number)
)
# More digits are not a proposal's number, and are more than a database can compare.
LONGEST_NUMBER = 9


def alliance_of(connection: Connection, proposal_id: int) -> int | None:
    return connection.scalar(select(proposals.c.alliance_id).where(proposals.c.id == proposal_id))


def load(connection: Connection, proposal_id: int) -> Proposal:
    """Load a proposal with all its facts."""
    return proposal_with_facts(connection, proposal_id)


def of_card(connection: Connection, alliance_id: int, card_ts: str) -> int | None:
    """Find the proposal whose card is this message of the alliance's channel."""
    is_card = (lanes.c.card_ts == card_ts) & (lanes.c.alliance_id == alliance_id)
    return connection.scalar(select(lanes.c.proposal_id).where(is_card, lanes.c.proposal_id.is_not(None)))


def open_ids(connection: Connection, alliance_id: int) -> list[int]:
    """List the proposals that are neither agreed nor withdrawn, in the order of their numbers."""
    return list(connection.scalars(_OPEN, {"alliance_id": alliance_id}))


def decision_ids(connection: Connection, alliance_id: int) -> list[int]:
    """List the agreed proposals, in the order of their numbers."""
    return list(
        connection.scalars(
            select(proposals.c.id)
            .join(agreements, agreements.c.proposal_id == proposals.c.id)
            .where(proposals.c.alliance_id == alliance_id)
            .order_by(proposals.c.number)
        )
    )


def count_decisions(connection: Connection, alliance_id: int) -> int:
    query = select(func.count()).select_from(proposals.join(agreements)).where(proposals.c.alliance_id == alliance_id)
    return connection.execute(query).scalar_one()


def was_stepped_back_from(connection: Connection, alliance_id: int) -> bool:
    """Whether a partner had an interest in any of the agreed proposals, or decided one alone: not all did then."""
    query = select(agreements.c.at).join(proposals, proposals.c.id == agreements.c.proposal_id)
    some = proposals.c.id.in_(select(interests.c.proposal_id)) | agreements.c.reserved_to.is_not(None)
    return connection.scalar(query.where(proposals.c.alliance_id == alliance_id, some).limit(1)) is not None


def newest_decisions(connection: Connection, alliance_id: int, limit: int) -> list[Row[Any]]:
    """List decisions, newest first.

    Each has id, number, title, at, review_on, in_force_on, tried_until, reserved_to and permalink.
    """
    query: Select[Any] = (
        _agreed_titles(alliance_id)
        .add_columns(proposals.c.id, agreements.c.at, proposals.c.review_on, lanes.c.permalink)
        .add_columns(revisions.c.in_force_on, revisions.c.tried_until, agreements.c.reserved_to)
        .outerjoin(lanes, lanes.c.proposal_id == proposals.c.id)
        .order_by(proposals.c.number.desc())
        .limit(limit)
    )
    return list(connection.execute(query))


def superseding(connection: Connection, alliance_id: int) -> dict[int, int]:
    """Return the numbers of superseding decisions, by the ids of those that they supersede."""
    query = (
        select(revisions.c.supersedes_id, proposals.c.number)
        .join(proposals, proposals.c.id == revisions.c.proposal_id)
        .join(
            agreements,
            (agreements.c.proposal_id == revisions.c.proposal_id) & (agreements.c.revision == revisions.c.number),
        )
        .where(proposals.c.alliance_id == alliance_id, revisions.c.supersedes_id.is_not(None))
    )
    return {row.supersedes_id: row.number for row in connection.execute(query)}


def ended_ids(connection: Connection, alliance_id: int, since: datetime, until: datetime) -> list[int]:
    """List the proposals that were agreed or withdrawn after `since` and up to `until`, in that order."""
    return list(
        connection.scalars(
            select(proposals.c.id)
            .where(proposals.c.alliance_id == alliance_id, proposals.c.ended_at > since, proposals.c.ended_at <= until)
            .order_by(proposals.c.ended_at, proposals.c.number)
        )
    )


def ids_to_review(connection: Connection, alliance_id: int, until: date) -> list[int]:
    """List the decisions whose review date has come or comes by `until`, and that nothing supersedes, soonest first."""
    return list(
        connection.scalars(
            select(proposals.c.id)
            .where(proposals.c.alliance_id == alliance_id, proposals.c.review_on <= until)
            .order_by(proposals.c.review_on, proposals.c.number)
        )
    )


def pending_changes(connection: Connection, alliance_id: int) -> list[tuple[int, Change]]:
    """List the changes of partners in open proposals, with the proposals' numbers."""
    rows = connection.execute(
        select(proposals.c.number, proposals.c.change).where(
            proposals.c.alliance_id == alliance_id, proposals.c.ended_at.is_(None)
        )
    )
    return [(row.number, change) for row in rows if (change := change_from_fields(row.change))]


def id_of_number(connection: Connection, alliance_id: int, number: int) -> int | None:
    return connection.scalar(
        select(proposals.c.id).where(proposals.c.alliance_id == alliance_id, proposals.c.number == number)
    )


def superseded_by(connection: Connection, proposal_id: int) -> tuple[int, ...]:
    """List the numbers of the decisions whose agreed text supersedes this one."""
    return tuple(
        connection.scalars(
            select(proposals.c.number)
            .join(agreements, agreements.c.proposal_id == proposals.c.id)
            .join(
                revisions,
                (revisions.c.proposal_id == proposals.c.id) & (revisions.c.number == agreements.c.revision),
            )
            .where(revisions.c.supersedes_id == proposal_id)
            .order_by(proposals.c.number)
        )
    )


def open_to_supersede(connection: Connection, alliance_id: int, proposal_id: int) -> int | None:
    """Find the number of an open proposal of the alliance whose text would supersede this one."""
    later = revisions.alias()
    is_amended = exists().where(later.c.proposal_id == revisions.c.proposal_id, later.c.number > revisions.c.number)
    return connection.scalar(
        select(proposals.c.number)
        .join(revisions, revisions.c.proposal_id == proposals.c.id)
        .where(proposals.c.alliance_id == alliance_id, proposals.c.ended_at.is_(None))
        .where(revisions.c.supersedes_id == proposal_id, ~is_amended)
        .order_by(proposals.c.number)
        .limit(1)
    )


def newer(connection: Connection, proposal_id: int) -> int | None:
    """Find the number of the newest decision that supersedes this one."""
    return next(reversed(superseded_by(connection, proposal_id)), None)


def decisions_to_supersede(connection: Connection, alliance_id: int, words: str, limit: int) -> list[tuple[int, str]]:
    """List agreed proposals (number, title), newest first, that match a number or words, and changed no partners."""
    # No change is kept as JSON's null.
    changes_nothing = func.coalesce(cast(proposals.c.change, Text), "null") == "null"
    query = _agreed_titles(alliance_id).where(changes_nothing).order_by(proposals.c.number.desc()).limit(limit)
    if each_word(words):
        found = proposals.c.id.in_(search.matching(connection, words))
        digits = words.strip().removeprefix("No.").strip()
        has_number = digits.isdecimal() and len(digits) <= LONGEST_NUMBER
        query = query.where(or_(found, proposals.c.number == int(digits)) if has_number else found)
    return [(row.number, row.title) for row in connection.execute(query)]


def title_of_decision(connection: Connection, alliance_id: int, number: int) -> str | None:
    """Return the agreed title; None when this number is not a decision of the alliance."""
    row = connection.execute(_agreed_titles(alliance_id).where(proposals.c.number == number)).one_or_none()
    return row.title if row else None


def permalink_of_number(connection: Connection, alliance_id: int, number: int) -> str:
    """Return the address of the proposal's card in Slack, "" while it is not known."""
    return (
        connection.scalar(
            select(lanes.c.permalink)
            .join(proposals, proposals.c.id == lanes.c.proposal_id)
            .where(proposals.c.alliance_id == alliance_id, proposals.c.number == number)
        )
        or ""
    )


def _agreed_titles(alliance_id: int) -> Select[tuple[int, str]]:
    return (
        select(proposals.c.number, revisions.c.title)
        .join(agreements, agreements.c.proposal_id == proposals.c.id)
        .join(revisions, (revisions.c.proposal_id == proposals.c.id) & (revisions.c.number == agreements.c.revision))
        .where(proposals.c.alliance_id == alliance_id)
    )
