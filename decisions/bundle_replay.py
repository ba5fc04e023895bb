"""Does it follow from the log alone what was bundled, and taken out again?"""

from collections.abc import Collection, Iterator

from decisions.alliance import Alliance
from decisions.bundle import doubts_about
from decisions.bundled import Bundled, Unbundled
from decisions.proposal import Proposal


def doubts(
    told: Bundled | Unbundled, proposal: Proposal, alliance: Alliance, others: Collection[Proposal]
) -> Iterator[str]:
    """Say why what the log tells of a bundle can't be. `others` are all proposals, none where only this one is read."""
    yield from doubts_about(told, proposal, alliance)
    there = [each for other in others for each in other.bundled]
    last = max(there, key=lambda each: each.bundle, default=None)
    if others and isinstance(told, Bundled) and not _is_in_turn(told, last):
        yield f"puts No. {proposal.number} in a bundle out of turn"


def _is_in_turn(told: Bundled, last: Bundled | None) -> bool:
    """Bundles are counted, and nothing joins one that was made before."""
    is_of_last = last is not None and (told.bundle, told.by) == (last.bundle, last.by)
    return is_of_last or told.bundle == (last.bundle if last else 0) + 1
