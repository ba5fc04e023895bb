"""The direct messages that are changed when what they ask is answered or ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.outbox.attempts import OutboxMessage
from storage.tables import messages, told_of


@dataclass(frozen=True)
class Told:
    """A message that stands in Slack, and which state of each proposal it shows, by the proposals' ids."""

    message: OutboxMessage
    place: str
    shown: Mapping[int, str]


_COLUMNS = [messages.c[name] for name in OutboxMessage.__dataclass_fields__]
# Built once: every round over what one person is told needs them.
_TOLD = (
    select(*_COLUMNS, told_of.c.place, told_of.c.proposal_id, told_of.c.shown)
    .join(messages, messages.c.id == told_of.c.message_id)
    .where(told_of.c.lane_id == bindparam("lane_id"), told_of.c.place != "")
    .order_by(messages.c.id)
)
_of_message = told_of.c.message_id == bindparam("of_message")
_PROPOSALS, _LEAVE = select(told_of.c.proposal_id).where(_of_message), told_of.delete().where(_of_message)


def keep_true(connection: Connection, lane_id: int, key: str, proposal_ids: Iterable[int]) -> None:
    """Have the message with this key, just put down, changed when these proposals are answered or end."""
    message_id = connection.execute(select(messages.c.id).where(messages.c.key == key)).scalar_one()
    new = {"message_id": message_id, "lane_id": lane_id, "place": "", "shown": ""}
    connection.execute(insert(told_of), [{**new, "proposal_id": proposal_id} for proposal_id in proposal_ids])


def leave_earlier(connection: Connection, lane_id: int, kind: str, proposal_ids: Iterable[int]) -> None:
    """Stop changing earlier messages of this kind about these proposals: a newer one takes their place."""
    earlier = select(messages.c.id).where(messages.c.lane_id == lane_id, messages.c.kind == kind)
    theirs = told_of.c.lane_id == lane_id, told_of.c.message_id.in_(earlier)
    connection.execute(told_of.delete().where(*theirs, told_of.c.proposal_id.in_(list(proposal_ids))))


def proposals_of(connection: Connection, message_id: int) -> list[int]:
    return list(connection.scalars(_PROPOSALS, {"of_message": message_id}))


def of_lane(connection: Connection, lane_id: int) -> list[Told]:
    """List the messages of a person that stand in Slack and may have to change, oldest first."""
    found: dict[int, Told] = {}
    shown: dict[int, dict[int, str]] = defaultdict(dict)
    for *columns, place, proposal_id, state in connection.execute(_TOLD, {"lane_id": lane_id}):
        message = OutboxMessage(*columns)
        shown[message.id][proposal_id] = state
        found[message.id] = Told(message, place, shown[message.id])
    return list(found.values())


def stands(connection: Connection, message_id: int, place: str, shown: Mapping[int, str]) -> None:
    """Note what a message shows now, and where."""
    its = told_of.c.message_id == message_id
    for proposal_id, state in shown.items():
        one = its & (told_of.c.proposal_id == proposal_id)
        connection.execute(update(told_of).where(one), {"place": place, "shown": state})


def leave(connection: Connection, message_id: int, proposal_ids: Iterable[int] | None = None) -> None:
    """Stop changing a message for these proposals, or altogether."""
    which = _LEAVE if proposal_ids is None else _LEAVE.where(told_of.c.proposal_id.in_(list(proposal_ids)))
    connection.execute(which, {"of_message": message_id})
