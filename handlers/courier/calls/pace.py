"""Paces the calls to Slack, so that it seldom has to refuse."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

# How many posts a channel bears at once, and then per second.
BURST, PER_SECOND = 4.0, 1.0
# How long to wait where Slack does not say, and the longest that we believe when it does.
USUAL_RETRY_AFTER, LONGEST_RETRY_AFTER = 30.0, 3600.0


@dataclass
class _Bucket:
    level: float
    filled_at: float


class Pace:
    """Tells how long to wait before a call; shared by the courier's threads. Seconds are monotonic."""

    def __init__(self) -> None:
        self._channels: dict[str, _Bucket] = {}
        self._closed_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, method: str, channel: str) -> float:
        """Take a turn and return 0, or return how long to wait before asking again. `channel` is "" for no post."""
        now = time.monotonic()
        with self._lock:
            closed = self._closed_until.get(method, 0) - now
            if closed > 0:
                return closed
            if not channel:
                return 0
            bucket = self._filled(channel, now)
            if bucket.level < 1:
                return (1 - bucket.level) / PER_SECOND
            bucket.level -= 1
            return 0

    def close(self, method: str, seconds: float) -> None:
        """Slack said Retry-After. Of several answers the longest counts."""
        with self._lock:
            self._closed_until[method] = max(self._closed_until.get(method, 0), time.monotonic() + seconds)

    def _filled(self, channel: str, now: float) -> _Bucket:
        """Find how many posts a channel bears by now."""
        bucket = self._channels.setdefault(channel, _Bucket(BURST, now))
        bucket.level = min(BURST, bucket.level + (now - bucket.filled_at) * PER_SECOND)
        bucket.filled_at = now
        return bucket


def retry_after(headers: Mapping[str, str]) -> float:
    """Read how many seconds Slack asks to wait."""
    told = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    seconds = float(told) if told.isdecimal() else USUAL_RETRY_AFTER
    return min(seconds, LONGEST_RETRY_AFTER)
