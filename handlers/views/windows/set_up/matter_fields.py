"""The fields of a text's window where an alliance has classes of matters, or a partner a limit of its own."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Option, PlainTextInputElement, StaticSelectElement

from decisions.alliance.matter import MatterClass, Matters
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, field
from handlers.views.blocks.words.text import shorten

# A class is told from none by this sign before its name.
_CLASS, _NONE = "=", "none"


def matter_fields(matters: Matters, matter: str, amount: str) -> Iterator[Block]:
    """Ask for them, optionally; `matter` and `amount` stand there already."""
    if matters.classes or matter:
        names = dict.fromkeys([matter] if matter else []) | {of.name: None for of in matters.classes}
        options = [Option(text="All partners decide it", value=_NONE)]
        options += [Option(text=_shown(matters.named(name), name), value=f"{_CLASS}{name}") for name in names][:99]
        chosen = next((each for each in options if each.value == f"{_CLASS}{matter}"), options[0])
        select = StaticSelectElement(action_id=ids.INPUT, options=options, initial_option=chosen)
        yield field("matter", "Whose matter it is", select, optional=True, hint="A class that all partners agreed on.")
    if matters.are_used or amount:
        words = PlainTextInputElement(action_id=ids.INPUT, placeholder="50,000", initial_value=amount or None)
        yield field("sum", "Sum", words, optional=True, hint="In pounds, if it costs something.")


def chosen_class(value: str) -> str:
    """Read what was chosen there: the name of a class, "" for none."""
    return value.removeprefix(_CLASS) if value.startswith(_CLASS) else ""


def _shown(of: MatterClass | None, name: str) -> str:
    return shorten(f"{name} ({of.partner} decides)" if of and of.is_reserved else name, 75)


def sum_input(amount: int | None = None) -> PlainTextInputElement:
    shown = f"{amount:,}" if amount else None
    return PlainTextInputElement(action_id=ids.INPUT, placeholder="50,000", initial_value=shown)
