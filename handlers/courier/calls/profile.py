"""What Slack knows of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.words.spelling import written_in_line


@dataclass(frozen=True)
class AboutPerson:
    """`name` and `zone` are "" when Slack does not tell them, as of people in other workspaces.

    `id` is how Slack calls the person now. `teams` are the ids of the workspaces and organisations that are theirs:
    one, but for people of an Enterprise Grid, who act from several.
    """

    id: str
    name: str
    zone: str
    teams: frozenset[str]
    is_gone: bool


def about(user: Mapping[str, Any]) -> AboutPerson:
    """Read what Slack tells of a person, when asked or in an event."""
    profile, grid = user.get("profile") or {}, user.get("enterprise_user") or {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name")
    teams = [user.get("team_id"), profile.get("team"), user.get("enterprise_id"), grid.get("enterprise_id")]
    teams += [*(user.get("teams") or ()), *(grid.get("teams") or ())]
    return AboutPerson(
        str(user.get("id") or ""),
        written_in_line(str(name or "")),
        str(user.get("tz") or ""),
        frozenset(map(str, filter(None, teams))),
        bool(user.get("deleted")),
    )
