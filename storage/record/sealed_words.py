"""What a partner said in a sealed round is kept here until it is opened, and nowhere else."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from decisions.proposal import Kind, Response
from decisions.sealed import SAID
from decisions.sealed_facts import SealedAnswer
from storage.tables import sealed_answers, sealed_words


def keep(connection: Connection, proposal_id: int, answer: SealedAnswer, said: Response, salt: str) -> None:
    """Keep what was sealed; what the partner had sealed before is not kept any more."""
    forget(connection, proposal_id, answer.partner_id)
    row = {"answer_id": answer.id, "salt": salt, "said": {name: str(getattr(said, name)) for name in SAID}}
    connection.execute(insert(sealed_words), row)


def forget(connection: Connection, proposal_id: int, partner_id: int | None = None) -> None:
    """Nothing of it can be opened any more: the partner's answer, or those of all."""
    these = select(sealed_answers.c.id).where(sealed_answers.c.proposal_id == proposal_id)
    if partner_id is not None:
        these = these.where(sealed_answers.c.partner_id == partner_id)
    connection.execute(delete(sealed_words).where(sealed_words.c.answer_id.in_(these)))


def opened(connection: Connection, answer: SealedAnswer) -> Response:
    """Return the answer as it was sealed. Who gave it is said by what stands in the log."""
    row = connection.execute(select(sealed_words).where(sealed_words.c.answer_id == answer.id)).one()
    said: dict[str, Any] = {**row.said, "kind": Kind(row.said["kind"])}
    return Response(answer.partner_id, answer.revision, by=answer.by, at=answer.at, salt=row.salt, **said)
