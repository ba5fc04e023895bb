"""What a partner said in a sealed round is kept here until it is opened, and nowhere else."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from decisions.proposal.proposal import Kind, Response
from decisions.proposal.sealed import SAID
from decisions.said.sealed_facts import SealedAnswer
from storage.tables import sealed_answers, sealed_words


def keep(connection: Connection, answer: SealedAnswer, said: Response, salt: str) -> None:
    row = {"answer_id": answer.id, "salt": salt, "said": {name: str(getattr(said, name)) for name in SAID}}
    connection.execute(insert(sealed_words), row)


def keep_only(connection: Connection, proposal_id: int, these: Iterable[SealedAnswer]) -> None:
    """Forget what can no longer be opened: all answers to a proposal but these."""
    theirs = select(sealed_answers.c.id).where(
        sealed_answers.c.proposal_id == proposal_id, sealed_answers.c.id.not_in([each.id for each in these])
    )
    connection.execute(delete(sealed_words).where(sealed_words.c.answer_id.in_(theirs)))


def opened(connection: Connection, answer: SealedAnswer) -> Response:
    """Return the answer as it was sealed. The log says who gave it."""
    row = connection.execute(select(sealed_words).where(sealed_words.c.answer_id == answer.id)).one()
    said: dict[str, Any] = {**row.said, "kind": Kind(row.said["kind"])}
    return Response(answer.partner_id, answer.revision, by=answer.by, at=answer.at, salt=row.salt, **said)
