"""Does one press consent only to what stood there, is no limit passed by two, and do minutes follow from the log?"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from decisions.replay.meeting_minutes import meetings_in
from handlers.views.meeting.meeting_minutes import Minuted, minutes
from tests.cast import NAMES
from tests.chaos.kept import entries, keys_of, read
from tests.chaos.peace import IN_ALL
from tests.chaos.world import World
from tests.reading import read as drawn
from tests.reading import read_message
from tests.stories.test_meetings import logged


def bundles(world: World) -> Iterator[str]:
    """What one press consented to stood whole where it was pressed."""
    pressed = {key: each.payload for each in world.sandbox.traffic.deliveries for key in keys_of(each.payload)}
    texts = {(row.proposal_id, row.number): row.text for row in world.rows("SELECT * FROM revisions")}
    given = world.rows("SELECT proposal_id, revision, partner_id FROM responses WHERE kind = 'consent'")
    for row in world.rows("SELECT key, about FROM messages WHERE kind = 'bundle_receipt'"):
        about, payload = read(row.about), pressed[str(row.key)]
        shown = drawn((payload.get("message") or payload.get("view") or {})["blocks"])
        for proposal in about["proposals"]:
            mine = [it.revision for it in given if (it.proposal_id, it.partner_id) == (proposal, about["partner"])]
            if not any(texts[proposal, revision] in shown for revision in mine):
                yield f"{row.key} consented to proposal {proposal}, which did not stand there: {shown}"


def limits(world: World) -> Iterator[str]:
    """At each moment what was decided alone, and not taken back, is together within what all partners delegated."""
    stand: dict[int, int] = {}
    for kind, _, fields in entries(world):
        if kind == "delegated_decision_made":
            stand[fields["decision"]] = fields["sum"]
            if sum(stand.values()) > IN_ALL:
                yield f"{stand} were decided alone, of {IN_ALL}"
        if kind == "delegated_decision_taken_back" and not stand.pop(fields["decision"], 0):
            yield f"D{fields['decision']} was taken back twice, or never made"


def meetings(world: World) -> Iterator[str]:
    """One goes on at a time, and the minutes that were posted are those that the log tells."""
    held = [kind for kind, *_ in entries(world) if kind in ("meeting_opened", "meeting_closed")]
    if any(kind == after for kind, after in pairwise(held)):
        yield f"two meetings went on together: {held}"
    export = (world.folder / "log.json").read_text(encoding="utf-8")
    told = [it for it in meetings_in(logged(export)) if it.meeting.closed_at]
    rebuilt = Counter(read_message(minutes(Minuted(each, lambda person: NAMES.get(person, "")), {})) for each in told)
    posted = Counter(_posted(world))
    yield from (f"these minutes were posted and do not follow from the log:\n{words}" for words in posted - rebuilt)
    yield from (f"these minutes follow from the log and were not posted:\n{words}" for words in rebuilt - posted)


def _posted(world: World) -> Iterator[str]:
    kept: Any = world.sandbox.workspace
    for it in kept.messages:
        if it.user == kept.bot_user and not it.is_deleted and it.text.startswith("📝 Minutes of meeting"):
            yield read_message({"text": it.text, "blocks": it.blocks})
