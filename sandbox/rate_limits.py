"""How often the app may call each method, when Slack's limits are to be kept."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from sandbox.workspace import Json

# Calls a minute; each method has its own count.
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
TIERS = {
    "apps.connections.open": TIER_1,
    "conversations.canvases.create": TIER_2,
    "pins.add": TIER_2,
    "canvases.edit": TIER_3,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "conversations.history": TIER_3,
    "conversations.replies": TIER_3,
    "conversations.open": TIER_3,
    "conversations.info": TIER_3,
    "reactions.get": TIER_3,
    "users.info": TIER_4,
    "conversations.members": TIER_4,
    "chat.postEphemeral": TIER_4,
    "views.open": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
    "views.publish": TIER_4,
}
# "Short bursts" is all that Slack says of more than one message a second.
BURST_OF_POSTS = 4
# Otherwise nobody could start a bot twice in a minute; Slack itself is known to be more patient here.
BURST_OF_CONNECTIONS = 10


@dataclass
class _Bucket:
    """Holds `size` calls and is refilled with `per_second`."""

    size: float
    per_second: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Take one call; return the seconds to wait when there is none."""
        self.left = min(self.size, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / self.per_second
        self.left -= 1
        return 0.0


class RateLimits:
    """Slack's tiers, and one message a second for each channel."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}

    def retry_after(self, method: str, arguments: Json, token: str = "") -> int:
        """Count a call; return the whole seconds to wait before the next try, 0 when the call may be done.

        Each install of the app has its own count.
        """
        if method == "chat.postMessage":
            return ceil(self._take((token, method, str(arguments.get("channel"))), BURST_OF_POSTS, 1.0))
        if method not in TIERS:
            return 0
        size = BURST_OF_CONNECTIONS if TIERS[method] == TIER_1 else TIERS[method]
        return ceil(self._take((token, method, ""), size, TIERS[method] / 60))

    def _take(self, key: tuple[str, str, str], size: int, per_second: float) -> float:
        now = self._now()
        bucket = self._buckets.setdefault(key, _Bucket(size, per_second, size, now))
        return bucket.take(now)
