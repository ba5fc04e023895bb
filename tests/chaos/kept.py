"""Is what people were told kept, once, and was what is kept done by somebody? Of each kind of act."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.chaos.ledger import Ledger
from tests.chaos.world import World

# What confirms an act to the person, and the rows in which the act is kept.
KEPT_IN = {
    "raised_receipt": "proposals",
    "amended_receipt": "revisions WHERE number > 1",
    "question_receipt": "questions",
    "interest_receipt": "interests WHERE kind <> 'let_by_all'",
    "withdrawn_receipt": "withdrawals",
    "sealed_receipt": "sealed_answers",
    "opened_receipt": "openings WHERE why = 'asked'",
    "report_receipt": "reports",
    "report_refused_receipt": "report_refusals",
    "action_receipt": "actions",
    "action_ended_receipt": "actions_done",
    "correction_receipt": "corrections",
    "step_receipt": "steps_recorded",
    "bundle_made_receipt": "(SELECT DISTINCT bundle FROM bundled) AS made",
    "unbundled_receipt": "unbundled",
    "delegated_decision_made": "log_entries WHERE kind = 'delegated_decision_made'",
    "delegated_decision_taken_back": "log_entries WHERE kind = 'delegated_decision_taken_back'",
    "meeting_opened": "log_entries WHERE kind = 'meeting_opened'",
    "meeting_minutes": "log_entries WHERE kind = 'meeting_closed'",
}
ENTRIES_OF = {
    "responses": ("consent_given", "objection_raised", "consent_taken_back"),
    "questions": ("time_taken",),
    "interests": ("interest_declared", "part_allowed", "part_granted", "part_taken_again"),
    "revisions": ("proposal_raised", "proposal_amended"),
    "withdrawals": ("proposal_withdrawn",),
    "agreements": ("decision_agreed",),
    "sealed_answers": ("answer_sealed", "sealed_answer_taken_back"),
    "openings": ("answers_opened",),
    "reports": ("consent_reported",),
    "report_refusals": ("reported_consent_refused",),
    "actions": ("action_added",),
    "actions_done": ("action_done",),
    "corrections": ("record_corrected",),
    "steps_proposed": ("step_proposed",),
    "steps_recorded": ("step_recorded",),
    "bundled": ("proposal_bundled",),
    "unbundled": ("proposal_unbundled",),
}
# Where the log has what was typed in an act: the kind of its entry, and the field.
LOGGED_AS = {
    "title": ("proposal_raised", "title"),
    "text": ("proposal_amended", "text"),
    "objection": ("objection_raised", "reason"),
    "question": ("time_taken", "question"),
    "withdrawal": ("proposal_withdrawn", "reason"),
    "report": ("consent_reported", "note"),
    "action": ("action_added", "what"),
    "done": ("action_done", "note"),
    "correction": ("record_corrected", "words"),
    "step": ("step_recorded", "note"),
    "delegated": ("delegated_decision_made", "what"),
    "slip": ("delegated_decision_taken_back", "reason"),
    "meeting": ("meeting_opened", "where"),
    "note": ("meeting_closed", "note"),
}


def promises(world: World, ledger: Ledger) -> Iterator[str]:
    """Every act that was acknowledged is there, what is there was done, and no fact comes of two acts or none."""
    receipts = world.rows("SELECT key, kind, about, words FROM messages")
    receipts = [row for row in receipts if str(row.kind).endswith("_receipt") or row.kind in KEPT_IN]
    confirmed = {str(row.key) for row in receipts}
    done = {key for delivery in world.sandbox.traffic.deliveries for key in keys_of(delivery.payload)}
    yield from (f"{what} was acknowledged and is lost" for key, what in ledger.told.items() if key not in confirmed)
    yield from (f"nobody did {key}" for key in confirmed - done)
    for kind, table in KEPT_IN.items():
        there = len(world.rows(f"SELECT 1 FROM {table}"))  # noqa: S608 (our own names)
        acts = [row for row in receipts if row.kind == kind]
        if there != len(acts):
            yield f"there are {there} rows in {table} of {len(acts)} acts"
    yield from _responses(world, [(str(row.kind), read(row.about)) for row in receipts])
    yield from _words(world, ledger)
    yield from _worries(world, ledger)


def _responses(world: World, receipts: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Each answer comes of one press: of its own, of that for a bundle, or of a sealed one that was opened."""
    answered = [about["response"] for kind, about in receipts if kind == "response_receipt"]
    yield from (f"response {number} comes of {count} acts" for number, count in Counter(answered).items() if count > 1)
    together = sum(len(about["proposals"]) for kind, about in receipts if kind == "bundle_receipt")
    there = len(world.rows("SELECT 1 FROM responses WHERE salt = ''"))
    if there != len(answered) + together:
        yield f"there are {there} open answers of {len(answered)} presses and {together} in bundles"


def _words(world: World, ledger: Ledger) -> Iterator[str]:
    """What was typed and acknowledged stands in the log exactly once."""
    logged = entries(world)
    for what, (kind, field) in LOGGED_AS.items():
        kept = Counter(str(fields[field]) for each, _, fields in logged if each == kind and fields.get(field))
        yield from (f"the {what} {words!r} is lost" for words in ledger.words[what] if not kept[words])
        yield from (f"the {what} {words!r} is there {count} times" for words, count in kept.items() if count > 1)


def _worries(world: World, ledger: Ledger) -> Iterator[str]:
    """A worry is told once to each of whom it is for, and the log never has it."""
    query = "SELECT l.slack_user_id, m.about FROM messages m JOIN lanes l ON l.id = m.lane_id"
    rows = world.rows(f"{query} WHERE m.kind = 'worry_notice'")
    told = Counter((str(row.slack_user_id), str(read(row.about)["words"])) for row in rows)
    heard = {words for _, words in told}
    yield from (f"the worry {words!r} was told to nobody" for words in ledger.words["worry"] - heard)
    yield from (f"{person} was told {words!r} {count} times" for (person, words), count in told.items() if count > 1)
    logged = str(entries(world))
    yield from (f"the worry {words!r} stands in the log" for words in heard if words in logged)


def entries_of_facts(world: World) -> Iterator[str]:
    """Each fact has its entry in the log."""
    logged = Counter(kind for kind, *_ in entries(world))
    for table, kinds in ENTRIES_OF.items():
        there = len(world.rows(f"SELECT 1 FROM {table}"))  # noqa: S608 (our own names)
        if there != (count := sum(logged[kind] for kind in kinds)):
            yield f"there are {there} {table} and {count} entries of them in the log"


def entries(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """Read kind, moment and fields of each entry of the log."""
    rows = world.rows("SELECT kind, at, fields FROM log_entries ORDER BY sequence")
    return [(str(row.kind), str(row.at), read(row.fields)) for row in rows]


def keys_of(payload: dict[str, Any]) -> Iterator[str]:
    """Name what was done, as the bot names it when it stores it."""
    yield f"click:{payload.get('trigger_id')}"
    yield f"window:{(payload.get('view') or {}).get('id')}"


def read(about: Any) -> dict[str, Any]:
    """PostgreSQL reads JSON for us, SQLite keeps text."""
    found: dict[str, Any] = json.loads(about) if isinstance(about, str) else about
    return found
