"""A press goes before what Slack is to be shown: Slack waits three seconds for it; cards can wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# However much is pressed, something is shown this often: ten times a second.
LONGEST_SECONDS = 0.1


class Precedence:
    """Counts the presses under way in this process; whoever shows something lets them pass, one after another.

    What is pressed meanwhile is shown by the same change of a card, so that a busy minute has fewer of them.
    """

    def __init__(self) -> None:
        self._under_way = 0
        self._changed = threading.Condition()
        self._turn = threading.Lock()

    @contextmanager
    def of_a_press(self) -> Iterator[None]:
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                if not self._under_way:
                    self._changed.notify()

    def let_pass(self) -> None:
        """Wait until no press is under way, or until it was long enough. Of several that wait each has its own turn."""
        with self._turn, self._changed:
            self._changed.wait_for(lambda: not self._under_way, LONGEST_SECONDS)
