"""The register for other programs: the same that its pages tell, as JSON files (docs/register-json.md)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from bot.publishing.redactions.papers import Carried
from bot.publishing.register import meetings, whose_matter
from bot.publishing.register.record import Amendment, Objection, Record, ToDo, Words
from bot.publishing.register.statements import Stated

FOLDER = "api"
SCHEMA = "schema.json"
# A line ends after these.
_LINES = ("p", "li", "tr", "pre", "blockquote", "br")


def json_files(
    written: Sequence[Record],
    papers: Mapping[int, Sequence[Carried]],
    about: Mapping[str, Any],
    partners: Sequence[str],
) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of all of them, and the schema that they follow."""
    yield SCHEMA, (files("bot") / "templates" / "register" / SCHEMA).read_text(encoding="utf-8")
    yield "alliance.json", _written(_alliance(about, partners))
    if about["matters"]:
        yield whose_matter.FILE, _written(whose_matter.as_json(about["matters"]))
    if about["meetings"]:
        yield meetings.FILE, _written(meetings.as_json(about["meetings"]))
    yield "decisions.json", _written({"decisions": [_listed(record) for record in written]})
    actions = [{"decision": _named(record), **_action(this)} for record in written for this in record.actions]
    yield "actions.json", _written({"actions": actions})
    for record in written:
        yield f"decisions/{record.number}.json", _written(_decision(record, papers.get(record.number, ())))


def _alliance(about: Mapping[str, Any], partners: Sequence[str]) -> dict[str, Any]:
    told = (
        "alliance",
        "built_at",
        "timezone",
        "closed_on",
        "decisions",
        "open",
        "attributed",
        "log_length",
        "log_head",
    )
    named = {"alliance": "name"}
    return {**{named.get(name, name): about[name] for name in told}, "partners": list(partners)}


def _named(record: Record) -> dict[str, Any]:
    return {"number": record.number, "title": record.title}


def _listed(record: Record) -> dict[str, Any]:
    return {
        **_named(record),
        "state": record.state,
        "raised_on": record.raised_on,
        "agreed_on": record.agreed_on,
        "decide_by": None if record.agreed_on else record.decide_by,
        "in_force_on": record.in_force_on,
        **({"earliest_on": record.earliest_on} if record.earliest_on else {}),
        **({"matter": record.matter} if record.matter else {}),
        **({"sum": record.sum} if record.sum else {}),
        **({"tried_until": record.tried_until} if record.tried_until else {}),
        **({"first_round": record.first_round} if record.first_round else {}),
        "review_on": record.review_on,
        "topics": list(record.topics),
        "supersedes": record.supersedes,
        "superseded_by": list(record.superseded_by),
        "file": f"decisions/{record.number}.json",
        "page": f"../decisions/{record.number}.html",
    }


def _decision(record: Record, papers: Sequence[Carried]) -> dict[str, Any]:
    listed = _listed(record)
    del listed["file"], listed["page"]
    return {
        **listed,
        "text": _words(record.body),
        "benefit": _words(record.benefit),
        "effect": record.effect,
        "raised_by": record.raised_by,
        "owner": record.owner,
        "partners": record.partners,
        "consents": record.consents,
        "consented": [{"partner": partner, "on": on} for partner, on in record.consented],
        **({"reserved_to": record.reserved_to} if record.reserved_to else {}),
        **_statements(record),
        "concerns": [_said(said) for said in record.concerns],
        "objections": [_objection(each) for each in record.objections],
        "amendments": [_amendment(each) for each in record.amendments],
        "reviews": [{"on": look.on, "note": _words(look.note), "review_on": look.review_on} for look in record.looks],
        "actions": [_action(this) for this in record.actions],
        **({"steps": [vars(step) for step in record.steps]} if record.steps else {}),
        **({"ratified_on": record.ratified_on} if record.ratified_on else {}),
        "papers": [_paper(each) for each in papers],
        "slack_url": record.slack_url,
    }


def _statements(record: Record) -> dict[str, Any]:
    """Return all kinds in one list. Views and corrections keep the lists of their own that they had before it."""
    said = {section.kind.name: [*map(_stated, section.statements)] for section in record.statements}
    views = [{"partner": each["partner"], "words": each["words"]} for each in said.get("view", ())]
    corrections = [{name: each[name] for name in ("partner", "on", "words")} for each in said.get("correction", ())]
    told = {
        "record": "".join(section.first for section in record.statements),
        "views": views,
        "corrections": corrections,
        "statements": [each for those in said.values() for each in those],
    }
    return {name: value for name, value in told.items() if value}


def _stated(each: Stated) -> dict[str, Any]:
    words = _words(each.words)
    return {"kind": each.kind.name, "partner": each.partner, "does": each.does, "on": each.on, "words": words}


def _said(said: Words) -> dict[str, Any]:
    return {
        "words": _words(said.words),
        "acceptable_if": _words(said.acceptable_if),
        "partner": said.partner,
        "on": said.on,
    }


def _objection(each: Objection) -> dict[str, Any]:
    return {**_said(each.said), "end": each.end, "settled": _words(each.settled)}


def _amendment(each: Amendment) -> dict[str, Any]:
    changes = [{"field": label, "html": str(marked)} for label, marked in each.fields]
    return {"revision": each.revision, "on": each.on, "suggested_by": each.suggested_by, "changes": changes}


def _action(this: ToDo) -> dict[str, Any]:
    return {
        "action": this.place,
        "what": this.what,
        "owner": this.owner,
        "due_on": this.due_on,
        "state": this.state,
        "ended_on": this.ended_on,
        "came_of_it": _words(this.words),
    }


def _paper(paper: Carried) -> dict[str, Any]:
    """The hash of a withheld paper is withheld too: nobody who guesses its words must be proved right."""
    return {"name": paper.name, "sha256": paper.sha256, "file": paper.path and f"../../{paper.path}"}


def _words(html: Markup) -> dict[str, str]:
    """Return words as the pages have them, and without formatting."""
    return {"text": _plain(html), "html": str(html)}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.parts.append("\t")
        elif tag in _LINES:
            self.parts.append("\n")


def _plain(html: Markup) -> str:
    text = _Text()
    text.feed(str(html))
    text.close()
    lines = (line.rstrip() for line in "".join(text.parts).splitlines())
    return "\n".join(line for line in lines if line)


def _written(what: Mapping[str, Any]) -> str:
    return json.dumps(what, ensure_ascii=False, indent=1, default=_day) + "\n"


def _day(value: date) -> str:
    return value.isoformat()
