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


POST = "chat.postMessage"
# How many calls at once, and then a second, Slack bears: of posts in one channel, and by its published tiers
# of each method in the workspace ("several hundred" posts a minute).
_POSTS_IN_A_CHANNEL = (4, 1.0)
_TIERS = {
    POST: (30, 300 / 60),
    "chat.update": (10, 50 / 60),
    "chat.postEphemeral": (20, 100 / 60),
    "conversations.open": (10, 50 / 60),
    "conversations.history": (10, 50 / 60),
    "conversations.replies": (10, 50 / 60),
    "users.info": (20, 100 / 60),
    "views.publish": (20, 100 / 60),
    "canvases.edit": (10, 50 / 60),
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
            buckets = [self._bucket(method, "", now)]
            if method == POST:
                buckets.append(self._bucket(method, channel, now))
            wait = max((1 - bucket.level) / bucket.per_second for bucket in buckets)
            if wait > 0:
                return wait
            for bucket in buckets:
                bucket.level -= 1
            return 0

    def close(self, method: str, seconds: float) -> None:
        """Slack said Retry-After."""
        with self._lock:
            self._closed_until[method] = time.monotonic() + seconds

    def _bucket(self, method: str, channel: str, now: float) -> _Bucket:
        """Find the bucket of a method, or of posts in one channel, filled up to now."""
        burst, per_second = _POSTS_IN_A_CHANNEL if channel else _TIERS.get(method, (20, 1.0))
        bucket = self._buckets.setdefault((method, channel), _Bucket(burst, per_second, burst, now))
        bucket.level = min(bucket.burst, bucket.level + (now - bucket.filled_at) * bucket.per_second)
        bucket.filled_at = now
        return bucket
