"""Tells a person why a rule said no, or that something went wrong."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.blocks.words import rich_text
from handlers.views.windows import refusal_window
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record.proposals import proposals


def window(refusal: Refusal, act: Act, database: Database) -> View:
    """Show it in a window, with what the person typed, so that nothing is lost."""
    return refusal_window.refusal_window(refusal, _names(refusal, database), _typed_words(act.typed), act.person)


def words(refusal: Refusal, act: Act, database: Database) -> str:
    """Say it as the private answer to a command, in mrkdwn."""
    return refusal_window.words(refusal, _names(refusal, database), act.person)


def was_counted(act: Act, database: Database) -> bool:
    """Whether this very act was recorded when Slack delivered it before."""
    with database.snapshot() as connection:
        return bool(act.delivery) and outbox.was_said(connection, act.delivery)


def whisper_later(refusal: Refusal, act: Act, database: Database) -> None:
    """Have the courier say it, when the window could not be opened."""
    key = f"notice:{act.delivery}"
    with database.transaction() as connection:
        alliance_id = _alliance_of(connection, act)
        if alliance_id is None or outbox.was_said(connection, key):
            return
        lane = outbox.person_lane(connection, alliance_id, act.person, act.now)
        about = {"words": refusal_window.words(refusal, {}, act.person), "is_direct": act.is_direct}
        outbox.say_once(connection, lane, key, "notice", about, act.now)


def _alliance_of(connection: Connection, act: Act) -> int | None:
    """Find the alliance that an act was about, if whoever acts is told things there; else one in which they are."""
    theirs = [each for each, _ in alliances.of_person(connection, act.person)]
    here = alliances.of_channel(connection, act.channel)
    about = _about(connection, act)
    if about is not None and (about in (here, *theirs) or outbox.has_lane(connection, about, act.person)):
        return about
    return here or next(iter(theirs), None)


def _about(connection: Connection, act: Act) -> int | None:
    proposal_id, alliance_id = act.value.get("proposal"), act.value.get("alliance")
    if isinstance(proposal_id, int):
        return proposals.alliance_of(connection, proposal_id)
    return alliance_id if isinstance(alliance_id, int) else None


def _names(refusal: Refusal, database: Database) -> dict[str, str]:
    if not refusal.people:
        return {}
    with database.snapshot() as connection:
        return people.names(connection, refusal.people)


def _typed_words(typed: Mapping[str, Any]) -> list[str]:
    plain = [rich_text.plain(value) if isinstance(value, dict) else value for value in typed.values()]
    return [words for words in plain if isinstance(words, str) and words]
