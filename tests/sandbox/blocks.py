"""How are blocks and windows written shortly?"""

from typing import Any

from sandbox.workspace import Json


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(words: str = "Agree", **more: Any) -> Json:
    return {"type": "button", "text": plain(words), "action_id": "agree", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements or [button()]), **more}


def option(words: str = "Yes", value: str = "yes") -> Json:
    return {"text": plain(words), "value": value}


def options(count: int) -> list[Json]:
    return [option(f"Option {number}", str(number)) for number in range(count)]


def element(kind: str = "plain_text_input", **more: Any) -> Json:
    return {"type": kind, "action_id": "typed", **more}


def asking(inside: Json | None = None, label: str = "Reason", **more: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": inside or element(), "block_id": "reason", **more}


def rich_text(*inline: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inline)}]}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Proposal"),
        "submit": plain("Send"),
        "blocks": list(blocks or [asking()]),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks or [section()]), **more}
