"""What went over the line, for tests and for the inspector."""

import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.workspace import Json

MOST_KEPT = 5000


@dataclass
class Call:
    """One call of the Web API. `status` is 0 when the line was cut instead of answered.

    `is_disturbed` tells that a fault made the answer, and not the workspace.
    """

    method: str
    arguments: Json
    at: float = field(default_factory=time.time)
    answer: Json = field(default_factory=dict)
    status: int = 0
    is_disturbed: bool = False
    is_over: bool = False
    seconds: float = 0.0
    number: int = 0


@dataclass
class Delivery:
    """One envelope or HTTP request to the app. `ack` is what it answered, None while it has not."""

    kind: str
    payload: Json
    attempt: int = 0
    at: float = field(default_factory=time.time)
    ack: Any = None
    is_acked: bool = False
    is_over: bool = False
    seconds: float = 0.0
    error: str = ""
    number: int = 0


class Traffic:
    """The newest calls and deliveries, in order. `everything` has both, numbered as they came."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=MOST_KEPT)
        self.deliveries: deque[Delivery] = deque(maxlen=MOST_KEPT)
        self.everything: deque[Call | Delivery] = deque(maxlen=MOST_KEPT)
        self._numbers = itertools.count(1)

    def add(self, record: Call | Delivery) -> None:
        record.number = next(self._numbers)
        self.everything.append(record)
        if isinstance(record, Call):
            self.calls.append(record)
        else:
            self.deliveries.append(record)

    def of_method(self, method: str) -> list[Call]:
        # In one step: calls come in while somebody looks.
        return [call for call in list(self.calls) if call.method == method]
