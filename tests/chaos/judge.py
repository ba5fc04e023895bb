"""Was everything kept and counted once, and was decided what the answers say? Asked with plain SQL, and of the log."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests import outside
from tests.chaos.facts import Proposal, proposals
from tests.chaos.ledger import Ledger
from tests.chaos.shown import cards, messages
from tests.chaos.world import World

# What confirms an act to the person, and the table in which the act is kept.
KEPT_IN = {
    "raised_receipt": "proposals",
    "amended_receipt": "revisions WHERE number > 1",
    "response_receipt": "responses",
    "question_receipt": "questions",
    "interest_receipt": "interests WHERE kind <> 'let_by_all'",
    "withdrawn_receipt": "withdrawals",
}
ENTRIES_OF = {
    "responses": ("consent_given", "objection_raised", "consent_taken_back"),
    "questions": ("time_taken",),
    "interests": ("interest_declared", "part_allowed", "part_granted", "part_taken_again"),
    "revisions": ("proposal_raised", "proposal_amended"),
    "withdrawals": ("proposal_withdrawn",),
    "agreements": ("decision_agreed",),
}


def differences(world: World, ledger: Ledger) -> Iterator[str]:
    """Yield whatever is not as it should be, each in a sentence."""
    found = proposals(world)
    yield from _lost_or_doubled(world, ledger)
    yield from _papers(world, ledger)
    yield from _agreements(found, {int(row.id) for row in world.rows("SELECT id FROM partners WHERE left_at IS NULL")})
    yield from messages(world, found)
    yield from cards(world, found)
    yield from _log(world)
    yield from (f"{secret} stands in the log" for secret in world.secrets if secret in world.log())


def _lost_or_doubled(world: World, ledger: Ledger) -> Iterator[str]:
    """Every act that was acknowledged is there, what is there was done, and no fact comes of two acts or none."""
    receipts = world.rows("SELECT key, kind, about FROM messages WHERE kind LIKE '%_receipt'")
    confirmed = {str(row.key) for row in receipts}
    done = {key for delivery in world.sandbox.traffic.deliveries for key in _keys(delivery.payload)}
    yield from (f"{what} was acknowledged and is lost" for key, what in ledger.told.items() if key not in confirmed)
    yield from (f"nobody did {key}" for key in confirmed - done)
    for kind, table in KEPT_IN.items():
        there = len(world.rows(f"SELECT 1 FROM {table}"))  # noqa: S608 (our own names)
        acts = [row for row in receipts if row.kind == kind]
        if there != len(acts):
            yield f"there are {there} rows in {table} of {len(acts)} acts"
    answered = [_read(row.about)["response"] for row in receipts if row.kind == "response_receipt"]
    yield from (f"response {number} comes of {count} acts" for number, count in Counter(answered).items() if count > 1)
    for what, query in {
        "objection": "SELECT reason AS words FROM responses WHERE kind = 'objection'",
        "title": "SELECT title AS words FROM revisions WHERE number = 1",
        "text": "SELECT text AS words FROM revisions WHERE number > 1",
        "question": "SELECT words FROM questions",
        "withdrawal": "SELECT reason AS words FROM withdrawals",
    }.items():
        kept = Counter(str(row.words) for row in world.rows(query))
        yield from (f"the {what} {words!r} is lost" for words in ledger.words[what] if not kept[words])
        yield from (f"the {what} {words!r} is there {count} times" for words, count in kept.items() if count > 1)


def _papers(world: World, ledger: Ledger) -> Iterator[str]:
    """What waited for its papers is put, or it is told that it is not: one of the two, and once."""
    ended = {str(row.key): str(row.ended_as) for row in world.rows("SELECT key, ended_as FROM messages")}
    for key in ledger.promised:
        how = ended.get(f"papers:{key}", "lost")
        is_there = key in ended
        if how not in ("put", "given back") or is_there is not (how == "put"):
            yield f"{key} waited for papers: {how}, and {'there' if is_there else 'not there'}"


def _keys(payload: dict[str, Any]) -> Iterator[str]:
    """Name what was done, as the bot names it when it stores it."""
    yield f"click:{payload.get('trigger_id')}"
    yield f"window:{(payload.get('view') or {}).get('id')}"


def _read(about: Any) -> dict[str, Any]:
    """PostgreSQL reads JSON for us, SQLite keeps text."""
    read: dict[str, Any] = json.loads(about) if isinstance(about, str) else about
    return read


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
    for table, kinds in ENTRIES_OF.items():
        there = len(world.rows(f"SELECT 1 FROM {table}"))  # noqa: S608 (our own names)
        if there != (entries := sum(logged[kind] for kind in kinds)):
            yield f"there are {there} {table} and {entries} entries of them in the log"
