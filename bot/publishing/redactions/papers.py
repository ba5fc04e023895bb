"""Which papers are carried along and which are withheld, by the file of redactions."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.command_line import NotDone
from bot.publishing.redactions.redactor import Redactor
from decisions.said.paper import LONGEST_WORDS, Paper, say_size
from decisions.words.spelling import alike
from storage.record.proposals import papers

_UNSAFE = re.compile(r"[^\w. -]+")


@dataclass(frozen=True)
class Carried:
    """A paper as outsiders see it: where its file lies in the folder, and why it is withheld.

    For one that is withheld, `path` and `sha256` are "".
    """

    name: str
    size: str
    path: str
    withheld: str
    sha256: str = ""
    content: bytes = b""
    text: str = ""


def carried(connection: Connection, alliance_id: int, paper: Paper, path: str, redactor: Redactor) -> Carried:
    """Look into a paper that is text, and into the words that a program finds in another. `path` is where it would lie.

    Only for text is it certain that these are all.
    """
    content = kept_content(connection, alliance_id, paper)
    text = content.decode(errors="replace") if paper.type.startswith("text/") else ""
    found = papers.words(connection, alliance_id, [paper], LONGEST_WORDS)
    met = _met(redactor, paper, text or found.get(paper.sha256, ""))
    redactor.counts.update(met)
    name, size = redactor.name(paper.name), say_size(paper.size)
    if met:
        return Carried(name, size, "", redactor.black(*met))
    if not text and any(not each.paper for each in redactor.redactions):
        redactor.unread.append(paper.name)
    return Carried(name, size, path, "", paper.sha256, content, text)


def kept_content(connection: Connection, alliance_id: int, paper: Paper) -> bytes:
    """Return the bytes that the log names. Raises NotDone for others: a folder may change while it is read."""
    content = papers.content(connection, alliance_id, paper.sha256)
    if content is None or not papers.is_as_named(content, paper.sha256):
        raise NotDone(f"the paper “{paper.name}” is not kept as the log names it; `accord log verify` says more")
    return content


def _met(redactor: Redactor, paper: Paper, text: str) -> list[int]:
    name, listed = alike(paper.name), enumerate(redactor.redactions)
    named = [place for place, each in listed if each.paper and alike(each.paper) == name]
    return sorted({*named, *redactor.met_in(paper.name), *(redactor.met_in(text) if text else ())})


def file_name(paper: Paper) -> str:
    """Name a file so that every system reads it the same way, and no two are the same."""
    return f"{paper.sha256[:8]}-{_UNSAFE.sub('_', paper.name).strip('. ') or 'paper'}"


def unread(redactor: Redactor) -> list[str]:
    """List the papers that are carried although something is withheld and nobody looked into them."""
    names = ", ".join(dict.fromkeys(redactor.unread))
    return [f"Accord can't be sure of what is in these papers, so please look into them: {names}"] if names else []
