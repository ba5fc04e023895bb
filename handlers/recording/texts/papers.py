"""Has a text wait for its papers, and keeps them when they are here, each in one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from handlers.incoming.papers import WAITS, briefly_typed, kept
from handlers.incoming.payloads import Act
from storage.outbox import attempts, outbox
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane
from storage.record.proposals import papers

# What is done with what waits, when its papers are here.
RAISE, AMEND = "raise", "amend"


def fetch_first(
    connection: Connection, alliance: Alliance, act: Act, files: Sequence[dict[str, Any]], what: str
) -> None:
    """Have the papers fetched before anything is put. The same act waits once, however often Slack delivers it."""
    told = {**kept(act), "typed": briefly_typed(act.typed)}
    lane = outbox.person_lane(connection, alliance.id, act.person, act.now)
    about = {"act": told, "files": list(files), "what": what}
    outbox.say_once(connection, lane, f"{WAITS}:{act.delivery}", WAITS, about, act.now)


def keep_papers(connection: Connection, alliance: Alliance, act: Act) -> None:
    """Keep the bytes that were fetched, in the transaction of the text that carries them."""
    for each in act.fetched or ():
        papers.keep(connection, alliance.id, each.paper.sha256, each.path, each.permalink, each.words)


def give_back(connection: Connection, lane: Lane, message: OutboxMessage, act: Act, words: str) -> None:
    """Tell the person why nothing was put. What they typed stays with the message, to be opened again."""
    attempts.end(connection, message.id, ended_as="given back", message_ts="", now=act.now)
    about = {"words": words, "kept": message.id, "is_direct": act.is_direct}
    marked = outbox.person_lane(connection, lane.alliance_id, lane.slack_user_id or act.person, act.now)
    outbox.say_once(connection, marked, f"given_back:{message.id}", "papers_refused", about, act.now)
