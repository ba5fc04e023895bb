"""What goes wrong on demand: in calls of the Web API, and in deliveries to the app."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sandbox.workspace import Json

Hook = Callable[[Json], None]

_PAGE = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Sign in to use this network.</body></html>"

# What comes in place of Slack's answer when something on the way answers, or its end is lost: content type and body.
GARBLED: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "page": lambda _answer: ("text/html", _PAGE),
    "nothing": lambda _answer: ("text/html", ""),
    "half": lambda answer: ("application/json", answer[: len(answer) // 2]),
    "list": lambda _answer: ("application/json", "[]"),
    "stranger": lambda _answer: ("application/json", '{"status": "up"}'),
}


@dataclass
class Fault:
    """A fault waits for `times` calls of its method ("*" is any). Seconds are real ones.

    `lose_request` cuts the line before the call is carried out, `lose_reply` after; `hang` never answers.
    An `error`, or an answer that is `garbled` (named as in GARBLED), comes instead of carrying the call out, or with
    `is_late` after that.
    """

    method: str
    times: int = 1
    status: int = 200
    error: str = ""
    garbled: str = ""
    is_late: bool = False
    retry_after: int = 0
    lose_request: bool = False
    lose_reply: bool = False
    hang: bool = False
    seconds_before: float = 0.0
    seconds_after: float = 0.0

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}

    @property
    def comes_instead(self) -> bool:
        return bool(self.error or self.garbled) and not self.is_late


@dataclass
class DeliveryFaults:
    """How many of the next deliveries are doubled, dropped, delayed, or have their acknowledgement lost.

    `seconds` is how long a delayed one waits.
    """

    duplicate: int = 0
    drop: int = 0
    delay: int = 0
    lose_ack: int = 0
    seconds: float = 0.0


@dataclass
class Hooks:
    before: dict[str, list[Hook]] = field(default_factory=dict)
    after: dict[str, list[Hook]] = field(default_factory=dict)


class Faults:
    """The queue of faults that wait, used by the servers and filled by tests and the inspector."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()
        self.deliveries = DeliveryFaults()
        self._hooks = Hooks()

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        self.add(Fault(method, times, status=429, error="ratelimited", retry_after=retry_after))

    def server_error(self, method: str, times: int = 1, status: int = 503) -> None:
        self.add(Fault(method, times, status=status, error="internal_error"))

    def late_server_error(self, method: str, times: int = 1, status: int = 503) -> None:
        self.add(Fault(method, times, status=status, error="internal_error", is_late=True))

    def error(self, method: str, name: str, times: int = 1, *, is_late: bool = False) -> None:
        """Answer with an error of Slack's; late ones follow calls that were carried out, as after a fatal_error."""
        self.add(Fault(method, times, error=name, is_late=is_late))

    def garble(
        self, method: str, how: str = "page", times: int = 1, *, is_late: bool = False, status: int = 200
    ) -> None:
        """Answer with what is not Slack's JSON; a late one follows a call that was carried out."""
        if how not in GARBLED:
            raise ValueError(f"{how!r} is none of {', '.join(GARBLED)}")
        self.add(Fault(method, times, status=status, garbled=how, is_late=is_late))

    def lose_reply(self, method: str, times: int = 1) -> None:
        self.add(Fault(method, times, lose_reply=True))

    def lose_request(self, method: str, times: int = 1) -> None:
        self.add(Fault(method, times, lose_request=True))

    def hang(self, method: str, times: int = 1) -> None:
        self.add(Fault(method, times, hang=True))

    def delay(self, method: str, before: float = 0.0, after: float = 0.0, times: int = 1) -> None:
        self.add(Fault(method, times, seconds_before=before, seconds_after=after))

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def deliver(self, name: str) -> None:
        """Let the next delivery have this fault too, named as in DeliveryFaults."""
        with self._lock:
            setattr(self.deliveries, name, getattr(self.deliveries, name) + 1)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
            self.deliveries = DeliveryFaults()
            self._hooks = Hooks()

    def waiting(self) -> list[Fault]:
        """List what will go wrong, the next one first."""
        with self._lock:
            return list(self._waiting)

    def take(self, method: str) -> Fault | None:
        """Return the next fault for a call of this method, and count it down."""
        with self._lock:
            found = next((fault for fault in self._waiting if fault.method in (method, "*")), None)
            if found:
                found.times -= 1
                if found.times <= 0:
                    self._waiting.remove(found)
            return found

    def take_delivery(self, name: str) -> bool:
        """Whether the next delivery has this fault; counts it down."""
        with self._lock:
            left = int(getattr(self.deliveries, name))
            setattr(self.deliveries, name, max(0, left - 1))
            return left > 0

    def before(self, method: str, hook: Hook) -> None:
        """Call `hook` with the arguments before each call of this method is carried out."""
        self._hooks.before.setdefault(method, []).append(hook)

    def after(self, method: str, hook: Hook) -> None:
        """Call `hook` when a call has been carried out but not answered yet."""
        self._hooks.after.setdefault(method, []).append(hook)

    def hooks_before(self, method: str) -> list[Hook]:
        return [*self._hooks.before.get(method, []), *self._hooks.before.get("*", [])]

    def hooks_after(self, method: str) -> list[Hook]:
        return [*self._hooks.after.get(method, []), *self._hooks.after.get("*", [])]
