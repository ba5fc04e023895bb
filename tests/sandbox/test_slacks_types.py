"""The stand-in knows the fields that Slack's own SDK knows, of every block and element that it takes."""

from functools import partial
from typing import Any

import pytest
from slack_sdk.models.blocks import block_elements, blocks  # noqa: TID251 (what they know is compared)

from sandbox.block_kit import Problem, check_message_blocks, check_view
from sandbox.block_kit.blocks import BLOCKS, ONLY_IN_MESSAGES
from sandbox.block_kit.elements import ELEMENTS, ONLY_IN_MODALS
from tests.sandbox.blocks import (
    Json,
    actions,
    asked,
    button,
    menu,
    modal,
    mrkdwn,
    option,
    overflow,
    plain,
    rich,
    section,
)

IMAGE = {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A bed"}
SOUND: list[Json] = [
    section("x"),
    {"type": "header", "text": plain("x")},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("x")]},
    actions(button()),
    IMAGE,
    rich({"type": "text", "text": "x"}),
    asked("Reason"),
    {"type": "markdown", "text": "x"},
]
CHOICE: Json = {"options": [option("Beds")]}
WITH_OPTIONS = ("static_select", "multi_static_select", "checkboxes", "radio_buttons")
MORE: dict[str, Json] = {"number_input": {"is_decimal_allowed": False}} | dict.fromkeys(WITH_OPTIONS, CHOICE)

# What the SDK's common base classes offer to elements of which the reference does not say it.
NOT_IN_THE_REFERENCE = {
    ("checkboxes", "placeholder"),
    ("radio_buttons", "placeholder"),
    ("datetimepicker", "placeholder"),
    ("file_input", "confirm"),
    ("file_input", "focus_on_load"),
    ("file_input", "placeholder"),
    ("overflow", "alt_text"),
    ("button", "alt_text"),
    # For apps that are agents.
    ("button", "agent_prompt"),
    ("button", "agent_prompt_display"),
    ("button", "visible_to_user_ids"),
    *((kind, "confirm") for kind in ELEMENTS if kind.endswith("_input")),
}


def blocks_fields() -> dict[str, set[str]]:
    """List the fields of the SDK's blocks, by type; block_id and type are everybody's."""
    return {it.type: it.__new__(it).attributes for it in vars(blocks).values() if _is_a(it, blocks.Block)}


def elements_fields() -> dict[str, set[str]]:
    known = [it for it in vars(block_elements).values() if _is_a(it, block_elements.InteractiveElement)]
    return {it.type: it.__new__(it).attributes for it in known if not it.__name__.startswith("Link")}


def _is_a(thing: Any, kind: type) -> bool:
    return isinstance(thing, type) and issubclass(thing, kind) and isinstance(getattr(thing, "type", None), str)


def is_known(block: Json) -> bool:
    """Whether this block is not refused for a field that does not belong there."""
    try:
        if block["type"] == "input":
            check_view(modal(block))
        else:
            check_message_blocks([block])
    except Problem as problem:
        return "invalid additional property" not in str(problem)
    return True


def test_every_block_of_the_stand_in_is_tried() -> None:
    assert {block["type"] for block in SOUND} == {*BLOCKS, *ONLY_IN_MESSAGES}
    assert {*ELEMENTS} <= {*elements_fields()}
    assert {*ONLY_IN_MODALS} <= {*ELEMENTS}


@pytest.mark.parametrize("block", SOUND, ids=lambda block: str(block["type"]))
def test_a_block_takes_the_fields_of_slacks_own_class_and_no_others(block: Json) -> None:
    fields = blocks_fields()
    everywhere = set().union(*fields.values())

    taken = {name for name in everywhere if is_known({**block, name: block.get(name, [])})}

    assert taken == fields[block["type"]]


@pytest.mark.parametrize("kind", ELEMENTS)
def test_an_element_takes_the_fields_of_slacks_own_class_and_no_others(kind: str) -> None:
    fields = elements_fields()
    everywhere = set().union(*(fields[kind] for kind in ELEMENTS))
    element = {"button": button(), "overflow": overflow("Amend"), "static_select": menu("Amend")}.get(
        kind, {"type": kind, **MORE.get(kind, {})}
    )
    place = actions if kind in ("button", "overflow") else partial(asked, "x")

    taken = {name for name in everywhere if is_known(place({**element, name: element.get(name, [])}))}

    assert taken == {name for name in fields[kind] if (kind, name) not in NOT_IN_THE_REFERENCE}


def test_a_section_says_whether_it_is_folded() -> None:
    for expand in (True, False):
        check_message_blocks([section("x" * 3000, expand=expand)])
        check_view(modal(section("x" * 3000, expand=expand)))

    with pytest.raises(Problem, match="must be a boolean"):
        check_message_blocks([section("x", expand="yes")])


@pytest.mark.parametrize("kind", ["alert", "card", "container", "data_table", "table"])
def test_newer_blocks_are_refused_while_nobody_knows_them_to_work_by_slack_connect(kind: str) -> None:
    with pytest.raises(Problem, match=f"unsupported type of block: {kind}"):
        check_message_blocks([{"type": kind, "text": plain("x"), "rows": []}])
