"""The fields of a text's window where an alliance has classes of matters, or a partner a limit of its own."""

from collections.abc import Iterator

from decisions.alliance.matter import MatterClass, Matters
from handlers.views.blocks.inputs import few_words, field, list_input
from handlers.views.blocks.kit import Block, Element

# A class is told from none by this sign before its name.
_CLASS, _NONE = "=", "none"


def matter_fields(matters: Matters, matter: str, amount: str) -> Iterator[Block]:
    """Ask for them, optionally; `matter` and `amount` stand there already."""
    if matters.classes or matter:
        names = dict.fromkeys([matter] if matter else []) | {of.name: None for of in matters.classes}
        choices = {_NONE: "All partners decide it"}
        choices |= {f"{_CLASS}{name}": _shown(matters.named(name), name) for name in [*names][:99]}
        select = list_input(choices, f"{_CLASS}{matter}" if matter else _NONE)
        yield field("matter", "Whose matter it is", select, optional=True, hint="A class that all partners agreed on.")
    if matters.are_used or amount:
        words = few_words(amount, placeholder="50,000")
        yield field("sum", "Sum", words, optional=True, hint="In pounds, if it costs something.")


def chosen_class(value: str) -> str:
    """Read what was chosen there: the name of a class, "" for none."""
    return value.removeprefix(_CLASS) if value.startswith(_CLASS) else ""


def _shown(of: MatterClass | None, name: str) -> str:
    return f"{name} ({of.partner} decides)" if of and of.is_reserved else name


def sum_input(amount: int | None = None) -> Element:
    return few_words(f"{amount:,}" if amount else "", placeholder="50,000")
