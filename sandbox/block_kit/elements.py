"""Which interactive elements are there, and what does Slack ask of each?"""

from typing import Any

from sandbox.block_kit.check import (
    Check,
    Problem,
    anything,
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
_ON_TYPING = {"dispatch_action_config": anything}


def _select(initial: dict[str, Check]) -> Check:
    return fields({}, {**_ID, **_SHOWN, **_ASKS, **initial})


def _static(initial: dict[str, Check]) -> Check:
    shape = fields({}, {**_ID, **_SHOWN, **_ASKS, "options": OPTIONS, "option_groups": OPTION_GROUPS, **initial})
    return both(shape, has_options, initial_is_offered)


def _choices(initial: dict[str, Check]) -> Check:
    shape = fields({"options": items(option(any_text(75)), 10)}, {**_ID, **_ASKS, **_FOCUS, **initial})
    return both(shape, initial_is_offered)


def _lengths(value: Any, pointer: str) -> None:
    start, shortest, longest = value.get("initial_value"), value.get("min_length", 0), value.get("max_length", 3000)
    if shortest > longest:
        raise Problem("min_length must not be greater than max_length", pointer)
    if start and len(start) > longest:
        raise Problem(f"must be less than {longest + 1} characters", f"{pointer}/initial_value")


_CONVERSATIONS = {"default_to_current_conversation": truth, "response_url_enabled": truth, "filter": anything}

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
    "external_select": _select({"initial_option": PLAIN_OPTION, "min_query_length": number(0, 100)}),
    "users_select": _select({"initial_user": _PERSON}),
    "multi_users_select": _select({"initial_users": items(_PERSON, 1000), **_SOME}),
    "conversations_select": _select({"initial_conversation": _PERSON, **_CONVERSATIONS}),
    "channels_select": _select({"initial_channel": _PERSON, "response_url_enabled": truth}),
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
    "rich_text_input": fields({}, {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": RICH_TEXT}),
    "number_input": fields(
        {"is_decimal_allowed": truth},
        {**_ID, **_SHOWN, **_ON_TYPING, "initial_value": text(50), "min_value": text(50), "max_value": text(50)},
    ),
}

IN_ACTIONS = [
    "button",
    "checkboxes",
    "datepicker",
    "datetimepicker",
    "overflow",
    "radio_buttons",
    "rich_text_input",
    "timepicker",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_users_select",
]
IN_SECTION = [kind for kind in IN_ACTIONS if kind not in ("rich_text_input", "datetimepicker")]
IN_INPUT = [
    "checkboxes",
    "datepicker",
    "datetimepicker",
    "timepicker",
    "radio_buttons",
    "plain_text_input",
    "rich_text_input",
    "number_input",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_users_select",
]
ONLY_IN_WINDOWS = ("plain_text_input", "number_input")
