"""What was decided, as the rows alone tell it? Read with plain SQL and counted by rules written a second time."""

from dataclasses import dataclass

from tests.chaos.world import World


@dataclass(frozen=True)
class Answer:
    id: int
    revision: int
    partner: int
    kind: str
    words: str
    concern: str


@dataclass(frozen=True)
class Proposal:
    """`newest` is the number of its newest text; `agreed_revision` the one that was agreed, if any."""

    id: int
    number: int
    newest: int
    title: str
    text: str
    answers: tuple[Answer, ...]
    agreed_revision: int | None
    is_withdrawn: bool

    def standing(self, revision: int | None = None, after: int | None = None) -> dict[int, str]:
        """Tell what each partner says to a text, after so many answers; an undone consent gives way to an objection."""
        said: dict[int, str] = {}
        objected: set[int] = set()
        for answer in self.answers[:after]:
            if answer.revision != (revision or self.newest):
                continue
            if answer.kind == "objection":
                objected.add(answer.partner)
            said[answer.partner] = answer.kind
            if answer.kind == "undo":
                said[answer.partner] = "objection" if answer.partner in objected else ""
        return {partner: kind for partner, kind in said.items() if kind}

    def with_a_concern(self) -> set[int]:
        """Find whose newest answer to the newest text keeps a concern."""
        last = {answer.partner: answer for answer in self.answers if answer.revision == self.newest}
        return {partner for partner, answer in last.items() if answer.concern}


def proposals(world: World) -> list[Proposal]:
    answers: dict[int, list[Answer]] = {}
    for row in world.rows(
        "SELECT id, proposal_id, revision, partner_id, kind, reason, concern FROM responses ORDER BY id"
    ):
        given = Answer(row.id, row.revision, row.partner_id, row.kind, row.reason, row.concern)
        answers.setdefault(row.proposal_id, []).append(given)
    agreed = {row.proposal_id: row.revision for row in world.rows("SELECT proposal_id, revision FROM agreements")}
    withdrawn = {row.proposal_id for row in world.rows("SELECT proposal_id FROM withdrawals")}
    rows = world.rows(
        "SELECT p.id, p.number, r.number AS newest, r.title, r.text FROM proposals p JOIN revisions r "
        "ON r.proposal_id = p.id AND r.number = (SELECT max(number) FROM revisions n WHERE n.proposal_id = p.id) "
        "ORDER BY p.id"
    )
    return [
        Proposal(
            row.id,
            row.number,
            row.newest,
            row.title,
            row.text,
            tuple(answers.get(row.id, ())),
            agreed.get(row.id),
            row.id in withdrawn,
        )
        for row in rows
    ]
