"""How is everything that one act changes in Slack put down? Gathered first, then in as few statements as can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all, update

from storage import outbox
from storage.outbox import NewMessage
from storage.tables import lanes

# Most acts change one card, and with it everybody's Home, and are confirmed to one person. Each is found through an
# index of its own; with OR between them SQLite walks through all lanes.
_ours = select(lanes.c.id).where(lanes.c.alliance_id == bindparam("this_alliance"))
_MARK = (
    update(lanes)
    .where(
        lanes.c.id.in_(
            union_all(
                select(lanes.c.id).where(lanes.c.proposal_id == bindparam("card")),
                _ours.where(lanes.c.slack_user_id == bindparam("person")),
                _ours.where(lanes.c.has_home),
            )
        )
    )
    .values(wanted=lanes.c.wanted + 1, due_at=bindparam("now"))
    .returning(lanes.c.id, lanes.c.proposal_id, lanes.c.slack_user_id)
)


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

    def put_down(self, connection: Connection) -> None:
        """Store it. Raises SaidAlready when a key was used, and then the transaction must end."""
        lane_of = self._marked(connection)
        for proposal_id in self._cards:
            if proposal_id not in lane_of:
                lane_of[proposal_id] = outbox.card_lane(connection, self.alliance_id, proposal_id, self.now)
        for person in self._people:
            if person not in lane_of:
                lane_of[person] = outbox.person_lane(connection, self.alliance_id, person, self.now)
        outbox.say_all(connection, [(lane_of[where], message) for where, message in self._to_say], self.now)

    def _marked(self, connection: Connection) -> dict[int | str, int]:
        """Mark the Homes, and the first card and person if they have lanes; return those lanes by whose they are."""
        card, person = next(iter(self._cards), None), next(iter(self._people), None)
        which = {"this_alliance": self.alliance_id, "card": card, "person": person, "now": self.now}
        marked = {row.proposal_id or row.slack_user_id: row.id for row in connection.execute(_MARK, which)}
        return {whose: lane_id for whose, lane_id in marked.items() if whose in (card, person)}
