"""Windows open, fill, refuse, change and close as in Slack."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import NotPossible, Sandbox
from sandbox.workspace import SlackError
from tests.sandbox.blocks import actions, asked, button, home, modal, option, section, typed
from tests.sandbox.cast import HOME_ANN, ROOM
from tests.sandbox.conftest import Opens
from tests.sandbox.recorder import Recorder

REASON = asked("Reason", typed(max_length=20))


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_a_trigger_opens_one_window_once_and_in_time(sandbox: Sandbox, client: WebClient) -> None:
    used, late = (sandbox.workspace.new_trigger(HOME_ANN) for _ in range(2))
    client.views_open(trigger_id=used, view=modal(REASON))
    sandbox.workspace.trigger_seconds = 0.0

    assert refusal(lambda: client.views_open(trigger_id=used, view=modal(REASON))) == "exchanged_trigger_id"
    assert refusal(lambda: client.views_open(trigger_id=late, view=modal(REASON))) == "expired_trigger_id"
    assert refusal(lambda: client.views_open(trigger_id="1.2.3", view=modal(REASON))) == "invalid_trigger_id"


def test_a_wrong_window_is_refused_and_does_not_use_up_the_trigger(sandbox: Sandbox, client: WebClient) -> None:
    trigger = sandbox.workspace.new_trigger(HOME_ANN)

    assert (
        refusal(lambda: client.views_open(trigger_id=trigger, view=modal(REASON, submit=None))) == "invalid_arguments"
    )
    assert client.views_open(trigger_id=trigger, view=modal(REASON))["ok"]


def test_a_window_must_not_be_too_large(sandbox: Sandbox, client: WebClient) -> None:
    trigger = sandbox.workspace.new_trigger(HOME_ANN)
    view = modal(*[section("x" * 2900) for _ in range(90)])

    assert refusal(lambda: client.views_open(trigger_id=trigger, view=view)) == "view_too_large"


def test_errors_stand_under_their_inputs_and_what_was_typed_stays(
    sandbox: Sandbox, opens: Opens, heard: Recorder
) -> None:
    opens(REASON)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No"})
    heard.answer = {"response_action": "errors", "errors": {"reason": "Please say more."}}

    ann.submits()

    assert ann.window
    assert ann.window.errors == {"Reason": "Please say more."}
    assert ann.window.typed["reason"]["typed"]["value"] == "No"


def test_a_changed_window_keeps_what_was_typed_where_the_ids_stay(
    sandbox: Sandbox, opens: Opens, heard: Recorder
) -> None:
    opens(REASON)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No nurses"})
    changed = modal(section("Somebody amended it."), REASON, asked("Other"))
    heard.answer = {"response_action": "update", "view": changed}

    ann.submits()

    assert ann.window
    values = {block_id: each["typed"]["value"] for block_id, each in ann.window.typed.items()}
    assert values == {"reason": "No nurses", "other": None}


def test_windows_stack_three_high(sandbox: Sandbox, client: WebClient, opens: Opens) -> None:
    root = opens(REASON)

    def push() -> Any:
        trigger = sandbox.workspace.new_trigger(HOME_ANN)
        return client.views_push(trigger_id=trigger, view=modal(REASON))["view"]

    second, third = push(), push()
    assert (second["previous_view_id"], third["previous_view_id"]) == (root["id"], second["id"])
    assert third["root_view_id"] == root["id"]
    assert refusal(push) == "push_limit_reached"


def test_a_window_that_was_sent_uncovers_the_one_below_unless_all_are_cleared(
    sandbox: Sandbox, client: WebClient, opens: Opens, heard: Recorder
) -> None:
    ann = sandbox.person(HOME_ANN)
    root = opens(section("below"))
    for answer, left in (({}, root["id"]), ({"response_action": "clear"}, None)):
        client.views_push(trigger_id=sandbox.workspace.new_trigger(HOME_ANN), view=modal(section("above")))
        heard.answer = answer
        ann.submits()
        assert (ann.window.id if ann.window else None) == left


def test_an_unacknowledged_window_stays_with_everything_typed(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    opens(REASON)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No nurses"})
    sandbox.faults.deliveries.lose_ack = 1

    assert not ann.submits().is_acked

    assert ann.window
    assert ann.window.typed["reason"]["typed"]["value"] == "No nurses"
    assert len(heard.bodies) == 1


def test_an_update_made_for_an_older_window_is_refused(client: WebClient, opens: Opens) -> None:
    view = opens(REASON)
    client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("new")))

    def update(**which: str) -> str:
        return refusal(lambda: client.views_update(view=modal(section("newer")), **which))

    assert update(view_id=view["id"], hash=view["hash"]) == "hash_conflict"
    assert update(view_id="V0NONE") == "not_found"


@pytest.mark.parametrize("notify", [True, False])
def test_closing_is_told_only_when_the_app_wants_to_know(
    sandbox: Sandbox,
    opens: Opens,
    heard: Recorder,
    notify: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    opens(REASON, notify_on_close=notify)
    ann = sandbox.person(HOME_ANN)

    ann.closes()

    assert ann.window is None
    assert [body["type"] for body in heard.bodies] == (["view_closed"] if notify else [])


def test_a_list_that_the_app_fills_is_looked_up_by_words(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    opens(asked("Decision", typed("external_select", min_query_length=0)))
    ann = sandbox.person(HOME_ANN)
    heard.answer = {"options": [option("1 Beds"), option("2 Nurses")]}

    assert ann.offered("Decision", "be") == ["1 Beds", "2 Nurses"]
    assert (heard.last["type"], heard.last["value"]) == ("block_suggestion", "be")

    ann.fills({"Decision": "2 Nurses"})
    heard.answer = {}
    ann.submits()
    assert heard.last["view"]["state"]["values"]["decision"]["typed"]["selected_option"] == option("2 Nurses")


def test_a_button_in_a_window_or_on_the_home_tab_tells_which_view(
    sandbox: Sandbox, client: WebClient, opens: Opens, heard: Recorder
) -> None:
    ann = sandbox.person(HOME_ANN)
    client.views_publish(user_id=HOME_ANN, view=home(section("Hello"), actions(button("Raise"))))
    opens(actions(button("History")), REASON)
    assert ann.home
    assert ann.window
    views = (ann.window, ann.home)

    for view, words in zip(views, ("History", "Raise"), strict=True):
        ann.clicks(words, view)
        assert heard.last["container"] == {"type": "view", "view_id": view.id}
        assert heard.last["view"]["hash"] == view.hash
        assert "channel" not in heard.last


def test_the_way_in_does_not_matter_for_a_shortcut(sandbox: Sandbox, heard: Recorder) -> None:
    ann = sandbox.person(HOME_ANN)
    message = ann.writes("Ten beds?", ROOM)

    ann.uses_message_shortcut("propose_this", message)
    ann.uses_shortcut("raise")

    first, second = heard.bodies
    assert (first["type"], first["message"]["text"], first["channel"]["id"]) == ("message_action", "Ten beds?", ROOM)
    assert (second["type"], second["callback_id"]) == ("shortcut", "raise")


def test_an_answer_may_put_a_window_on_top(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    below = opens(REASON)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No nurses"})
    heard.answer = {"response_action": "push", "view": modal(section("Sure?"))}

    ann.submits()

    assert ann.window
    assert (ann.window.previous_id, ann.window.body["blocks"][0]["text"]["text"]) == (below["id"], "Sure?")
    ann.closes()
    assert ann.window.typed["reason"]["typed"]["value"] == "No nurses"


def test_an_error_stands_only_under_an_input(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    opens(section("Beds", block_id="words"), REASON)
    ann = sandbox.person(HOME_ANN)
    ann.fills({"Reason": "No"})
    heard.answer = {"response_action": "errors", "errors": {"words": "Please say more."}}

    with pytest.raises(NotPossible, match="only under an input"):
        ann.submits()


def test_an_answer_with_a_wrong_window_is_refused(sandbox: Sandbox, opens: Opens, heard: Recorder) -> None:
    opens(section("Sure?"))
    heard.answer = {"response_action": "update", "view": modal(REASON, submit=None)}

    with pytest.raises(SlackError, match="invalid_arguments"):
        sandbox.person(HOME_ANN).submits()


def test_a_home_tab_is_replaced_only_as_it_was_seen(sandbox: Sandbox, client: WebClient) -> None:
    first = client.views_publish(user_id=HOME_ANN, view=home(section("one")))["view"]
    client.views_publish(user_id=HOME_ANN, view=home(section("two")), hash=first["hash"])

    def publish() -> Any:
        return client.views_publish(user_id=HOME_ANN, view=home(section("three")), hash=first["hash"])

    assert refusal(publish) == "hash_conflict"
    shown = sandbox.person(HOME_ANN).home
    assert shown
    assert shown.body["blocks"][0]["text"]["text"] == "two"


def test_a_window_opens_only_for_somebody_who_just_did_something(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("views.open", json={"view": modal(REASON)})) == "invalid_arguments"


def test_a_window_that_was_closed_cannot_be_updated_or_pressed(
    sandbox: Sandbox, client: WebClient, opens: Opens
) -> None:
    view = opens(actions(button("History")), REASON)
    ann = sandbox.person(HOME_ANN)
    window = ann.window
    assert window
    ann.closes()

    assert refusal(lambda: client.views_update(view_id=view["id"], view=modal(REASON))) == "not_found"
    with pytest.raises(NotPossible, match="not on top"):
        ann.clicks("History", window)
