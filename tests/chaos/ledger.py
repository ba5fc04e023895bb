"""What were people told is recorded?"""

import threading
from collections import defaultdict


class Ledger:
    """`told` has every act that was acknowledged, by its delivery; `words` what was written with it, all different.

    `promised` has what is to be put as soon as its papers are here, and `sealed` the words that were typed where it
    says that nobody reads them yet, with who typed them. `before` is how many cards were there when it began.
    """

    def __init__(self, before: int) -> None:
        self.told: dict[str, str] = {}
        self.words: dict[str, set[str]] = defaultdict(set)
        self.promised: set[str] = set()
        self.sealed: dict[str, str] = {}
        self.acts = 0
        self._before = before
        self._lock = threading.Lock()

    def was_told(self, delivery: str, what: str, words: str = "") -> None:
        with self._lock:
            self.told[delivery] = f"{delivery}: {what} {words}".strip()
            if words:
                self.words[what].add(words)

    def was_promised(self, delivery: str) -> None:
        with self._lock:
            self.promised.add(delivery)

    def seals(self, words: str, person: str) -> None:
        with self._lock:
            self.sealed[words] = person

    def unseen(self, cards: int) -> int:
        """Count what was raised and is on none of the cards that somebody sees."""
        return self._before + len(self.words["title"]) - cards

    def acted(self) -> None:
        with self._lock:
            self.acts += 1
