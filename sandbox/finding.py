"""Finds the control with certain words."""

from collections.abc import Iterator

from sandbox.workspace import Json, Message, View


def find_button(place: Message | View, words: str) -> tuple[Json | None, str]:
    for element, block_id in _elements(place):
        if element["type"] == "button" and element["text"]["text"] == words:
            return element, block_id
    return None, ""


def find_option(place: Message | View, words: str) -> tuple[Json | None, Json | None, str]:
    for element, block_id in _elements(place):
        for option in element.get("options") or []:
            if option["text"]["text"] == words:
                return element, option, block_id
    return None, None, ""


def find_control(place: Message | View, block_id: str, action_id: str) -> Json | None:
    for element, inside in _elements(place):
        if inside == block_id and element.get("action_id") == action_id:
            return element
    return None


def _elements(place: Message | View) -> Iterator[tuple[Json, str]]:
    blocks = place.body["blocks"] if isinstance(place, View) else place.blocks
    for number, block in enumerate(blocks):
        inside = block.get("elements", []) if block["type"] == "actions" else []
        accessory = [block["accessory"]] if block.get("accessory") else []
        for element in [*inside, *accessory]:
            yield element, block.get("block_id", f"b{number}")
