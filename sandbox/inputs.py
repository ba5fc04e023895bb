"""What Slack's app lets a person type and choose in a window."""

import re
from typing import Any

from sandbox.block_kit.objects import offered
from sandbox.web_api.views import STATE
from sandbox.workspace import Json, View

LONGEST_PLAIN, MOST_FILES = 3000, 10
_FORMATS = {
    "datepicker": r"\d{4}-\d\d-\d\d",
    "timepicker": r"([01]\d|2[0-3]):[0-5]\d",
    "email_text_input": r"[^@\s]+@[^@\s]+",
    "url_text_input": r"\w+://\S+",
    "number_input": r"-?\d+(\.\d+)?",
}


def fill(view: View, block: Json, value: Any) -> None:
    """Put a value into an input. Raises ValueError when Slack's app would not take it."""
    element = block["element"]
    view.typed[block["block_id"]][element.get("action_id", "")] = {"type": element["type"], **chosen(element, value)}


def chosen(element: Json, value: Any) -> Json:
    """Write what was typed or chosen as Slack does. An option is named by its words, or by {"value": …}."""
    return {STATE[element["type"]][0]: _taken(element, value)}


def action_of(element: Json, choice: Any) -> Json:
    """Write what was done with a control outside an input, as Slack tells it."""
    kind = element["type"]
    if kind == "button":
        return {"type": kind, "text": element["text"], "value": element.get("value", "")}
    if kind == "overflow":
        return {"type": kind, "selected_option": _option(element, choice)}
    return {"type": kind, **chosen(element, choice)}


def missing_inputs(view: View) -> list[str]:
    """List the labels of inputs that must be filled and are not."""
    return [
        block["label"]["text"]
        for block in view.body["blocks"]
        if block["type"] == "input" and not block.get("optional") and not _is_filled(view, block)
    ]


def _is_filled(view: View, block: Json) -> bool:
    state = view.typed[block["block_id"]][block["element"].get("action_id", "")]
    value = state[STATE[block["element"]["type"]][0]]
    if isinstance(value, dict) and value.get("type") == "rich_text":
        return any(inline for part in value["elements"] for inline in part["elements"])
    return bool(value)


def _taken(element: Json, value: Any) -> Any:
    kind = element["type"]
    if value in (None, ""):
        return None
    if kind == "rich_text_input":
        return value if isinstance(value, dict) else _rich(value)
    if STATE[kind][0] == "selected_option":
        return _option(element, value)
    if STATE[kind][0] == "selected_options":
        return [_option(element, one) for one in value]
    if kind == "plain_text_input":
        _check_length(element, value)
    if kind == "file_input":
        _check_files(element, value)
    if kind in _FORMATS and not re.fullmatch(_FORMATS[kind], str(value)):
        raise ValueError(f"{value!r} cannot be typed here")
    return value


def _check_length(element: Json, words: str) -> None:
    longest, shortest = element.get("max_length", LONGEST_PLAIN), element.get("min_length", 0)
    if len(words) > longest:
        raise ValueError(f"at most {longest} characters can be typed")
    if len(words) < shortest:
        raise ValueError(f"at least {shortest} characters are needed")


def _check_files(element: Json, files: list[Json]) -> None:
    if len(files) > element.get("max_files", MOST_FILES):
        raise ValueError(f"at most {element.get('max_files', MOST_FILES)} files can be chosen")
    taken = element.get("filetypes") or ()
    for file in files:
        if taken and file["filetype"] not in taken:
            raise ValueError(f"{file['name']} is none of {', '.join(taken)}")


def _option(element: Json, wanted: str | Json) -> Any:
    # What was chosen from the start is among them, even where the app fills the list.
    for option in [*offered(element), *(element.get("initial_options") or ()), element.get("initial_option") or {}]:
        if option and wanted in (option["text"]["text"], {"value": option["value"]}, option):
            return option
    raise ValueError(f"{wanted!r} is not offered")


def _rich(words: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}
