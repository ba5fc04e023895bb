"""Does the channel keep a list of all decisions, where an operator asks for it?"""

import pytest

from sandbox import Message
from tests.cast import CHANNEL, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

NEW = {"Title": "Twelve *winter* beds", "What we propose": "Twelve.", "Why this is best for people": "Warmth."}


@pytest.fixture
def ready(quiet_stage: Stage) -> Stage:
    """An operator switched it on and gave the app its scopes."""
    quiet_stage.sandbox.grants("canvases:write", "pins:write")
    return quiet_stage


def starts(stage: Stage) -> None:
    stage.start_bot(LIVING_LOG="on")


def decides(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)


def supersedes(stage: Stage) -> Message:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.offered("Supersedes", "winter")
    kara.fills({**NEW, "Supersedes": "No. 1 · Ten winter beds"})
    kara.submits()
    return stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])


def canvas(stage: Stage) -> str:
    kept = stage.sandbox.workspace
    return kept.canvases.get(kept.channels[CHANNEL].canvas_id, "")


def pinned(stage: Stage) -> str:
    """Show the lists that are pinned; the front desk is pinned as well."""
    kept = stage.sandbox.workspace
    kept_pins = [it for it in kept.messages if it.ts in kept.channels[CHANNEL].pins and not it.is_deleted]
    return "\n".join(picture(it) for it in kept_pins if not it.text.startswith("Accord's desk"))


def test_the_canvas_lists_decisions_and_what_became_of_them(ready: Stage) -> None:
    starts(ready)
    ready.until(lambda: "Nothing has been decided yet." in canvas(ready))
    decides(ready)
    ready.until(lambda: "[No. 1 · Ten winter beds](https://alliance.slack.com/" in canvas(ready))

    ready.consents(supersedes(ready), *LEADS)

    ready.until(lambda: "superseded by No. 2" in canvas(ready))
    assert canvas(ready).startswith("# Decisions of Glasgow Alliance to End Homelessness\n2 decisions, newest first.")
    assert "[No. 2 · Twelve \\*winter\\* beds]" in canvas(ready)
    assert pinned(ready) == ""


def test_where_there_are_no_canvases_a_pinned_message_does(ready: Stage) -> None:
    ready.sandbox.workspace.allows_canvases = False
    starts(ready)
    ready.until(lambda: "Nothing has been decided yet." in pinned(ready))

    decides(ready)

    ready.until(lambda: "|No. 1 · Ten winter beds> · agreed on " in pinned(ready))
    assert pinned(ready).count("Our decisions") == 1


@only_sqlite
def test_a_canvas_of_peoples_own_is_left_alone(ready: Stage) -> None:
    kept = ready.sandbox.workspace
    kept.channels[CHANNEL].canvas_id, kept.canvases["F0OURS"] = "F0OURS", "Tea at four"

    starts(ready)

    ready.until(lambda: pinned(ready))
    assert canvas(ready) == "Tea at four"


@only_sqlite
def test_a_canvas_whose_id_was_lost_stays_empty(ready: Stage) -> None:
    ready.sandbox.faults.lose_reply("conversations.canvases.create")

    starts(ready)

    ready.until(lambda: pinned(ready))
    assert canvas(ready) == ""


@only_sqlite
def test_without_the_scopes_it_is_a_message(quiet_stage: Stage) -> None:
    starts(quiet_stage)

    quiet_stage.until(lambda: any("Our decisions" in picture(it) for it in quiet_stage.channel()))
    assert pinned(quiet_stage) == ""
    quiet_stage.until(lambda: "scope canvases:write is missing: the living log can't be a canvas" in quiet_stage.log())


@only_sqlite
def test_a_list_that_was_deleted_is_not_posted_again(ready: Stage) -> None:
    ready.sandbox.workspace.allows_canvases = False
    starts(ready)
    ready.until(lambda: pinned(ready))
    for message in ready.channel():
        message.is_deleted = True

    decides(ready)

    ready.until(lambda: "can't be shown: message_not_found" in ready.log())
    assert not [it for it in ready.channel() if "Our decisions" in picture(it)]


@only_sqlite
def test_a_restart_goes_on_with_the_same_list(ready: Stage) -> None:
    starts(ready)
    ready.until(lambda: canvas(ready))
    ready.stop_bot()
    ready.wait_for_bots_end()

    starts(ready)
    decides(ready)

    ready.until(lambda: "No. 1" in canvas(ready))
    assert len(ready.sandbox.workspace.canvases) == 1


@only_sqlite
def test_it_is_off_unless_it_is_asked_for(stage: Stage) -> None:
    decides(stage)

    assert stage.sandbox.workspace.canvases == {}
    assert not [it for it in stage.channel() if "Our decisions" in picture(it)]


@only_sqlite
def test_a_setting_that_is_neither_is_told(quiet_stage: Stage) -> None:
    answer = quiet_stage.accord("run", LIVING_LOG="yes")

    assert answer.returncode == 2
    assert "LIVING_LOG is 'yes'; it is either on or off" in answer.stderr
