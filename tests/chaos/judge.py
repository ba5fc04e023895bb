"""Was everything kept, counted once, said once, and is it shown as it is? Asked with plain SQL and of Slack itself."""

import json
from collections import Counter
from collections.abc import Iterator

from tests.cast import LEADS
from tests.chaos.people import Ledger
from tests.chaos.world import World
from tests.reading import read_message


def differences(world: World, ledger: Ledger) -> Iterator[str]:
    """Yield whatever is not as it should be, each in a sentence."""
    yield from _lost_or_doubled(world, ledger)
    yield from _agreements(world)
    yield from _messages(world)
    yield from _cards(world)
    verified = world.verify()
    if verified.returncode != 0:
        yield f"the log does not hold: {verified.stdout}{verified.stderr}"


def _lost_or_doubled(world: World, ledger: Ledger) -> Iterator[str]:
    stored = {
        "objection": (ledger.objections, "SELECT reason AS words FROM responses WHERE kind = 'objection'"),
        "title": (ledger.titles, "SELECT title AS words FROM revisions WHERE number = 1"),
        "text": (ledger.texts, "SELECT text AS words FROM revisions WHERE number > 1"),
        "question": (ledger.questions, "SELECT words FROM questions"),
    }
    for what, (told, query) in stored.items():
        found = Counter(str(row.words) for row in world.rows(query))
        yield from (f"the {what} {words!r} was acknowledged and is lost" for words in told if not found[words])
        yield from (f"the {what} {words!r} is there {count} times" for words, count in found.items() if count > 1)
    consents = Counter(str(row.by) for row in world.rows("SELECT \"by\" FROM responses WHERE kind = 'consent'"))
    for person, count in ledger.consents.items():
        if not count <= consents[person] <= ledger.tries[person]:
            yield f"{person} consented {count} to {ledger.tries[person]} times, and {consents[person]} are there"


def _standing(world: World, proposal_id: int, revision: int) -> dict[int, str]:
    which = f"proposal_id = {proposal_id} AND revision = {revision}"
    query = f"SELECT partner_id, kind FROM responses WHERE {which} ORDER BY id"  # noqa: S608 (our own numbers)
    return {int(row.partner_id): str(row.kind) for row in world.rows(query)}


def _proposals(world: World) -> list[tuple[int, int, bool]]:
    """List id, newest revision, and whether it is agreed."""
    rows = world.rows(
        "SELECT p.id, (SELECT max(number) FROM revisions r WHERE r.proposal_id = p.id) AS newest, "
        "(SELECT count(*) FROM agreements a WHERE a.proposal_id = p.id) AS agreed FROM proposals p ORDER BY p.id"
    )
    return [(int(row.id), int(row.newest), bool(row.agreed)) for row in rows]


def _agreements(world: World) -> Iterator[str]:
    partners = {int(row.id) for row in world.rows("SELECT id FROM partners WHERE left_at IS NULL")}
    for proposal_id, newest, is_agreed in _proposals(world):
        standing = _standing(world, proposal_id, newest)
        do_all_consent = {partner for partner in partners if standing.get(partner) == "consent"} == partners
        if do_all_consent != is_agreed:
            yield f"proposal {proposal_id} is {'' if is_agreed else 'not '}agreed, but its answers are {standing}"
    numbers = [int(row.number) for row in world.rows("SELECT number FROM proposals ORDER BY id")]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield f"the numbers have gaps: {numbers}"


def _messages(world: World) -> Iterator[str]:
    """Whatever is said once stands once in Slack; nothing is left unsaid, and nobody was given up."""
    posted = Counter(
        it.metadata["event_payload"]["key"]
        for it in world.sandbox.workspace.messages
        if it.metadata and not it.is_deleted
    )
    yield from (f"{key} stands {count} times in Slack" for key, count in posted.items() if count > 1)
    for row in world.rows("SELECT key, kind, ended_as FROM messages"):
        if row.ended_as == "":
            yield f"{row.key} was never said"
        is_private = str(row.kind).endswith(("receipt", "offer"))
        if not is_private and row.kind != "notice" and (row.ended_as != "said" or not posted[str(row.key)]):
            yield f"{row.key} ended as {row.ended_as!r} and stands {posted[str(row.key)]} times"
    for proposal_id, _, is_agreed in _proposals(world):
        if posted[f"outcome:{proposal_id}"] != int(is_agreed):
            yield f"proposal {proposal_id} was announced {posted[f'outcome:{proposal_id}']} times"
    digests = world.rows("SELECT key FROM messages WHERE kind = 'digest'")
    if len(digests) != 1:
        yield f"there are {len(digests)} digests of one week"
    reminded = world.rows(
        "SELECT l.slack_user_id FROM messages m JOIN lanes l ON l.id = m.lane_id WHERE m.kind = 'reminder'"
    )
    if sorted(str(row.slack_user_id) for row in reminded) != sorted(LEADS):
        yield f"these were reminded: {reminded}"


def _cards(world: World) -> Iterator[str]:
    partners = {int(row.id): str(row.name) for row in world.rows("SELECT id, name FROM partners")}
    cards = {
        it.metadata["event_payload"]["key"]: it
        for it in world.sandbox.workspace.messages
        if it.metadata and it.metadata["event_payload"]["key"].startswith("card:")
    }
    for proposal_id, newest, is_agreed in _proposals(world):
        card = cards.get(f"card:{proposal_id}")
        if card is None:
            yield f"proposal {proposal_id} has no card"
            continue
        shown = read_message({"text": card.text, "blocks": card.blocks})
        standing = _standing(world, proposal_id, newest)
        for partner_id, name in partners.items():
            sign = {"consent": "✅", "objection": "✋"}.get(standing.get(partner_id, ""), "")
            if sign and f"{sign} *{name}*" not in shown:
                yield f"the card of {proposal_id} does not show that {name} said {standing[partner_id]}"
            if not sign and any(f"{other} *{name}*" in shown for other in "✅✋"):
                yield f"the card of {proposal_id} shows an answer of {name} that is not there"
        if is_agreed != ("*Agreed on" in shown):
            yield f"the card of {proposal_id} does not show whether it is agreed"
        if not is_agreed and json.dumps({"proposal": proposal_id, "revision": newest})[1:-1].replace(
            " ", ""
        ) not in str(card.blocks):
            yield f"the buttons of {proposal_id} are of an old text"
