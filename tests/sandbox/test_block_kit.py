"""The stand-in refuses what Slack refuses to show, at the limit and not before it."""

from typing import Any

import pytest

from sandbox.block_kit import LARGEST_MESSAGE, Problem, check_message_blocks, check_view, message_size
from tests.sandbox.blocks import (
    Json,
    actions,
    asked,
    button,
    home,
    menu,
    modal,
    mrkdwn,
    option,
    overflow,
    plain,
    rich,
    section,
    typed,
)

CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
PING = {"type": "user", "user_id": "U0ANN"}

SOUND_IN_MESSAGES = [
    section("x" * 3000),
    section("Ask", accessory=overflow("Amend", "Withdraw")),
    section("Ask", accessory={"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A bed"}),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider", "block_id": "line"},
    {"type": "context", "elements": [mrkdwn("said by Ann")] * 10},
    {"type": "markdown", "text": "# Beds"},
    actions(*[button(action_id=f"a{place}") for place in range(25)]),
    actions(button("x" * 75, value="x" * 2000, style="danger", confirm=CONFIRM)),
    actions(menu("Amend", "Withdraw", initial_option=option("Amend"))),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-20"}),
    asked("Reason", typed("plain_text_input")),
    rich(PING, {"type": "text", "text": "hello", "style": {"bold": True}}, {"type": "emoji", "name": "bed"}),
]
REFUSED_IN_MESSAGES: list[tuple[Any, str]] = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "either text or fields is required [json-pointer:/blocks/0]"),
    ({"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "must be less than 2001 characters"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn("x")}, "unsupported type of text: mrkdwn"),
    ({"type": "context", "elements": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "unsupported type of element: button"),
    ({"type": "divider", "text": plain("x")}, "invalid additional property: text"),
    ({"type": "sectoin"}, "unsupported type of block: sectoin"),
    ({"type": ["section"]}, "unsupported type of block"),
    ("section", "unsupported type of block"),
    (section("x", block_id="b" * 256), "must be less than 256 characters"),
    (actions(*[button(action_id=f"a{place}") for place in range(26)]), "no more than 25 items allowed"),
    (actions(button(), button()), "action_id must be unique"),
    (actions(button("x" * 76)), "must be less than 76 characters"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(style="green")), "must be one of primary, danger"),
    (actions({"type": "button", "text": mrkdwn("x"), "action_id": "a"}), "unsupported type of text"),
    (actions(button(confirm={**CONFIRM, "deny": plain("x" * 31)})), "must be less than 31 characters"),
    (actions(button(confirm={"title": plain("Sure?")})), "missing required field: text"),
    (actions(overflow(*"abcdef")), "no more than 5 items allowed"),
    (actions(menu(*[str(place) for place in range(101)])), "no more than 100 items allowed"),
    (actions(menu("Amend", initial_option=option("Withdraw"))), "initial option must be one of the options"),
    (actions(menu()), "no fewer than 1 items allowed"),
    (actions({"type": "static_select", "action_id": "m"}), "either options or option_groups is required"),
    (actions({"type": "datepicker", "action_id": "d", "initial_date": "20.11.2026"}), "must be a date as YYYY-MM-DD"),
    (
        actions({"type": "multi_static_select", "action_id": "m", "options": [option("a")]}),
        "unsupported type of element",
    ),
    (asked("Mail", typed("email_text_input")), "unsupported type of element here"),
    (rich({"type": "text", "text": ""}), "must be more than 0 characters"),
    (rich({"type": "broadcast", "range": "all"}), "must be one of here, channel, everyone"),
    ({"type": "image", "alt_text": "A bed"}, "either image_url or slack_file is required"),
]
REFUSED_VIEWS: list[tuple[Json, str]] = [
    (modal(section("x"), title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(section("x"), submit=plain("x" * 25)), "must be less than 25 characters"),
    (modal(section("x"), private_metadata="x" * 3001), "must be less than 3001 characters"),
    (modal(section("x"), callback_id="x" * 256), "must be less than 256 characters"),
    (modal(), "no fewer than 1 items allowed"),
    (modal(*[section("x")] * 101), "no more than 100 items allowed"),
    (modal(asked("Reason"), submit=None), "submit is required when there are input blocks"),
    (modal(asked("Reason"), asked("Reason")), "block_id must be unique"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type of block: markdown"),
    (modal(asked("Reason", typed(max_length=3001))), "must be a number from 1 to 3000"),
    (modal(asked("Reason", typed(max_length=5, initial_value="123456"))), "must be less than 6 characters"),
    (modal(asked("Reason", button())), "unsupported type of element: button"),
    (modal(asked("A", typed(focus_on_load=True)), asked("B", typed(focus_on_load=True))), "only one element"),
    (home(asked("Mail", typed("email_text_input"))), "unsupported type of element here"),
    ({"type": "workflow_step", "blocks": []}, "unsupported type of view: workflow_step"),
]


@pytest.mark.parametrize("block", SOUND_IN_MESSAGES, ids=lambda block: str(block["type"]))
def test_a_block_within_its_limits_is_accepted(block: Json) -> None:
    check_message_blocks([block])


@pytest.mark.parametrize(("block", "words"), REFUSED_IN_MESSAGES)
def test_a_block_beyond_its_limits_is_refused_with_slacks_words_and_its_place(block: Any, words: str) -> None:
    with pytest.raises(Problem) as refused:
        check_message_blocks([block])

    assert f"[ERROR] {words}" in str(refused.value)


@pytest.mark.parametrize(("view", "words"), REFUSED_VIEWS)
def test_a_window_that_slack_would_not_open_is_refused(view: Json, words: str) -> None:
    with pytest.raises(Problem) as refused:
        check_view(view)

    assert f"[ERROR] {words}" in str(refused.value)


def test_a_window_may_ask_for_what_a_message_may_not() -> None:
    check_view(
        modal(asked("Mail", typed("email_text_input"), optional=True), asked("Reason", typed("rich_text_input")))
    )


def test_a_message_has_at_most_fifty_blocks() -> None:
    check_message_blocks([section("x")] * 50)

    with pytest.raises(Problem, match="no more than 50 items allowed"):
        check_message_blocks([section("x")] * 51)


def test_markdown_counts_over_the_whole_message() -> None:
    with pytest.raises(Problem, match="12001 characters in all"):
        check_message_blocks([{"type": "markdown", "text": "x" * 6001}] * 2)


def test_a_message_is_measured_as_the_reports_about_slack_say() -> None:
    assert message_size([{"type": "markdown", "text": "x" * 13297}]) == LARGEST_MESSAGE
    assert message_size([{"type": "markdown", "text": "x" * 13172}, {"type": "divider"}]) == LARGEST_MESSAGE
