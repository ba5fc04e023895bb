"""The steps that were proposed while a decision was held, and what came of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from decisions.alliance.ladder import CameOfIt
from decisions.proposal.proposal import Proposal


@dataclass(frozen=True)
class Taken:
    """A step, and what came of it: `came_of_it` is "" while nobody has said so. `note` is in somebody's own words.

    Without days and words it does not tell who objected.
    """

    step: int
    what: str
    proposed_on: date | None
    came_of_it: str
    held_on: date | None
    note: str


_CAME = {CameOfIt.DONE: "done", CameOfIt.NOT_POSSIBLE: "not possible"}


def steps_taken(proposal: Proposal, day: Callable[[datetime], date], *, with_words: bool = True) -> Iterator[Taken]:
    """List them in their order."""
    ends = {each.place: each for each in proposal.steps_recorded}
    for this in proposal.steps_proposed:
        end = ends.get(this.place)
        came = _CAME[end.came_of_it] if end else ""
        if with_words:
            held_on, note = (end.held_on, end.note) if end else (None, "")
            yield Taken(this.step, this.what, day(this.at), came, held_on, note)
        else:
            yield Taken(this.step, this.what, None, came, None, "")
