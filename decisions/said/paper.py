"""Which papers may a text carry, that are consented to with it?

A paper is exact bytes, named by their SHA-256 as a text is: of another byte, another paper.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decisions.said import paper_refusal
from decisions.words.spelling import alike, written_in_line

MOST_PAPERS = 10
LARGEST_PAPER = 25 * 1024 * 1024
LONGEST_NAME = 200
# The words of longer ones are not compared.
LONGEST_WORDS = 100_000


@dataclass(frozen=True)
class Paper:
    """A file that belongs to a text. `size` is in bytes, `type` as MIME calls it ("application/pdf").

    `sha256` is "" while the bytes are not here yet.
    """

    name: str
    size: int
    type: str
    sha256: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the log tells of it."""
        return {"name": self.name, "size": self.size, "type": self.type, "sha256": self.sha256}


def paper_of(name: str, kind: str, content: bytes) -> Paper:
    """Fix these bytes."""
    return Paper(named(name), len(content), kind, hashlib.sha256(content).hexdigest())


def named(name: str) -> str:
    """Take a file's name as it will stand."""
    return written_in_line(name)[-LONGEST_NAME:] or "paper"


def papers_told(told: Iterable[Mapping[str, Any]]) -> tuple[Paper, ...]:
    """Read what the log tells. Raises LookupError or TypeError for what was not written by Accord."""
    return tuple(Paper(each["name"], each["size"], each["type"], each["sha256"]) for each in told)


def together(staying: Iterable[Paper], new: Iterable[Paper]) -> tuple[Paper, ...]:
    """Put new papers beside those that stay. The same bytes count once; one takes the place of an earlier namesake."""
    added: dict[str, Paper] = {}
    for paper in new:
        added.setdefault(paper.sha256 or f"{len(added)}", paper)
    names = {alike(paper.name) for paper in added.values()}
    kept = {paper.sha256: paper for paper in staying if alike(paper.name) not in names and paper.sha256 not in added}
    return (*kept.values(), *added.values())


def refuse_unless_papers_fit(papers: tuple[Paper, ...]) -> None:
    if len(papers) > MOST_PAPERS:
        raise paper_refusal.too_many_papers("papers", MOST_PAPERS, len(papers))
    for paper in papers:
        if paper.size > LARGEST_PAPER:
            raise paper_refusal.paper_too_large("papers", paper.name, say_size(paper.size), say_size(LARGEST_PAPER))
        if paper.size == 0:
            raise paper_refusal.empty_paper("papers", paper.name)


@dataclass(frozen=True)
class Change:
    """A paper that was taken out, put in, or has other bytes now (`before` and `after`)."""

    before: Paper | None
    after: Paper | None


def paper_changes(before: tuple[Paper, ...], after: tuple[Paper, ...]) -> Iterator[Change]:
    """Yield what changed; a paper with the name of an earlier one is that one, changed."""
    taken_out = [paper for paper in before if paper not in after]
    for paper in after:
        if paper not in before:
            namesake = next((each for each in taken_out if alike(each.name) == alike(paper.name)), None)
            if namesake:
                taken_out.remove(namesake)
            yield Change(namesake, paper)
    yield from (Change(paper, None) for paper in taken_out)


def say_size(size: int) -> str:
    """Say it as people read it: "12 KB"."""
    if size < 1024:
        return "1 byte" if size == 1 else f"{size} bytes"
    kilobytes = size / 1024
    return f"{kilobytes:.0f} KB" if kilobytes < 1000 else f"{kilobytes / 1024:.1f} MB".replace(".0 MB", " MB")
