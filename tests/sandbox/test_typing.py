"""What can be typed and chosen in a window, and how it arrives."""

import pytest

from sandbox import NotPossible, Sandbox
from tests.sandbox.blocks import asked, menu, option, typed
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, ROOM
from tests.sandbox.conftest import Opens
from tests.sandbox.recorder import Recorder

REASON = asked("Reason", typed(max_length=20))
ALL_KINDS = [
    REASON,
    asked("More", typed(), optional=True),
    asked("Text", typed("rich_text_input")),
    asked("Day", typed("datepicker", initial_date="2026-11-20")),
    asked("Kind", menu("Hold", "Pass")),
    asked("People", typed("multi_users_select"), optional=True),
]


def test_what_was_typed_arrives_as_slack_writes_it(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    opens(*ALL_KINDS)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No nurses", "Text": "Two words", "Kind": "Hold"})

    assert ann.submits().is_acked

    values = heard.last["view"]["state"]["values"]
    assert values["reason"]["typed"] == {"type": "plain_text_input", "value": "No nurses"}
    assert values["more"]["typed"] == {"type": "plain_text_input", "value": None}
    assert values["text"]["typed"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "Two words"
    assert values["day"]["typed"] == {"type": "datepicker", "selected_date": "2026-11-20"}
    assert values["kind"]["menu"] == {"type": "static_select", "selected_option": option("Hold")}
    assert values["people"]["typed"] == {"type": "multi_users_select", "selected_users": []}
    assert ann.window is None


def test_slacks_own_app_keeps_lengths_formats_and_required_inputs(sandbox: Sandbox, opens: Opens) -> None:
    opens(REASON, asked("Day", typed("datepicker")), asked("Kind", menu("Hold")))
    ann = sandbox.person(HOME_ANN)

    for wrong in ({"Reason": "x" * 21}, {"Day": "Friday"}, {"Kind": "Veto"}, {"Cause": "x"}):
        with pytest.raises(NotPossible):
            ann.fills(wrong)
    with pytest.raises(NotPossible, match="Reason, Day, Kind"):
        ann.submits()


TYPED = [
    ("datepicker", "2026-11-20", "20.11.2026"),
    ("timepicker", "09:30", "24:00"),
    ("email_text_input", "ann@example.org", "ann"),
    ("url_text_input", "https://example.org", "example"),
    ("plain_text_input", "No nurses", "No"),
]


@pytest.mark.parametrize(("kind", "right", "wrong"), TYPED)
def test_only_what_fits_can_be_typed(sandbox: Sandbox, opens: Opens, kind: str, right: str, wrong: str) -> None:
    shortest = {"min_length": 3} if kind == "plain_text_input" else {}
    opens(asked("Answer", typed(kind, **shortest)))
    ann = sandbox.person(HOME_ANN)

    ann.fills({"Answer": right})

    with pytest.raises(NotPossible, match="Answer: "):
        ann.fills({"Answer": wrong})
    assert ann.window
    assert right in ann.window.typed["answer"]["typed"].values()


@pytest.mark.parametrize("kind", ["users_select", "multi_users_select"])
def test_a_list_of_people_offers_who_is_in_no_channel_too_and_nobody_else(
    sandbox: Sandbox, opens: Opens, heard: Recorder, kind: str
) -> None:
    sandbox.leaves(GUEST_BEN, ROOM)
    opens(asked("Who", typed(kind)))
    ann = sandbox.person(HOME_ANN)
    with pytest.raises(NotPossible, match="Who: U0NOBODY is not offered"):
        ann.fills({"Who": ["U0NOBODY"] if kind.startswith("multi") else "U0NOBODY"})

    ann.fills({"Who": [GUEST_BEN] if kind.startswith("multi") else GUEST_BEN})
    ann.submits()

    chosen = heard.last["view"]["state"]["values"]["who"]["typed"]
    assert GUEST_BEN in (chosen.get("selected_user"), *chosen.get("selected_users", []))


def test_several_options_are_chosen_by_their_words(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    offered = [option("Beds"), option("Nurses"), option("Money")]
    opens(asked("Needs", typed("checkboxes", options=offered)))
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Needs": ["Beds", "Money"]})

    ann.submits()

    chosen = heard.last["view"]["state"]["values"]["needs"]["typed"]["selected_options"]
    assert chosen == [offered[0], offered[2]]
