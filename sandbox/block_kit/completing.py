"""What Slack adds to blocks that an app sends: ids wherever it gave none."""

import itertools
import secrets
from typing import Any

Json = dict[str, Any]

# Elements that nobody can act on have no id.
_WITHOUT_ACTION = ("image", "mrkdwn", "plain_text")


def completed(blocks: list[Json]) -> list[Json]:
    """Return the blocks as Slack keeps and sends them, apart from the order of fields."""
    prefix, numbers = secrets.token_urlsafe(3), itertools.count()
    return [_block(block, f"{prefix}{next(numbers)}") for block in blocks]


def _block(block: Json, name: str) -> Json:
    made = {"block_id": name, **{key: value for key, value in block.items() if value is not None}}
    for key in ("element", "accessory"):
        if key in made:
            made[key] = _element(made[key], f"{name}-0")
    if block["type"] in ("actions", "context"):
        made["elements"] = [_element(each, f"{name}-{place}") for place, each in enumerate(block["elements"])]
    return made


def _element(element: Json, name: str) -> Json:
    if element["type"] in _WITHOUT_ACTION:
        return element
    return {**element, "action_id": element.get("action_id") or name}
