"""An app that keeps what it hears."""

import re
from typing import Any

from slack_bolt import Ack, App


class Recorder:
    """Listens to every interaction, keeps it and acknowledges it: with nothing, or with `answer`."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}

    def __call__(self, app: App) -> None:
        anything = re.compile(".*")
        for listen in (app.action, app.view, app.view_closed, app.shortcut, app.options):
            listen(anything)(self._hear)

    @property
    def last(self) -> dict[str, Any]:
        return self.bodies[-1]

    def _hear(self, ack: Ack, body: dict[str, Any]) -> None:
        self.bodies.append(body)
        ack(**self.answer)
