"""What stands in the tables, read in the plainest way: by SQL that shares nothing with the program's."""

from typing import Any

from sqlalchemy import text

from storage.engine.database import Database


class PlainTables:
    """Whoever checks a database by it has it as `database`."""

    database: Database

    def rows(self, query: str) -> list[Any]:
        with self.database.snapshot() as connection:
            return list(connection.execute(text(query)).all())

    def open_ones(self) -> list[Any]:
        return self.rows(
            "SELECT p.id, max(r.number) AS revision FROM proposals p JOIN revisions r ON r.proposal_id = p.id "
            "WHERE p.ended_at IS NULL GROUP BY p.id ORDER BY p.id"
        )

    def back(self, proposal_id: int, until: Any) -> dict[int, int]:
        """Find who has stepped back, with the id of that."""
        back: dict[int, int] = {}
        for row in self.rows(
            f"SELECT id, whose, kind FROM interests WHERE proposal_id = {proposal_id} "  # noqa: S608 (our own numbers)
            f"AND kind <> 'let' AND at <= '{until}' ORDER BY id"
        ):
            back.pop(row.whose, None)
            if row.kind == "steps_back":
                back[row.whose] = row.id
        return back

    def standing(self, proposal_id: int, revision: int, until: Any) -> dict[int, str]:
        """Work out in the plainest way what each partner says to one text."""
        standing: dict[int, str] = {}
        before: dict[int, str] = {}
        for row in self.rows(
            f"SELECT partner_id, kind, at FROM responses WHERE proposal_id = {proposal_id} "  # noqa: S608 (our own numbers)
            f"AND revision = {revision} AND at <= '{until}' AND id > (SELECT coalesce(max(i.id), 0) FROM interests i "
            "WHERE i.proposal_id = responses.proposal_id AND i.whose = responses.partner_id "
            f"AND i.kind = 'steps_back' AND i.at <= '{until}') ORDER BY id"
        ):
            if row.kind == "objection":
                before[row.partner_id] = row.kind
            standing[row.partner_id] = before.get(row.partner_id, "") if row.kind == "undo" else row.kind
        return standing
