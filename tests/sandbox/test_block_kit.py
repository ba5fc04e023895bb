"""Does the sandbox refuse the blocks and windows that Slack would refuse?"""

from typing import Any

import pytest

from sandbox.block_kit import Problem, check_message_blocks, check_view

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(1), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(1), **more}


def buttons(count: int) -> Json:
    return {"type": "actions", "elements": [button() for _ in range(count)]}


def options(count: int, value: int = 1) -> list[Json]:
    return [{"text": plain(1), "value": "v" * value} for _ in range(count)]


def menu(count: int) -> Json:
    return {"type": "actions", "elements": [{"type": "overflow", "options": options(count)}]}


def select(**more: Any) -> Json:
    return {"type": "actions", "elements": [{"type": "static_select", "options": options(1), **more}]}


def typed(**more: Any) -> Json:
    return {"type": "input", "label": plain(5), "element": {"type": "plain_text_input", **more}}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain(5), "blocks": list(blocks) or [section()], **more}


LIMITS: list[tuple[str, Any, int]] = [
    ("section text", lambda n: [{"type": "section", "text": mrkdwn(n)}], 3000),
    ("section fields", lambda n: [{"type": "section", "fields": [mrkdwn(1)] * n}], 10),
    ("length of a field", lambda n: [{"type": "section", "fields": [mrkdwn(n)]}], 2000),
    ("header", lambda n: [{"type": "header", "text": plain(n)}], 150),
    ("context elements", lambda n: [{"type": "context", "elements": [mrkdwn(1)] * n}], 10),
    ("actions elements", lambda n: [buttons(n)], 25),
    ("button text", lambda n: [{"type": "actions", "elements": [button(text=plain(n))]}], 75),
    ("button value", lambda n: [{"type": "actions", "elements": [button(value="v" * n)]}], 2000),
    ("button url", lambda n: [{"type": "actions", "elements": [button(url="u" * n)]}], 3000),
    ("action id", lambda n: [{"type": "actions", "elements": [button(action_id="a" * n)]}], 255),
    ("block id", lambda n: [section(block_id="b" * n)], 255),
    ("overflow options", lambda n: [menu(n)], 5),
    ("select options", lambda n: [select(options=options(n))], 100),
    ("option value", lambda n: [select(options=options(1, n))], 150),
    ("blocks of a message", lambda n: [section() for _ in range(n)], 50),
    ("markdown", lambda n: [{"type": "markdown", "text": "x" * n}], 12000),
    ("alt text", lambda n: [{"type": "image", "image_url": "https://a.uk", "alt_text": "x" * n}], 2000),
]


@pytest.mark.parametrize(("blocks", "limit"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS])
def test_a_message_at_its_limit_is_taken_and_one_over_it_is_refused(blocks: Any, limit: int) -> None:
    check_message_blocks(blocks(limit))

    with pytest.raises(Problem):
        check_message_blocks(blocks(limit + 1))


VIEW_LIMITS: list[tuple[str, Any, int]] = [
    ("title", lambda n: modal(title=plain(n)), 24),
    ("submit", lambda n: modal(submit=plain(n)), 24),
    ("close", lambda n: modal(close=plain(n)), 24),
    ("private metadata", lambda n: modal(private_metadata="x" * n), 3000),
    ("callback id", lambda n: modal(callback_id="x" * n), 255),
    ("blocks", lambda n: modal(*[section() for _ in range(n)]), 100),
    ("placeholder", lambda n: modal(typed(placeholder=plain(n)), submit=plain(2)), 150),
    ("initial value", lambda n: modal(typed(initial_value="x" * n), submit=plain(2)), 3000),
]


@pytest.mark.parametrize(("view", "limit"), [case[1:] for case in VIEW_LIMITS], ids=[case[0] for case in VIEW_LIMITS])
def test_a_window_at_its_limit_is_taken_and_one_over_it_is_refused(view: Any, limit: int) -> None:
    check_view(view(limit))

    with pytest.raises(Problem):
        check_view(view(limit + 1))


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "nonsense"}],
        [section(colour="red")],
        [{"type": "section"}],
        [{"type": "section", "text": mrkdwn(0)}],
        [{"type": "header", "text": mrkdwn(3)}],
        [{"type": "actions", "elements": []}],
        [{"type": "actions", "elements": [button(action_id="a"), button(action_id="a")]}],
        [section(block_id="a"), section(block_id="a")],
        [select(options=[])],
        [select(initial_option={"text": plain(2), "value": "other"})],
        [select(option_groups=[{"label": plain(1), "options": options(1)}])],
        [typed()],
        [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
            }
        ],
        [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}],
        "blocks",
    ],
)
def test_a_message_with_something_wrong_is_refused(blocks: Any) -> None:
    with pytest.raises(Problem):
        check_message_blocks(blocks)


@pytest.mark.parametrize(
    "view",
    [
        modal(typed()),
        modal({"type": "markdown", "text": "x"}),
        {"type": "modal", "blocks": [section()]},
        {"type": "drawer", "blocks": [section()]},
        modal(typed(max_length=3001), submit=plain(2)),
        modal({**typed(), "element": {"type": "datepicker", "initial_date": "1 May"}}, submit=plain(2)),
        modal(*[{"type": "section", "text": {"type": "mrkdwn", "text": "ü" * 3000}} for _ in range(90)]),
    ],
    ids=["input without submit", "markdown", "no title", "unknown type", "max_length", "date", "250 kB"],
)
def test_a_window_with_something_wrong_is_refused(view: Json) -> None:
    with pytest.raises(Problem):
        check_view(view)


def test_a_problem_is_told_as_slack_tells_it() -> None:
    words = r"\[ERROR\] must be less than 3001 characters \[json-pointer:/blocks/0/text/text\]"

    with pytest.raises(Problem, match=words):
        check_message_blocks([{"type": "section", "text": mrkdwn(3001)}])
