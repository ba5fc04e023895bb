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
class Interest:
    """Somebody steps back, is let take part, or takes part again; `partner` is whose interest it is."""

    id: int
    revision: int
    partner: int
    kind: str


@dataclass(frozen=True)
class SealedAnswer:
    """A partner has answered a sealed round, or has taken that back: then `digest` is empty."""

    id: int
    revision: int
    partner: int
    digest: str


Event = Answer | Interest | SealedAnswer


@dataclass(frozen=True)
class Proposal:
    """`newest` is the number of its newest text; `agreed_revision` the one that was agreed, if any.

    While it `is_sealed` nobody reads what was answered, only who has. The card of one that `changes_alliance` says how,
    instead of its text, when that is so.
    """

    id: int
    number: int
    newest: int
    title: str
    text: str
    events: tuple[Event, ...]
    agreed_revision: int | None
    is_withdrawn: bool
    is_sealed: bool
    changes_alliance: bool

    @property
    def answers(self) -> list[Answer]:
        return [each for each in self.events if isinstance(each, Answer)]

    def back(self, after: int | None = None) -> set[int]:
        """Find who has stepped back, after so many events."""
        back: set[int] = set()
        for said in self.events[:after]:
            if isinstance(said, Interest) and said.kind != "let":
                back.discard(said.partner)
                back |= {said.partner} if said.kind == "steps_back" else set()
        return back

    def standing(self, revision: int | None = None, after: int | None = None) -> dict[int, str]:
        """Tell what each partner says to a text, after so many events; an undone consent gives way to an objection.

        Whoever steps back says nothing any more.
        """
        said: dict[int, str] = {}
        objected: set[int] = set()
        for answer in self.events[:after]:
            if isinstance(answer, Interest):
                if answer.kind == "steps_back":
                    said.pop(answer.partner, None)
                    objected.discard(answer.partner)
                continue
            if isinstance(answer, SealedAnswer) or answer.revision != (revision or self.newest):
                continue
            if answer.kind == "objection":
                objected.add(answer.partner)
            said[answer.partner] = answer.kind
            if answer.kind == "undo":
                said[answer.partner] = "objection" if answer.partner in objected else ""
        return {partner: kind for partner, kind in said.items() if kind}

    def answered(self) -> set[int]:
        """Find who has answered a sealed round. What was said before stepping back is not counted."""
        said: set[int] = set()
        for event in self.events:
            if isinstance(event, SealedAnswer) and event.digest:
                said.add(event.partner)
            elif isinstance(event, SealedAnswer) or (isinstance(event, Interest) and event.kind == "steps_back"):
                said.discard(event.partner)
        return said

    def with_a_concern(self) -> set[int]:
        """Find whose newest answer to the newest text keeps a concern."""
        last = {answer.partner: answer for answer in self.answers if answer.revision == self.newest}
        return {partner for partner, answer in last.items() if answer.concern}


def proposals(world: World) -> list[Proposal]:
    events: dict[int, list[Event]] = {}
    for row in world.rows(
        "SELECT id, proposal_id, revision, partner_id, kind, reason, concern FROM responses ORDER BY id"
    ):
        given = Answer(row.id, row.revision, row.partner_id, row.kind, row.reason, row.concern)
        events.setdefault(row.proposal_id, []).append(given)
    for row in world.rows("SELECT id, proposal_id, revision, whose, kind FROM interests"):
        events.setdefault(row.proposal_id, []).append(Interest(row.id, row.revision, row.whose, row.kind))
    for row in world.rows("SELECT id, proposal_id, revision, partner_id, digest FROM sealed_answers"):
        sealed = SealedAnswer(row.id, row.revision, row.partner_id, row.digest)
        events.setdefault(row.proposal_id, []).append(sealed)
    opened = {row.proposal_id for row in world.rows("SELECT proposal_id FROM openings")}
    agreed = {row.proposal_id: row.revision for row in world.rows("SELECT proposal_id, revision FROM agreements")}
    withdrawn = {row.proposal_id for row in world.rows("SELECT proposal_id FROM withdrawals")}
    rows = world.rows(
        "SELECT p.id, p.number, p.change, r.number AS newest, r.title, r.text, r.sealed "
        "FROM proposals p JOIN revisions r "
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
            tuple(sorted(events.get(row.id, ()), key=lambda event: event.id)),
            agreed.get(row.id),
            row.id in withdrawn,
            bool(row.sealed) and row.id not in opened | withdrawn | agreed.keys(),
            row.change not in (None, "null"),
        )
        for row in rows
    ]
