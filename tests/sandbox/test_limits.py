"""Each limit is kept at the very number, on every surface: reached is accepted, passed is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.block_kit import Problem, check_message_blocks, check_view, is_too_large
from sandbox.block_kit.completing import completed
from tests.sandbox.blocks import Json, actions, asked, button, home, menu, modal, mrkdwn, option, plain, section, typed

Build = Callable[[int], Any]

SURFACES: dict[str, Callable[..., None]] = {
    "message": lambda *blocks: check_message_blocks(list(blocks)),
    "window": lambda *blocks: check_view(modal(*blocks)),
    "home": lambda *blocks: check_view(home(*blocks)),
}
CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}


def confirm(**change: Json) -> Json:
    return actions(button(confirm={**CONFIRM, **change}))


def choice(kind: str, count: int) -> Json:
    return actions({"type": kind, "action_id": "choice", "options": [option(f"Day {n}") for n in range(count)]})


def image(alt_text: str) -> Json:
    return {"type": "image", "image_url": "https://x.test/a.png", "alt_text": alt_text}


BLOCKS: dict[str, tuple[int, Build]] = {
    "section text": (3000, lambda length: section("x" * length)),
    "section fields": (10, lambda count: {"type": "section", "fields": [mrkdwn("x")] * count}),
    "field text": (2000, lambda length: {"type": "section", "fields": [mrkdwn("x" * length)]}),
    "header text": (150, lambda length: {"type": "header", "text": plain("x" * length)}),
    "context elements": (10, lambda count: {"type": "context", "elements": [mrkdwn("x")] * count}),
    "actions": (25, lambda count: actions(*[button(action_id=f"a{n}") for n in range(count)])),
    "button text": (75, lambda length: actions(button("x" * length))),
    "button value": (2000, lambda length: actions(button(value="x" * length))),
    "button url": (3000, lambda length: actions(button(url="x" * length))),
    "action_id": (255, lambda length: actions(button(action_id="x" * length))),
    "block_id": (255, lambda length: section("x", block_id="x" * length)),
    "select options": (100, lambda count: choice("static_select", count)),
    "overflow options": (5, lambda count: choice("overflow", count)),
    "radio buttons": (10, lambda count: choice("radio_buttons", count)),
    "checkboxes": (10, lambda count: choice("checkboxes", count)),
    "option text": (75, lambda length: actions(menu("x" * length))),
    "option value": (150, lambda length: actions(menu("x", options=[option("x", "x" * length)]))),
    "placeholder": (150, lambda length: actions(menu("x", placeholder=plain("x" * length)))),
    "confirm title": (100, lambda length: confirm(title=plain("x" * length))),
    "confirm text": (300, lambda length: confirm(text=plain("x" * length))),
    "confirm button": (30, lambda length: confirm(confirm=plain("x" * length))),
    "deny button": (30, lambda length: confirm(deny=plain("x" * length))),
    "alt text": (2000, lambda length: image("x" * length)),
}
INPUTS: dict[str, tuple[int, Build]] = {
    "what stands in a text input": (3000, lambda length: asked("Reason", typed(initial_value="x" * length))),
    "what a text input takes": (3000, lambda length: asked("Reason", typed(max_length=length))),
    "placeholder": (150, lambda length: asked("Reason", typed(placeholder=plain("x" * length)))),
    "label": (2000, lambda length: asked("x" * length, block_id="reason")),
    "hint": (2000, lambda length: asked("Reason", hint=plain("x" * length))),
}
VIEWS: dict[str, tuple[int, Build]] = {
    "title": (24, lambda length: modal(section("x"), title=plain("x" * length))),
    "submit": (24, lambda length: modal(section("x"), submit=plain("x" * length))),
    "close": (24, lambda length: modal(section("x"), close=plain("x" * length))),
    "private_metadata": (3000, lambda length: modal(section("x"), private_metadata="x" * length)),
    "callback_id": (255, lambda length: modal(section("x"), callback_id="x" * length)),
    "private_metadata at home": (3000, lambda length: {**home(section("x")), "private_metadata": "x" * length}),
    "callback_id at home": (255, lambda length: {**home(section("x")), "callback_id": "x" * length}),
    "blocks": (100, lambda count: modal(*[section("x")] * count)),
    "blocks at home": (100, lambda count: home(*[section("x")] * count)),
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("limited", BLOCKS)
def test_a_block_may_reach_a_limit_and_not_pass_it(surface: str, limited: str) -> None:
    most, build = BLOCKS[limited]

    SURFACES[surface](build(most))

    with pytest.raises(Problem):
        SURFACES[surface](build(most + 1))


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("limited", INPUTS)
def test_an_input_may_reach_a_limit_and_not_pass_it(surface: str, limited: str) -> None:
    most, build = INPUTS[limited]

    SURFACES[surface](build(most))

    with pytest.raises(Problem):
        SURFACES[surface](build(most + 1))


@pytest.mark.parametrize("limited", VIEWS)
def test_a_view_may_reach_a_limit_and_not_pass_it(limited: str) -> None:
    most, build = VIEWS[limited]

    check_view(build(most))

    with pytest.raises(Problem):
        check_view(build(most + 1))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_markdown_of_a_message_is_counted_together(count: int) -> None:
    blocks = [{"type": "markdown", "text": "x" * (12_000 // count)} for _ in range(count)]

    check_message_blocks(blocks)

    with pytest.raises(Problem):
        check_message_blocks([*blocks[1:], {"type": "markdown", "text": "x" * (12_000 // count + 1)}])


def test_a_view_may_have_two_hundred_and_fifty_thousand_characters() -> None:
    empty = len(json.dumps(modal()))

    assert not is_too_large(modal(private_metadata="x" * (250_000 - empty - len(', "private_metadata": ""'))))
    assert is_too_large(modal(private_metadata="x" * (250_001 - empty - len(', "private_metadata": ""'))))


@pytest.mark.parametrize(
    "block",
    [section("x", colour="red"), actions(button(tooltip="x")), actions(menu("x", size=2)), {"type": "table"}],
    ids=["block", "button", "menu", "kind"],
)
@pytest.mark.parametrize("surface", SURFACES)
def test_what_the_reference_does_not_name_is_refused_everywhere(surface: str, block: Json) -> None:
    with pytest.raises(Problem, match=r"invalid additional property|unsupported type"):
        SURFACES[surface](block)


@pytest.mark.parametrize("view", [modal(section("x"), state={}), {**home(section("x")), "title": plain("x")}])
def test_a_view_with_unknown_fields_is_refused(view: Json) -> None:
    with pytest.raises(Problem, match="invalid additional property"):
        check_view(view)


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons"])
@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_chosen_at_first_must_be_offered_to_the_letter(surface: str, kind: str) -> None:
    block = choice(kind, 3)
    chosen, other = option("Day 1"), option("Day 1", "another day")

    SURFACES[surface](actions({**block["elements"][0], "initial_option": chosen}))

    with pytest.raises(Problem, match="initial option must be one of the options"):
        SURFACES[surface](actions({**block["elements"][0], "initial_option": other}))


@pytest.mark.parametrize("kind", ["multi_static_select", "checkboxes"])
def test_all_that_is_chosen_at_first_must_be_offered(kind: str) -> None:
    offered = [option("Beds"), option("Nurses")]
    element = typed(kind, options=offered)

    check_view(modal(asked("Needs", {**element, "initial_options": offered})))

    with pytest.raises(Problem, match="initial option must be one of the options"):
        check_view(modal(asked("Needs", {**element, "initial_options": [offered[0], option("Money")]})))


def test_options_stand_alone_or_in_groups() -> None:
    groups = [{"label": plain("Some"), "options": [option("Beds")]}]
    select = typed("static_select", option_groups=groups, initial_option=option("Beds"))

    check_message_blocks([actions(select)])

    with pytest.raises(Problem, match="either options or option_groups is required"):
        check_message_blocks([actions({**select, "options": [option("Beds")]})])


def test_an_action_id_stands_once_in_a_block_and_may_stand_in_another() -> None:
    check_message_blocks([actions(button()), actions(button())])

    with pytest.raises(Problem, match="action_id must be unique"):
        check_message_blocks([actions(button(), button())])


@pytest.mark.parametrize("surface", SURFACES)
def test_a_block_id_stands_once_on_each_surface(surface: str) -> None:
    SURFACES[surface](section("x", block_id="a"), section("y", block_id="b"))

    with pytest.raises(Problem, match="block_id must be unique"):
        SURFACES[surface](section("x", block_id="a"), section("y", block_id="a"))


def test_a_field_that_is_null_counts_as_left_out() -> None:
    nulls: Json = dict.fromkeys(("min_length", "max_length", "initial_value", "placeholder", "focus_on_load"))

    check_view(modal(asked("Reason", typed(**nulls), hint=None, optional=None)))

    assert completed([actions({**button(), "action_id": None}, block_id=None)])[0]["elements"][0]["action_id"]
