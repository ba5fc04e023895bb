"""What is wrong in several fields of a window is said at once, not one after another."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from decisions.words.refusal import Refusal

Checked = TypeVar("Checked")


class Several(Refusal):
    """A rule said no to more than one field."""

    def __init__(self, each: Sequence[Refusal]) -> None:
        super().__init__(" ".join(one.words for one in each), field=each[0].field)
        self.each = tuple(each)


def at_once(*checks: Callable[[], Checked]) -> list[Checked]:
    """Make every check and return what they do, or decline for all the fields that do not pass.

    What is not about a field is declined by itself, for nothing that is typed would change it.
    """
    checked: list[Checked] = []
    declined: list[Refusal] = []
    for check in checks:
        try:
            checked.append(check())
        except Refusal as refusal:
            if refusal.field is None:
                raise
            declined += by_field(refusal)
    if declined:
        raise declined[0] if len(declined) == 1 else Several(declined)
    return checked


def by_field(refusal: Refusal) -> Sequence[Refusal]:
    return refusal.each if isinstance(refusal, Several) else (refusal,)
