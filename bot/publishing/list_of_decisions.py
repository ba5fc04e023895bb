"""The decisions of a period as a plain list for a spreadsheet: one row each, in words, without hashes."""

import csv
from collections.abc import Iterable
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.publishing.cells import BYTE_ORDER_MARK, harmless
from bot.publishing.decided_alone import rows_of
from bot.publishing.minutes.contents import Minutes, MinutesItem
from bot.publishing.minutes.deeds import deed_of
from bot.publishing.proposal_words import decided_word
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
    decided = [item for minutes in told for item in minutes.decided]
    alone = [row for minutes in told for row in rows_of(minutes)]
    # Where nobody ever stepped back, or tried something for a time, there is no column for it.
    more = {"Stepped back": _stepped_back} if any(item.stepped_back for item in decided) else {}
    if any(item.proposal.current.tried_until for item in decided):
        more |= {"Tried until": _tried_until, "Ended": _how_it_ended}
    is_reserved = any(item.proposal.agreement and item.proposal.agreement.reserved_to for item in decided)
    if is_reserved or alone:
        more["Decided by"] = _by_whom
    if is_reserved:
        more["Views"] = _views
    if alone:
        more |= {"Matter": _matter, "Sum": _sum}
    columns = [*COLUMNS, *more]
    table.writerow(columns)
    for item in decided:
        cells = [*_cells(item), *(tell(item) for tell in more.values())]
        table.writerow([harmless(str(cell)) for cell in cells])
    for row in alone:
        table.writerow([harmless(str(row.get(column, ""))) for column in columns])


def _matter(item: MinutesItem) -> str:
    return item.proposal.current.matter


def _sum(item: MinutesItem) -> str:
    return str(item.proposal.current.sum or "")


def _tried_until(item: MinutesItem) -> str:
    return str(item.proposal.current.tried_until or "")


def _by_whom(item: MinutesItem) -> str:
    return f"{decided_word(item.proposal)} by {item.everyone}"


def _views(item: MinutesItem) -> str:
    these = of_the_matter(item.proposal)
    return "\n".join(f"{item.partner(said.partner_id)}: {item.words(said.words)}" for said in these)


def _how_it_ended(item: MinutesItem) -> str:
    return "It was not renewed" if item.has_ended else ""


def _cells(item: MinutesItem) -> list[object]:
    proposal, text, zone = item.proposal, item.proposal.current, ZoneInfo(item.alliance.timezone)
    agreed_on = proposal.agreement.at.astimezone(zone).date() if proposal.agreement else ""
    return [
        item.alliance.name,
        item.number,
        item.title,
        "\n".join([item.words(text.text), *(f"Paper: {paper.name}" for paper in text.papers)]),
        "\n".join([item.words(text.benefit), *(f"{name}: {item.words(words)}" for name, words in text.filled)]),
        agreed_on,
        text.in_force_on or "",
        len(item.partners),
        ", ".join(item.who_consents),
        "\n".join(f"{partner}: {words}" for partner, words in item.concerns),
        "\n".join(_objections(item)),
        item.person(text.owner) if text.owner else "",
        "" if item.has_ended else review_due_on(proposal) or "",
        ", ".join(text.topics),
        text.supersedes or "",
        ", ".join(map(str, item.superseded_by)),
        proposal.raised_at.astimezone(zone).date(),
        item.person(proposal.author),
        "\n".join(_actions(item)),
    ]


def _actions(item: MinutesItem) -> Iterable[str]:
    for this in item.proposal.actions:
        if deed := deed_of(item, this):
            yield f"{deed.heading}. {deed.line} {deed.words}"
        else:
            yield f"{item.words(this.what)} ({item.person(this.owner)}). To be done by {this.due_on}."


def _stepped_back(item: MinutesItem) -> str:
    return "\n".join(f"{partner}: {words}" for partner, words in item.stepped_back)


def _objections(item: MinutesItem) -> Iterable[str]:
    for course in item.courses:
        said, settled = course.objection, course.lifted_by.settled if course.lifted_by else ""
        wanted = f" What would make it acceptable: {said.acceptable_if}" if said.acceptable_if else ""
        end = f"{item.end(course)}: {settled}" if settled else item.end(course)
        yield item.words(f"{item.partner(said.partner_id)}: {said.reason}{wanted} {end}")
