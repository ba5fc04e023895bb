"""What was read while an alliance's decision log ended so, and need not be read again as long as it ends so?

Every event of an alliance is in its log (rule 9), and no two entries have the same hash, for their salts are random.
So whoever finds the same end finds the same alliance and the same proposals, whichever process wrote them; an end that
was never committed is never found again. What may change without an entry (people's names, what Slack shows) is not
kept here. One memory serves a whole process: should it open two databases, they never end alike either.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from decisions.log_entry import GENESIS

T = TypeVar("T")

# Alliances and proposals, each with an end of the log; most are a few kilobytes. The least used is forgotten first.
MOST = 256

_kept: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
_lock = threading.Lock()


def recall(end: str, what: Hashable, read: Callable[[], T]) -> T:
    """Return what is kept under the log's end (its newest hash), or read it now and keep it.

    The end must have been read under the alliance's lock or in the same snapshot as what `read` reads.
    """
    with _lock:
        if (end, what) in _kept:
            _kept.move_to_end((end, what))
            found: T = _kept[end, what]
            return found
    found = read()
    keep(end, what, found)
    return found


def keep(end: str, what: Hashable, value: object) -> None:
    """Keep what will be true if the log is committed with this end."""
    if end == GENESIS:
        return
    with _lock:
        _kept[end, what] = value
        if len(_kept) > MOST:
            _kept.popitem(last=False)
