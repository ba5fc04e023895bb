"""Does the card end true when two answer at the same moment and Slack is slow? BURSTS says how often it is tried."""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox import Message
from tests.cast import ANN, DEV
from tests.databases import on_both_databases
from tests.reading import answers_shown
from tests.stories.stage import Stage

pytestmark = on_both_databases

BURSTS = int(os.environ.get("BURSTS", "12"))
NAMES = {ANN: "Harbour Shelter", DEV: "Clyde Outreach"}


def answers(stage: Stage, card: Message, person: str, burst: int) -> None:
    """Consent and object by turns, so that every burst changes what both say."""
    who = stage.person(person)
    if (burst + (person == DEV)) % 2:
        assert who.clicks("Consent", card).is_acked
        return
    who.clicks("Object", card)
    who.fills({"Reason": f"Reason {burst}"})
    assert who.submits().is_acked


def said(stage: Stage) -> dict[str, str]:
    """Tell how the card must look, by the database alone."""
    signs = {"consent": "✅", "objection": "✋"}
    rows = stage.rows(
        'SELECT "by", kind FROM responses r '
        "WHERE id = (SELECT max(id) FROM responses n WHERE n.partner_id = r.partner_id)"
    )
    return {NAMES[person]: signs[kind] for person, kind in rows}


def shown(card: Message) -> dict[str, str]:
    return answers_shown({"text": card.text, "blocks": card.blocks})


@pytest.mark.timeout(1800)
def test_the_last_update_is_the_true_one(stage: Stage) -> None:
    card = stage.raises()
    chance = random.Random(7)  # noqa: S311 (it is to be repeatable)

    for burst in range(BURSTS):
        for _ in range(6):
            before, after = chance.uniform(0, 0.12), chance.uniform(0, 0.12)
            stage.sandbox.faults.delay("*", before=before, after=after)
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda person, now=burst: answers(stage, card, person, now), (ANN, DEV)))
        stage.until(lambda: stage.rows("SELECT count(*) FROM lanes WHERE claimed_until IS NOT NULL") == [(0,)])

        stage.until(lambda: shown(card) == said(stage))

    assert len(said(stage)) == 2
    assert shown(card) == said(stage)
