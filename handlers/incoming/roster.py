"""Who can be chosen in a channel, of whatever workspace, and in which time zone: Slack is asked, and remembered.

Nothing of it is stored: only who is named in an alliance is (storage/personal).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.courier.calls import profile
from handlers.courier.calls.meanings import asked
from handlers.incoming.members import members

# Slack shows an empty list when the answer takes three seconds; those missing are asked for when somebody types on.
MOST_ASKED_AT_ONCE = 20
# A list that we fill has room for this many.
MOST_OFFERED = 100

UNREACHABLE = (SlackApiError, OSError, HTTPException)


@dataclass(frozen=True)
class Known:
    """What Slack told of somebody. Apps and closed accounts speak for nobody."""

    name: str
    zone: str
    can_speak: bool


class Roster:
    """What Slack tells of somebody differs from workspace to workspace: each install remembers for itself."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Known] = {}

    def name_and_zone(self, client: WebClient, person: str, install: str = "") -> tuple[str, str]:
        """Return what a person is called and their time zone, "" when Slack does not tell it."""
        try:
            known = self._about(client, person, install)
        except UNREACHABLE:
            return "", ""
        return known.name, known.zone

    def offered(
        self, client: WebClient, channel: str, person: str, words: str, install: str = ""
    ) -> list[tuple[str, str]]:
        """List those in the channel whose name has these words (id, name); nobody for a person who is not there."""
        try:
            there = set(members(client, channel))
            if person not in there:
                return []
            for unknown in sorted(each for each in there if (install, each) not in self._known)[:MOST_ASKED_AT_ONCE]:
                self._about(client, unknown, install)
        except UNREACHABLE:
            return []
        known = ((each, self._known[install, each]) for each in there if (install, each) in self._known)
        wanted = words.casefold().strip()
        found = [(each, it.name or each) for each, it in known if it.can_speak and wanted in it.name.casefold()]
        return sorted(found, key=lambda each: (each[1].casefold(), each[0]))[:MOST_OFFERED]

    def _about(self, client: WebClient, person: str, install: str) -> Known:
        key = install, person
        if key not in self._known:
            self._known[key] = _read(asked(partial(client.users_info, user=person)).get("user") or {})
        return self._known[key]


def _read(user: Mapping[str, Any]) -> Known:
    told = profile.about(user)
    return Known(told.name, told.zone, not (told.is_gone or user.get("is_bot") or told.id == "USLACKBOT"))
