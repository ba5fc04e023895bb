"""Small pieces with which the sandbox's tests build blocks."""

from typing import Any

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(words: str = "Consent", action_id: str = "consent", **more: Any) -> Json:
    return {"type": "button", "text": plain(words), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(words: str, value: str = "") -> Json:
    return {"text": plain(words), "value": value or words.lower()}


def menu(*words: str, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", "options": [option(each) for each in words], **more}


def overflow(*words: str) -> Json:
    return {"type": "overflow", "action_id": "more", "options": [option(each) for each in words]}


def typed(kind: str = "plain_text_input", **more: Any) -> Json:
    return {"type": kind, "action_id": "typed", **more}


def asked(label: str, element: Json | None = None, **more: Any) -> Json:
    block_id = more.pop("block_id", label.lower())
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element or typed(), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    title = {"title": plain("Objection"), "submit": plain("Send"), "close": plain("Back")}
    return {"type": "modal", "callback_id": "objection", "blocks": list(blocks), **title, **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}
