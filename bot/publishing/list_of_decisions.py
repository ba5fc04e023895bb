"""The decisions of a period as a plain list for a spreadsheet: one row each, in words, without hashes."""

import csv
from collections.abc import Iterable
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.publishing.cells import BYTE_ORDER_MARK, harmless
from bot.publishing.decided_alone import rows_of
from bot.publishing.matters import decided_word
from bot.publishing.minutes.contents import Matter, Minutes
from bot.publishing.minutes.deeds import deed_of
from decisions.afterwards.review import review_due_on
from decisions.proposal.statements import of_the_matter

COLUMNS = (
    "Alliance",
    "No.",
    "Title",
    "What we decided",
    "Why this is best for people",
    "Agreed on",
    "In force from",
    "Partners",
    "Consented",
    "Concerns kept for the review",
    "Objections, and how they ended",
    "Owner",
    "To be looked at again on",
    "Topics",
    "Supersedes",
    "Superseded by",
    "Raised on",
    "Raised by",
    "What came of it",
)


def write_list(written: Iterable[Minutes], out: TextIO) -> None:
    """Write those of all alliances, oldest first, and below them what managers decided alone.

    Dates are such as a spreadsheet sorts.
    """
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    told = [*written]
    decided = [matter for minutes in told for matter in minutes.decided]
    alone = [row for minutes in told for row in rows_of(minutes)]
    # Where nobody ever stepped back, or tried something for a time, nothing tells of it.
    more = {"Stepped back": _stepped_back} if any(matter.stepped_back for matter in decided) else {}
    if any(matter.proposal.current.tried_until for matter in decided):
        more |= {"Tried until": _tried_until, "Ended": _how_it_ended}
    is_reserved = any(matter.proposal.agreement and matter.proposal.agreement.reserved_to for matter in decided)
    if is_reserved or alone:
        more["Decided by"] = _by_whom
    if is_reserved:
        more["Views"] = _views
    if alone:
        more |= {"Matter": _matter, "Sum": _sum}
    columns = [*COLUMNS, *more]
    table.writerow(columns)
    for matter in decided:
        cells = [*_cells(matter), *(tell(matter) for tell in more.values())]
        table.writerow([harmless(str(cell)) for cell in cells])
    for row in alone:
        table.writerow([harmless(str(row.get(column, ""))) for column in columns])


def _matter(matter: Matter) -> str:
    return matter.proposal.current.matter


def _sum(matter: Matter) -> str:
    return str(matter.proposal.current.sum or "")


def _tried_until(matter: Matter) -> str:
    return str(matter.proposal.current.tried_until or "")


def _by_whom(matter: Matter) -> str:
    return f"{decided_word(matter.proposal)} by {matter.everyone}"


def _views(matter: Matter) -> str:
    these = of_the_matter(matter.proposal)
    return "\n".join(f"{matter.partner(said.partner_id)}: {matter.words(said.words)}" for said in these)


def _how_it_ended(matter: Matter) -> str:
    return "It was not renewed" if matter.has_ended else ""


def _cells(matter: Matter) -> list[object]:
    proposal, text, zone = matter.proposal, matter.proposal.current, ZoneInfo(matter.alliance.timezone)
    agreed_on = proposal.agreement.at.astimezone(zone).date() if proposal.agreement else ""
    return [
        matter.alliance.name,
        matter.number,
        matter.title,
        "\n".join([matter.words(text.text), *(f"Paper: {paper.name}" for paper in text.papers)]),
        "\n".join([matter.words(text.benefit), *(f"{name}: {matter.words(words)}" for name, words in text.filled)]),
        agreed_on,
        text.in_force_on or "",
        len(matter.partners),
        ", ".join(matter.who_consents),
        "\n".join(f"{partner}: {words}" for partner, words in matter.concerns),
        "\n".join(_objections(matter)),
        matter.person(text.owner) if text.owner else "",
        "" if matter.has_ended else review_due_on(proposal) or "",
        ", ".join(text.topics),
        text.supersedes or "",
        ", ".join(map(str, matter.superseded_by)),
        proposal.raised_at.astimezone(zone).date(),
        matter.person(proposal.author),
        "\n".join(_actions(matter)),
    ]


def _actions(matter: Matter) -> Iterable[str]:
    for this in matter.proposal.actions:
        if deed := deed_of(matter, this):
            yield f"{deed.heading}. {deed.line} {deed.words}"
        else:
            yield f"{matter.words(this.what)} ({matter.person(this.owner)}). To be done by {this.due_on}."


def _stepped_back(matter: Matter) -> str:
    return "\n".join(f"{partner}: {words}" for partner, words in matter.stepped_back)


def _objections(matter: Matter) -> Iterable[str]:
    for course in matter.courses:
        said, settled = course.objection, course.lifted_by.settled if course.lifted_by else ""
        wanted = f" What would make it acceptable: {said.acceptable_if}" if said.acceptable_if else ""
        end = f"{matter.end(course)}: {settled}" if settled else matter.end(course)
        yield matter.words(f"{matter.partner(said.partner_id)}: {said.reason}{wanted} {end}")
