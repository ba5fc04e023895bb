"""All that anybody can see of a sealed round: what is kept, said, published, and shown when it is asked for."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.publishing import exports
from bot.publishing.chapters import Span
from decisions.words.refusal import Refusal
from handlers.courier.messages import written_to
from handlers.gathering.home import home_contents
from handlers.gathering.proposal_view import view_of
from handlers.incoming.payloads import Act
from handlers.listeners.answers import interests, questions, reports, responses, sealing
from handlers.listeners.desk import decision_log, front_desk, overviews
from handlers.listeners.texts import proposals, reading
from handlers.views.card.proposal_card import card
from handlers.views.desk.home import home
from storage.alliance import members
from storage.engine.columns import metadata
from storage.engine.database import Database
from storage.outbox.attempts import OutboxMessage
from storage.personal import personal_data
from storage.record.proposals import proposals as kept
from storage.tables import lanes, messages
from tests.cast import KARA
from tests.handlers.sealed_table import MARK, Table


def looked_at(table: Table, onlooker: str) -> list[str]:
    """Look at everything, and find that the sealed words are read nowhere."""
    with read_once(), table.refusing("sealed_words"):
        return [look(table, onlooker) for look in (stored, said, published, opened_windows)]


@contextmanager
def read_once() -> Iterator[None]:
    """While nothing changes, an alliance or a proposal that is read again is what was read before."""

    def remembered(read: Callable[[Connection, Any], Any]) -> Callable[[Connection, Any], Any]:
        known: dict[int, Any] = {}

        def read_or_known(connection: Connection, which: Any) -> Any:
            number = getattr(which, "id", which)
            if number not in known:
                known[number] = read(connection, which)
            return known[number]

        return read_or_known

    with pytest.MonkeyPatch.context() as here:
        here.setattr(members, "with_members", remembered(members.with_members))
        here.setattr(kept, "load", remembered(kept.load))
        yield


def stored(table: Table, _onlooker: str) -> str:
    """All that the database keeps, but for the one table in which sealed words are."""
    with table.database.snapshot() as connection:
        rows = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608 (our own name)
            for name in (*metadata.tables, "proposal_words")
            if name != "sealed_words"
        }
    return repr(rows)


def said(table: Table, onlooker: str) -> str:
    """Everything that the courier says, as it writes it now: the card, all messages, a Home."""
    with table.database.snapshot() as connection:
        query = select(messages, lanes.c.slack_user_id).join(lanes, lanes.c.id == messages.c.lane_id)
        unsaid = [row for row in connection.execute(query) if row.kind not in ("desk", "living_log")]
        shown = [json.dumps(card(view_of(connection, 1, 1, table.now)).blocks)]
        shown += [json.dumps(home(home_contents(connection, 1, each, table.now))) for each in {onlooker, KARA}]
    # What is said alike to several is written once.
    different = {(row.kind, json.dumps(row.about, sort_keys=True)): row for row in unsaid}
    for row in different.values():
        message = OutboxMessage(row.id, row.key, row.kind, row.about, None)
        said = written_to(table.database, 1, message, row.slack_user_id or KARA, table.now)
        shown.append(json.dumps([said.text, said.blocks]))
    return "\n".join(shown)


def opened_windows(table: Table, person: str) -> str:
    """Everything that somebody can open."""
    looks: dict[str, Callable[[Act, Database], Any]] = {
        "read": reading.read,
        "object": responses.ask_for_objection,
        "time": questions.ask_for_time,
        "history": proposals.history,
        "amend": proposals.ask_to_amend,
        "withdraw": proposals.ask_to_withdraw,
        "report": reports.ask_whose_consent,
        "interests": interests.show_parts,
        "open": sealing.ask_to_open,
        "concern": sealing.ask_for_concern,
        "worry": sealing.ask_what_worries,
        "sealed": sealing.show_sealed,
        "status": overviews.show_status,
        "digest": overviews.preview_digest,
        "waits": front_desk.show_what_waits,
        "search": decision_log.search_for,
    }
    shown = []
    for name, look in looks.items():
        try:
            # The beginning of a word finds it.
            shown.append(json.dumps([name, look(table.act(person, None, {"words": MARK[:4]}), table.database)]))
        except Refusal as refused:
            shown.append(refused.words)
    # Another text than the one that stands is asked about anew, with what is there to be shown.
    for value in ({"revision": 2}, {"text": "older"}):
        try:
            shown.append(json.dumps(responses.consent(table.act(person, value), table.database)))
        except Refusal as refused:
            shown.append(refused.words)
    return "\n".join(shown)


def published(table: Table, onlooker: str) -> str:
    out = io.StringIO()
    with table.database.snapshot() as connection:
        for form in exports.FORMS:
            exports.write(connection, [1], form, Span(), table.now.date(), out)
        out.write(repr(personal_data.kept(connection, onlooker)))
    return out.getvalue()
