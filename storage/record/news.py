"""Puts down everything that one act changes in Slack: gathered first, then each lane is marked once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from storage.outbox import outbox, told_of
from storage.outbox.outbox import NewMessage


@dataclass
class News:
    """What one act in an alliance makes out of date or has to say. The alliance must have been loaded for writing."""

    alliance_id: int
    now: datetime
    _cards: list[int] = field(default_factory=list)
    _people: list[str] = field(default_factory=list)
    _to_say: list[tuple[int | str, NewMessage]] = field(default_factory=list)
    _kept_true: list[tuple[str, str, int]] = field(default_factory=list)

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

    def asks(
        self, person: str, proposal_id: int, key: str, kind: str, about: Mapping[str, Any], partner_id: int
    ) -> None:
        """Ask somebody of a partner privately; the message is changed when the partner answers, or when it ends."""
        self.privately(person, proposal_id, key, kind, {**about, "partner": partner_id})
        self._kept_true.append((person, key, proposal_id))

    def put_down(self, connection: Connection) -> None:
        """Store it. Raises SaidAlready when a key was used: the transaction must end."""
        lanes = outbox.mark(connection, self.alliance_id, self._cards, self._people, self.now)
        outbox.say_all(connection, [(lanes[where], message) for where, message in self._to_say], self.now)
        for person, key, proposal_id in self._kept_true:
            told_of.keep_true(connection, lanes[person], key, [proposal_id])


def tell_managers(
    connection: Connection, alliance: Alliance, key: str, kind: str, about: Mapping[str, Any], now: datetime
) -> None:
    """Say something once to each operations manager of an alliance, which must have been loaded for writing.

    Nobody hears any more of one that was closed.
    """
    if alliance.is_closed:
        return
    for manager in alliance.operations_managers:
        if not outbox.was_said(connection, f"{key}:{manager}"):
            lane = outbox.person_lane(connection, alliance.id, manager, now)
            outbox.say_once(connection, lane, f"{key}:{manager}", kind, about, now)
