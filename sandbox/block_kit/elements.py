"""The interactive elements that there are, and what Slack asks of each."""

from typing import Any

from sandbox.block_kit.check import (
    Check,
    Problem,
    both,
    fields,
    items,
    matching,
    number,
    one_of,
    text,
    truth,
)
from sandbox.block_kit.objects import (
    CONFIRM,
    OPTION_GROUPS,
    OPTIONS,
    PLAIN_OPTION,
    URL,
    any_text,
    has_options,
    initial_is_offered,
    option,
    plain_text,
)
from sandbox.block_kit.rich_text import RICH_TEXT

_ID = {"action_id": text(255)}
_FOCUS = {"focus_on_load": truth}
_SHOWN = {"placeholder": plain_text(150), **_FOCUS}
_ASKS = {"confirm": CONFIRM}
_DATE = matching(r"\d{4}-\d\d-\d\d", "a date as YYYY-MM-DD")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm")
_PERSON = text(40)
_SOME = {"max_selected_items": number(1, 1000)}
_QUERY = {"min_query_length": number(0, 100)}
_LINES = number(1, 100)
_TRIGGERS = items(one_of("on_enter_pressed", "on_character_entered"), 2)
_ON_TYPING = {"dispatch_action_config": fields({}, {"trigger_actions_on": _TRIGGERS})}


def _select(initial: dict[str, Check]) -> Check:
    return fields({}, {**_ID, **_SHOWN, **_ASKS, **initial})


def _static(initial: dict[str, Check]) -> Check:
    shape = fields({}, {**_ID, **_SHOWN, **_ASKS, "options": OPTIONS, "option_groups": OPTION_GROUPS, **initial})
    return both(shape, has_options, initial_is_offered)


def _choices(initial: dict[str, Check]) -> Check:
    shape = fields({"options": items(option(any_text(75)), 10)}, {**_ID, **_ASKS, **_FOCUS, **initial})
    return both(shape, initial_is_offered)


def _lengths(value: Any, pointer: str) -> None:
    start, shortest, longest = value.get("initial_value"), value.get("min_length") or 0, value.get("max_length") or 3000
    if shortest > longest:
        raise Problem("min_length must not be greater than max_length", pointer)
    if start and len(start) > longest:
        raise Problem(f"must be less than {longest + 1} characters", f"{pointer}/initial_value")


_FILTER = fields(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": truth,
        "exclude_bot_users": truth,
    },
)
_CONVERSATIONS = {"default_to_current_conversation": truth, "filter": _FILTER}

ELEMENTS: dict[str, Check] = {
    "button": fields(
        {"text": plain_text(75)},
        {
            **_ID,
            **_ASKS,
            "value": text(2000),
            "url": URL,
            "style": one_of("primary", "danger"),
            "accessibility_label": text(75),
        },
    ),
    "overflow": fields({"options": items(PLAIN_OPTION, 5)}, {**_ID, **_ASKS}),
    "static_select": _static({"initial_option": PLAIN_OPTION}),
    "multi_static_select": _static({"initial_options": items(PLAIN_OPTION, 100), **_SOME}),
    "external_select": _select({"initial_option": PLAIN_OPTION, **_QUERY}),
    "multi_external_select": _select({"initial_options": items(PLAIN_OPTION, 100), **_QUERY, **_SOME}),
    "users_select": _select({"initial_user": _PERSON}),
    "multi_users_select": _select({"initial_users": items(_PERSON, 1000), **_SOME}),
    "conversations_select": _select({"initial_conversation": _PERSON, "response_url_enabled": truth, **_CONVERSATIONS}),
    "multi_conversations_select": _select({"initial_conversations": items(_PERSON, 1000), **_CONVERSATIONS, **_SOME}),
    "channels_select": _select({"initial_channel": _PERSON, "response_url_enabled": truth}),
    "multi_channels_select": _select({"initial_channels": items(_PERSON, 1000), **_SOME}),
    "datepicker": fields({}, {**_ID, **_SHOWN, **_ASKS, "initial_date": _DATE}),
    "timepicker": fields({}, {**_ID, **_SHOWN, **_ASKS, "initial_time": _TIME, "timezone": text(80)}),
    "datetimepicker": fields({}, {**_ID, **_ASKS, **_FOCUS, "initial_date_time": number(10**9, 10**10 - 1)}),
    "checkboxes": _choices({"initial_options": items(option(any_text(75)), 10)}),
    "radio_buttons": _choices({"initial_option": option(any_text(75))}),
    "plain_text_input": both(
        fields(
            {},
            {
                **_ID,
                **_SHOWN,
                **_ON_TYPING,
                "initial_value": text(3000, 0),
                "multiline": truth,
                "min_length": number(0, 3000),
                "max_length": number(1, 3000),
            },
        ),
        _lengths,
    ),
    "rich_text_input": fields(
        {}, {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": RICH_TEXT, "min_lines": _LINES, "max_lines": _LINES}
    ),
    "number_input": fields(
        {"is_decimal_allowed": truth},
        {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": text(50), "min_value": text(50), "max_value": text(50)},
    ),
    "email_text_input": fields({}, {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": text(3000)}),
    "url_text_input": fields({}, {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": text(3000)}),
    "file_input": fields({}, {**_ID, "filetypes": items(text(20), 50), "max_files": number(1, 10)}),
}

_SINGLE_SELECTS = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"]
_MULTI_SELECTS = [f"multi_{kind}" for kind in _SINGLE_SELECTS]
_PICKED = ["checkboxes", "radio_buttons", "datepicker", "timepicker", *_SINGLE_SELECTS]

# Inputs that Slack offers in windows alone.
ONLY_IN_MODALS = ["number_input", "email_text_input", "url_text_input", "file_input"]
IN_ACTIONS = ["button", "overflow", "datetimepicker", "rich_text_input", *_PICKED]
IN_SECTION = ["button", "overflow", *_PICKED, *_MULTI_SELECTS]
IN_INPUT = ["datetimepicker", "plain_text_input", "rich_text_input", *ONLY_IN_MODALS, *_PICKED, *_MULTI_SELECTS]
