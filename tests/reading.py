"""How does a message or a window look to a person? Blocks become a plain-text picture."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from handlers.views.blocks.kit import Message
from handlers.views.blocks.words.rich_text import plain
from tests.cast import PARTNERS

# Where a card tells several answers in one paragraph.
NEXT_ANSWER = r"\n| · (?=☑️|↻|◻️|⏳|❓|📝|🤝|More: )"


def read(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Draw blocks line by line; controls stand in [brackets], inputs as Label: [what is in them]."""
    return "\n".join(line for block in blocks for line in _lines(block))


def read_message(said: Message | Mapping[str, Any]) -> str:
    if isinstance(said, Message):
        return read(said.blocks)
    return read(said["blocks"]) if said.get("blocks") else str(said["text"])


def read_window(view: Mapping[str, Any]) -> str:
    """Draw a window with its title and buttons."""
    submit = f" [{view['submit']['text']}]" if view.get("submit") else ""
    return f"== {view['title']['text']} ==\n{read(view['blocks'])}\n[{view['close']['text']}]{submit}"


def is_brief(card: Message | Mapping[str, Any]) -> bool:
    """Whether an open card has no room to name all who consent."""
    return re.search(r"^\(✅ (\d+ of \d+|.* \d+ more) consent", read_message(card), re.MULTILINE) is not None


def answers_shown(card: Message | Mapping[str, Any], partners: Iterable[str] = PARTNERS) -> dict[str, str]:
    """Read on an open card which of these partners have answered, and the sign of each answer."""
    shown: dict[str, str] = {}
    for line in re.split(NEXT_ANSWER, read_message(card)):
        said = line.removeprefix("(").removesuffix(")")
        if re.fullmatch(r"✅ The other \d+ consent", said):
            shown = dict.fromkeys(partners, "✅") | shown
        elif agree := re.fullmatch(r"✅ (.+?) consents?", said):
            shown |= dict.fromkeys(re.split(", | and ", agree[1]), "✅")
        elif one := re.match(r"(☑️|✋) \*(.+?)\*", said):
            shown[one[2]] = one[1]
    return shown


def _lines(block: Mapping[str, Any]) -> list[str]:
    kind = block["type"]
    if kind == "header":
        return [f"# {block['text']['text']}"]
    if kind == "divider":
        return ["---"]
    if kind == "section":
        beside = [_control(block["accessory"])] if "accessory" in block else []
        return [*str(block["text"]["text"]).split("\n"), *beside]
    if kind == "context":
        return [f"({element['text']})" for element in block["elements"]]
    if kind == "rich_text":
        return [line for part in block["elements"] for line in _rich(part)]
    if kind == "actions":
        return [" ".join(_control(element) for element in block["elements"])]
    if kind == "input":
        optional = " (optional)" if block.get("optional") else ""
        hint = f" - {block['hint']['text']}" if block.get("hint") else ""
        return [f"{block['label']['text']}{optional}: [{_typed(block['element'])}]{hint}"]
    raise AssertionError(f"a block that is not known: {block}")


def _rich(part: Mapping[str, Any]) -> list[str]:
    quoted = "> " if part["type"] == "rich_text_quote" else ""
    marked = {**part, "elements": [_marked(element) for element in part["elements"]]}
    return [f"{quoted}{line}" for line in plain({"elements": [marked]}).split("\n")]


def _marked(element: Mapping[str, Any]) -> Mapping[str, Any]:
    """Show struck-through and bold words as ~these~ and *these*."""
    style = element.get("style", {})
    sign = "~" if isinstance(style, dict) and style.get("strike") else ""
    sign = sign or ("*" if isinstance(style, dict) and style.get("bold") else "")
    if "elements" in element or not sign:
        return element
    words = element["text"]
    bare = words.strip()
    return {**element, "text": words.replace(bare, f"{sign}{bare}{sign}", 1)}


def _control(element: Mapping[str, Any]) -> str:
    if element["type"] == "overflow":
        return f"[⋯ {' | '.join(option['text']['text'] for option in element['options'])}]"
    if element["type"] == "static_select":
        return f"[{' | '.join(option['text']['text'] for option in element['options'])}: {_typed(element)}]"
    return f"[{element['text']['text']}]"


def _typed(element: Mapping[str, Any]) -> str:
    if element["type"] in ("radio_buttons", "checkboxes"):
        chosen = element.get("initial_options") or [element.get("initial_option")]
        signs = (("(•)" if option in chosen else "( )", option["text"]["text"]) for option in element["options"])
        return " ".join(f"{sign} {words}" for sign, words in signs)
    if "initial_option" in element:
        return str(element["initial_option"]["text"]["text"])
    if "initial_options" in element:
        return ", ".join(option["text"]["text"] for option in element["initial_options"])
    value = element.get("initial_value") or element.get("initial_date") or ""
    return plain(value) if isinstance(value, dict) else str(value)
