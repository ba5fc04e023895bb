"""What if every proposal were a long paper?"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from decisions.proposal.proposal import Revision
from handlers.views.blocks.words import rich_text
from tests.paper import PAPER, RICH_PAPER, WHY


def papered(gathered: Any) -> Any:
    """Put the paper in the place of every text in what a view is made from."""
    if isinstance(gathered, Revision):
        end = f"This is revision {gathered.number}."
        rich = rich_text.block(*RICH_PAPER["elements"], rich_text.section({"type": "text", "text": end}))
        return replace(gathered, text=f"{PAPER}\n{end}", rich_text=rich, benefit=WHY)
    if is_dataclass(gathered) and not isinstance(gathered, type):
        values = {field.name: papered(getattr(gathered, field.name)) for field in fields(gathered) if field.init}
        return replace(gathered, **values)
    if isinstance(gathered, list | tuple):
        return type(gathered)(papered(each) for each in gathered)
    if isinstance(gathered, Mapping):
        return {name: papered(each) for name, each in gathered.items()}
    return gathered
