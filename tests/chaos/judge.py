"""Was everything kept and counted once, and was decided what the answers say? Asked with plain SQL, and of the log."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

from tests import outside
from tests.chaos.facts import Proposal, proposals
from tests.chaos.kept import entries_of_facts, promises
from tests.chaos.ledger import Ledger
from tests.chaos.shown import cards, messages
from tests.chaos.together import bundles, limits, meetings
from tests.chaos.unopened import openings
from tests.chaos.world import World


def differences(world: World, ledger: Ledger) -> Iterator[str]:
    """Yield whatever is not as it should be, each in a sentence."""
    found = proposals(world)
    # It is exported, to be read by the others.
    yield from _log(world)
    yield from promises(world, ledger)
    yield from openings(world, ledger)
    yield from bundles(world)
    yield from limits(world)
    yield from meetings(world)
    yield from _papers(world, ledger)
    yield from _agreements(found, {int(row.id) for row in world.rows("SELECT id FROM partners WHERE left_at IS NULL")})
    yield from messages(world, found)
    yield from cards(world, found)
    yield from (f"{secret} stands in the log" for secret in world.secrets if secret in world.log())


def _papers(world: World, ledger: Ledger) -> Iterator[str]:
    """What waited for its papers is put, or it is told that it is not: one of the two, and once."""
    ended = {str(row.key): str(row.ended_as) for row in world.rows("SELECT key, ended_as FROM messages")}
    for key in ledger.promised:
        how = ended.get(f"papers:{key}", "lost")
        is_there = key in ended
        if how not in ("put", "given back") or is_there is not (how == "put"):
            yield f"{key} waited for papers: {how}, and {'there' if is_there else 'not there'}"


def _agreements(found: list[Proposal], partners: set[int]) -> Iterator[str]:
    """A proposal is agreed at the first moment at which all who decide consent to it, and nothing comes after that."""
    for proposal in found:
        moments = [
            (answer.revision, place)
            for place, answer in enumerate(proposal.events)
            if proposal.standing(answer.revision, place + 1)
            == dict.fromkeys(partners - proposal.back(place + 1), "consent")
        ]
        expected = moments[0][0] if moments else None
        if proposal.agreed_revision != expected:
            yield (
                f"proposal {proposal.id} is agreed in revision {proposal.agreed_revision}; "
                f"all consented to {expected}: {proposal.events}"
            )
        if moments and (len(proposal.events) > moments[0][1] + 1 or proposal.newest != expected):
            yield f"proposal {proposal.id} was answered or amended after it was agreed: {proposal.events}"
        if proposal.is_withdrawn and moments:
            yield f"proposal {proposal.id} is agreed and withdrawn"
    numbers = sorted(proposal.number for proposal in found)
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the numbers have gaps: {numbers}"


def _log(world: World) -> Iterator[str]:
    """The chain holds, also by the script that stands in the document for others, and each fact has its entry."""
    verified = world.accord("log", "verify")
    if verified.returncode != 0:
        yield f"the log does not hold: {verified.stdout}{verified.stderr}"
    world.accord("log", "export", "--format", "json", "--out", "log.json")
    command = [sys.executable, "-W", "ignore", "-c", outside.script(), "log.json"]
    checked = subprocess.run(command, cwd=world.folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)
    logged = Counter(str(row.kind) for row in world.rows("SELECT kind FROM log_entries"))
    followed = outside.follows(logged["decision_agreed"])
    if checked.stdout != f"{logged.total()} entries hold\n{followed}":
        yield f"the log does not hold for others: {checked.stdout}{checked.stderr}"
    yield from entries_of_facts(world)
