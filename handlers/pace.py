"""How fast may Slack be called, so that it does not have to refuse?"""

import threading
import time
from dataclasses import dataclass


@dataclass
class _Bucket:
    burst: float
    per_second: float
    level: float
    filled_at: float


# Calls a second that Slack bears, and how many at once (Slack's published tiers; posts: one a second a channel).
_POSTS = (4, 1.0)
_TIERS = {
    "chat.update": (10, 50 / 60),
    "chat.postEphemeral": (20, 100 / 60),
    "conversations.open": (10, 50 / 60),
    "conversations.history": (10, 50 / 60),
    "conversations.replies": (10, 50 / 60),
    "users.info": (20, 100 / 60),
    "views.publish": (20, 100 / 60),
}


class Pace:
    """Tells how long to wait before a call; shared by the courier's threads. Seconds are monotonic."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._closed_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, method: str, channel: str) -> float:
        """Take a turn and return 0, or return how long to wait before asking again."""
        now = time.monotonic()
        with self._lock:
            closed = self._closed_until.get(method, 0) - now
            if closed > 0:
                return closed
            bucket = self._bucket(method, channel, now)
            bucket.level = min(bucket.burst, bucket.level + (now - bucket.filled_at) * bucket.per_second)
            bucket.filled_at = now
            if bucket.level < 1:
                return (1 - bucket.level) / bucket.per_second
            bucket.level -= 1
            return 0

    def close(self, method: str, seconds: float) -> None:
        """Slack said Retry-After."""
        with self._lock:
            self._closed_until[method] = time.monotonic() + seconds

    def _bucket(self, method: str, channel: str, now: float) -> _Bucket:
        is_post = method == "chat.postMessage"
        key = (method, channel if is_post else "")
        if key not in self._buckets:
            burst, per_second = _POSTS if is_post else _TIERS.get(method, (20, 1.0))
            self._buckets[key] = _Bucket(burst, per_second, burst, now)
        return self._buckets[key]
