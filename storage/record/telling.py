"""How is everything that one act changes in Slack put down? Gathered first, then in as few statements as can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CTE, Connection, Select, bindparam, insert, or_, select, union_all, update

from storage.engine import new_rows, ready
from storage.engine.new_rows import NewRow
from storage.outbox import outbox
from storage.outbox.outbox import NewMessage
from storage.tables import lanes, messages

# Most acts change one card, and with it everybody's Home, and are confirmed to one person. Each is found through an
# index of its own; with OR between them SQLite walks through all lanes.
_ours = lanes.c.alliance_id == bindparam("this_alliance")
_which = (
    lanes.c.proposal_id == bindparam("card"),
    _ours & (lanes.c.slack_user_id == bindparam("person")),
    _ours & lanes.c.has_home,
)
_mark = (
    update(lanes)
    .values(wanted=lanes.c.wanted + 1, due_at=bindparam("now"))
    .returning(lanes.c.id, lanes.c.proposal_id, lanes.c.slack_user_id)
)
_MARK = {
    "sqlite": _mark.where(lanes.c.id.in_(union_all(*(select(lanes.c.id).where(these) for these in _which)))),
    "postgresql": _mark.where(or_(*_which)),
}


@dataclass
class Telling:
    """What one act in an alliance makes out of date or has to say.

    Whoever marks more than one lane must hold the alliance's lock, or two of them could wait for each other.
    """

    alliance_id: int
    now: datetime
    _cards: list[int] = field(default_factory=list)
    _people: list[str] = field(default_factory=list)
    _to_say: list[tuple[int | str, NewMessage]] = field(default_factory=list)

    def card_is_old(self, proposal_id: int) -> None:
        if proposal_id not in self._cards:
            self._cards.append(proposal_id)

    def in_thread(self, proposal_id: int, key: str, kind: str, about: Mapping[str, Any]) -> None:
        """Say it once in the thread of a proposal's card; its card is out of date as well."""
        self.card_is_old(proposal_id)
        self._to_say.append((proposal_id, NewMessage(key, kind, {"proposal": proposal_id, **about})))

    def privately(self, person: str, proposal_id: int, key: str, kind: str, about: Mapping[str, Any]) -> None:
        """Say something about a proposal once to one person."""
        if person not in self._people:
            self._people.append(person)
        self._to_say.append((person, NewMessage(key, kind, {"proposal": proposal_id, **about})))

    def put_down(self, connection: Connection, facts: Sequence[NewRow] = ()) -> None:
        """Store it, with the facts it tells of. Raises SaidAlready when a key was used: the transaction must end."""
        if connection.dialect.name == "postgresql":
            lane_of, left = self._in_one_statement(connection, facts)
        else:
            new_rows.add(connection, facts)
            lane_of, left = self._by_whose(ready.run(connection, _MARK["sqlite"], self._which())), self._to_say
        for proposal_id in self._cards:
            if proposal_id not in lane_of:
                lane_of[proposal_id] = outbox.card_lane(connection, self.alliance_id, proposal_id, self.now)
        for person in self._people:
            if person not in lane_of:
                lane_of[person] = outbox.person_lane(connection, self.alliance_id, person, self.now)
        outbox.say_all(connection, [(lane_of[where], message) for where, message in left], self.now)

    def _in_one_statement(
        self, connection: Connection, facts: Sequence[NewRow]
    ) -> tuple[dict[int | str, int], list[tuple[int | str, NewMessage]]]:
        """Store facts and marks, and what the first person is told first; return their lanes, and what is left to say.

        Each statement is a turn to another process, and that takes longer than what is done there.
        """
        first = next((message for whose, message in self._to_say if whose in self._people[:1]), None)
        said = [NewRow(messages, outbox.row(first, self.now))] if first else []
        statement = _in_one(new_rows.parts(facts), tuple(said[0].values) if said else ())
        with outbox.refusing_what_was_said(first.key if first else ""):
            marked = ready.run(connection, statement, {**self._which(), **new_rows.values([*facts, *said])})
        lane_of = self._by_whose(marked)
        is_said = first and not lane_of.keys().isdisjoint(self._people)
        return lane_of, [each for each in self._to_say if not (is_said and each[1] is first)]

    def _which(self) -> dict[str, Any]:
        """Name whose lanes are marked at once: the Homes', and the first card's and person's if they have lanes."""
        card, person = next(iter(self._cards), None), next(iter(self._people), None)
        return {"this_alliance": self.alliance_id, "card": card, "person": person, "now": self.now}

    def _by_whose(self, marked: list[Any]) -> dict[int | str, int]:
        """Return the marked lanes of the first card and person by whose they are."""
        asked = (*self._cards[:1], *self._people[:1])
        return {whose: row.id for row in marked if (whose := row.proposal_id or row.slack_user_id) in asked}


@cache
def _in_one(facts: tuple[CTE, ...], says: tuple[str, ...]) -> Select[Any]:
    """Build the statement that adds facts, marks lanes, and puts a message with these columns in the person's lane."""
    marked = _MARK["postgresql"].cte("marked")
    parts = [*facts]
    if says:
        words = select(marked.c.id, *new_rows.placeholders(messages, says).values())
        theirs = words.where(marked.c.slack_user_id == bindparam("person"))
        parts.append(insert(messages).inline().from_select(["lane_id", *says], theirs).cte("said"))
    return select(marked).add_cte(*parts)
