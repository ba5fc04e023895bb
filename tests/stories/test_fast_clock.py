"""Do honest exports and packs hold, and tell the same, after a clock was two days fast for a while?"""

import json
from datetime import UTC, date, datetime, timedelta
from zipfile import ZipFile

from tests import outside
from tests.cast import HAL, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage

FAST = timedelta(days=2)


def packed(stage: Stage, first: date, last: date) -> dict[str, str]:
    """Answer a request for these days."""
    answer = stage.accord("foi", "--from", str(first), "--to", str(last), "--out", "pack.zip")
    assert answer.returncode == 0, answer.stderr
    with ZipFile(stage.folder / "pack.zip") as pack:
        return {name: pack.read(name).decode() for name in pack.namelist()}


@only_sqlite
def test_after_a_fast_clock_exports_and_packs_hold_and_tell_the_same(quiet_stage: Stage) -> None:
    stage, today = quiet_stage, datetime.now(UTC).date()
    stage.start_bot()
    card = stage.raises()
    stage.stop_bot()
    stage.wait_for_bots_end()
    stage.start_bot_ahead(FAST)
    stage.objects(card, HAL)
    stage.card_says(card, "*✋ Held by 1 objection ")
    stage.stop_bot()
    stage.wait_for_bots_end()
    stage.sandbox.workspace.clock_offset = 0
    stage.start_bot()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])

    spans = [
        (),
        ("--until", today),
        ("--since", today + timedelta(days=1)),
        ("--since", today, "--until", today + FAST),
    ]
    exported = [stage.accord("log", "export", "--format", "json", *map(str, span)).stdout for span in spans]
    first, last = packed(stage, today - FAST, today), packed(stage, today + timedelta(days=1), today + 2 * FAST)

    verdicts = [outside.verdict(text) for text in (*exported, first["entries.json"], last["entries.json"])]
    assert [held for held, _ in verdicts] == [True] * 6, verdicts
    assert verdicts[0][1].endswith(outside.follows(1))
    whole, until, since, _ = ([each["hash"] for each in entries(text)] for text in exported)
    assert [*until, *since] == whole
    for words, page in {"Raised: No. 1": first, "Objection to No. 1": last, "Agreed: No. 1": last}.items():
        assert [words in pack["matters/1.html"] for pack in (first, last)] == [page is first, page is last], words
    # What Accord said of an entry is in the same pack.
    for words in ("Tollcross Housing First objects to No. 1", "✅ Agreed"):
        assert [words in pack["matters/1.html"] for pack in (first, last)] == [False, True], words


def entries(exported: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(exported)["alliances"][0]["entries"]
    return found
