"""The composition objects: texts, options, confirmations."""

from typing import Any

from sandbox.block_kit.check import Check, Problem, by_type, fields, items, one_of, text, truth

URL = text(3000)


def plain_text(longest: int) -> Check:
    return by_type({"plain_text": fields({"text": text(longest)}, {"emoji": truth})}, "text")


def any_text(longest: int) -> Check:
    return by_type(
        {
            "plain_text": fields({"text": text(longest)}, {"emoji": truth}),
            "mrkdwn": fields({"text": text(longest)}, {"verbatim": truth}),
        },
        "text",
    )


def option(label: Check) -> Check:
    return fields({"text": label, "value": text(150)}, {"description": plain_text(75), "url": URL})


PLAIN_OPTION = option(plain_text(75))
OPTIONS = items(PLAIN_OPTION, 100)
OPTION_GROUPS = items(fields({"label": plain_text(75), "options": OPTIONS}), 100)

CONFIRM = fields(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)


def offered(value: Any) -> list[Any]:
    """List the options of a select, whether in groups or not."""
    groups = value.get("option_groups") or []
    return [*(value.get("options") or []), *(option for group in groups for option in group.get("options", []))]


def initial_is_offered(value: Any, pointer: str) -> None:
    """What is chosen at the start must match one of the options exactly."""
    chosen = value.get("initial_options") or ([value["initial_option"]] if value.get("initial_option") else [])
    for one in chosen:
        if one not in offered(value):
            raise Problem("initial option must be one of the options", pointer)


def has_options(value: Any, pointer: str) -> None:
    if bool(value.get("options")) == bool(value.get("option_groups")):
        raise Problem("either options or option_groups is required", pointer)
