"""How are suggestions, and what partners say to them beforehand, kept and read?"""

from dataclasses import replace

from sqlalchemy import Connection, insert, select

from decisions.alliance import Alliance
from decisions.proposal import Kind, Proposal, Response, Settlement, Suggestion
from storage.record import decision_log
from storage.tables import answers_beforehand, suggestions

_ANSWER_KINDS = {Kind.CONSENT: "consent_given_beforehand", Kind.UNDO: "consent_beforehand_taken_back"}
_ONLY_OF_ANSWERS = ("reason", "acceptable_if", "said_at")


def add_suggestion(connection: Connection, alliance: Alliance, proposal: Proposal, suggested: Suggestion) -> Proposal:
    """Store another text beside an objection; the returned proposal ends with it, and it has its id."""
    suggested = replace(suggested, at=decision_log.moment(connection, alliance, suggested.at))
    row = {name: value for name, value in vars(suggested).items() if name != "id"}
    suggestion_id = connection.execute(
        insert(suggestions).returning(suggestions.c.id), {"proposal_id": proposal.id, **row}
    ).scalar_one()
    decision_log.append(
        connection,
        alliance,
        at=suggested.at,
        kind="text_suggested",
        actor=suggested.by,
        partner=alliance.partners_ever[suggested.partner_id].name,
        number=proposal.number,
        revision=suggested.revision,
        text=suggested.text,
        rich_text=suggested.rich_text,
        text_sha256=suggested.text_sha256,
    )
    return replace(proposal, suggestions=(*proposal.suggestions, replace(suggested, id=suggestion_id)))


def add_answer_beforehand(connection: Connection, alliance: Alliance, proposal: Proposal, given: Response) -> Proposal:
    """Store a consent to a suggestion, or that it is taken back."""
    given = replace(given, at=decision_log.moment(connection, alliance, given.at))
    words = {name: said for name in ("concern", "settled_by", "settled") if (said := getattr(given, name))}
    sequence = decision_log.append(
        connection,
        alliance,
        at=given.at,
        kind=_ANSWER_KINDS[given.kind],
        actor=given.by,
        partner=alliance.partners_ever[given.partner_id].name,
        number=proposal.number,
        revision=given.revision,
        text_sha256=given.text_sha256,
        **words,
    )
    given = replace(given, id=decision_log.id_of(alliance, sequence))
    row = {name: value for name, value in vars(given).items() if name not in _ONLY_OF_ANSWERS}
    connection.execute(insert(answers_beforehand), {"proposal_id": proposal.id, **row})
    return replace(proposal, beforehand=(*proposal.beforehand, given))


def suggestions_to(connection: Connection, proposal_id: int) -> tuple[Suggestion, ...]:
    rows = connection.execute(
        select(suggestions).where(suggestions.c.proposal_id == proposal_id).order_by(suggestions.c.id)
    )
    return tuple(
        Suggestion(
            partner_id=row.partner_id,
            revision=row.revision,
            by=row.by,
            at=row.at,
            text=row.text,
            rich_text=row.rich_text,
            text_sha256=row.text_sha256,
            objection=row.objection,
            id=row.id,
        )
        for row in rows
    )


def answers_beforehand_to(connection: Connection, proposal_id: int) -> tuple[Response, ...]:
    ours = answers_beforehand.c.proposal_id == proposal_id
    rows = connection.execute(select(answers_beforehand).where(ours).order_by(answers_beforehand.c.id))
    return tuple(
        Response(
            partner_id=row.partner_id,
            revision=row.revision,
            kind=Kind(row.kind),
            by=row.by,
            at=row.at,
            concern=row.concern,
            settled_by=Settlement(row.settled_by) if row.settled_by else None,
            settled=row.settled,
            text_sha256=row.text_sha256,
            id=row.id,
        )
        for row in rows
    )
