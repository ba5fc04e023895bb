"""What is wrong in several fields of a window is said at once, not one after another."""

from collections.abc import Callable, Sequence
from typing import Any

from decisions.words.refusal import Refusal


class Several(Refusal):
    """A rule said no to more than one field."""

    def __init__(self, each: Sequence[Refusal]) -> None:
        super().__init__(" ".join(one.words for one in each), field=each[0].field)
        self.each = tuple(each)


def at_once(*checks: Callable[[], Any]) -> list[Any]:
    """Make every check and return what each does, or decline for all the fields that do not pass.

    What is not about a field is declined by itself, for nothing that is typed would change it.
    """
    checked: list[Any] = []
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
