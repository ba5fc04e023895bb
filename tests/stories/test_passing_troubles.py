"""Is everything said, once, although Slack could not do it just then, or something else answered for it?"""

import pytest

from tests.cast import ANN, HAL, KARA
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture


@only_sqlite
@pytest.mark.parametrize("word", ["team_added_to_org", "org_login_required"])
def test_a_receipt_comes_after_a_passing_trouble(stage: Stage, word: str) -> None:
    card = stage.raises()
    for method in ("chat.postEphemeral", "conversations.open", "chat.postMessage"):
        stage.sandbox.faults.error(method, word, times=2)
    stage.consents(card, ANN)
    stage.until(lambda: len([it for it in stage.sandbox.traffic.calls if it.answer.get("error") == word]) > 1)
    stage.sandbox.faults.clear()
    stage.private_words(ANN, "Recorded: Harbour Shelter consents")


def test_a_window_that_slack_opens_too_late_is_said_privately(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.error("views.open", "expired_trigger_id")

    stage.person(HAL).clicks("Object", card)

    words = "Slack was too slow to open the window, so nothing was recorded. Please press again."
    assert picture(stage.private_words(HAL, "too slow")) == words


def test_a_window_that_comes_too_late_after_a_press_in_a_direct_message_is_said_there(stage: Stage) -> None:
    card = stage.raises()
    stage.person(KARA).chooses("Remind", card)
    told = stage.private_words(HAL, "waits for Tollcross Housing First's answer")
    stage.sandbox.faults.error("views.open", "expired_trigger_id")

    stage.person(HAL).clicks("Read and answer", told)

    stage.until(lambda: [it for it in stage.person(HAL).direct_messages() if "too slow" in it.text])


def test_a_receipt_stays_one_message_where_slack_has_it_wait(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded: Harbour Shelter consents")
    stage.sandbox.faults.rate_limit("response_url", times=2)

    stage.person(ANN).clicks("Undo", receipt)

    with stage.without_pauses():
        stage.until(lambda: "consents" not in picture(receipt))
    assert not stage.sandbox.faults.waiting()
    assert len([it for it in stage.sandbox.workspace.messages if it.only_for == ANN]) == 1
