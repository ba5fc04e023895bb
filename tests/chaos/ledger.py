"""What were people told is recorded?"""

import threading
from collections import defaultdict


class Ledger:
    """`told` has every act that was acknowledged, by its delivery; `words` what was written with it, all different.

    `promised` has what is to be put as soon as its papers are here.
    """

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.words: dict[str, set[str]] = defaultdict(set)
        self.promised: set[str] = set()
        self.acts = 0
        self._lock = threading.Lock()

    def was_told(self, delivery: str, what: str, words: str = "") -> None:
        with self._lock:
            self.told[delivery] = f"{delivery}: {what} {words}".strip()
            if words:
                self.words[what].add(words)

    def was_promised(self, delivery: str) -> None:
        with self._lock:
            self.promised.add(delivery)

    def acted(self) -> None:
        with self._lock:
            self.acts += 1
