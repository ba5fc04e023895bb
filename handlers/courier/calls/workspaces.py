"""Reaches each workspace in which Accord is installed, with its own token and at its own pace."""

import threading
from collections.abc import Callable

from handlers.courier.calls.slack import Slack
from handlers.courier.calls.tokens import NoToken, Tokens
from handlers.metrics import Metrics


class Workspaces:
    """Keeps a Slack for each install, "" being that of SLACK_BOT_TOKEN, which needs nothing else."""

    def __init__(
        self, own: str, tokens: Tokens | None, base_url: str, stopping: threading.Event, metrics: Metrics
    ) -> None:
        self._tokens = tokens
        self._make: Callable[[], Slack] = lambda: Slack(own, base_url, stopping, metrics)
        self.own = self._make()
        self._others: dict[str, Slack] = {}
        self._lock = threading.Lock()

    def of(self, install: str) -> Slack:
        """Raises NoToken when Accord is not installed there."""
        if self._tokens is None and install:
            raise NoToken(f"Accord came to {install} by its install page: `accord serve` serves it, with its settings")
        token = self._tokens.of(install) if self._tokens else ""
        if self._tokens is None or not install:
            return self.own
        with self._lock:
            slack = self._others.setdefault(install, self._make())
        slack.goes_by(install, token, self._tokens.was_refused)
        return slack
