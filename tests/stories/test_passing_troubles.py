"""Is everything said, once, although Slack could not do it just then, or something else answered for it?"""

import pytest

from tests.cast import ANN
from tests.databases import only_sqlite
from tests.stories.stage import Stage


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
