"""Reads who did what in Slack from the payloads of what people press, type and send; no other module does."""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from decisions.proposal import proposal_refusal
from decisions.words.spelling import storable
from handlers.courier.fetching.files import Fetched
from handlers.views.blocks import ids

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One thing a person did.

    `name` is what the payload calls the person. `delivery` is the same when Slack delivers the same act again.
    `value` is what our button, menu option or window carried; `typed` are the inputs by field name, where a
    window was sent or something in it was chosen from a list.
    `receipt_url` replaces the private message acted on. `team` is the person's Slack workspace, "" where people act
    from several (Enterprise Grid) or the payload does not tell. `is_in_window` tells of a button in a window. `channel`
    is where it was done; `seen_in` one of which Slack was asked whether the person is there. `labels` says what the
    lists that we fill called what was chosen, `zone` is the person's where Slack was asked. `install` is
    the install of Accord that Slack told, "" that of SLACK_BOT_TOKEN. `takes_papers` tells whether Slack
    gives us files there; `fetched` are those of this act, once they are here.
    """

    person: str
    now: datetime
    delivery: str
    name: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    channel: str = ""
    words: str = ""
    receipt_url: str = ""
    message: Mapping[str, Any] = field(default_factory=dict)
    team: str = ""
    team_domain: str = ""
    is_at_home: bool = False
    is_in_window: bool = False
    seen_in: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    install: str = ""
    takes_papers: bool = False
    fetched: Sequence[Fetched] | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it was done on the app's own pages: in the direct messages with it, or on its Home tab."""
        return self.channel.startswith("D") or self.is_at_home or self.value.get("is_direct") is True

    @property
    def closes_all(self) -> bool:
        """Whether the windows below the one that is sent are closed with it."""
        return self.value.get("closes_all") is True

    def number(self, name: str) -> int:
        """Read a number our own control carried. Raises a Refusal when it carried none."""
        value = self.value.get(name)
        if not isinstance(value, int):
            raise proposal_refusal.unknown_proposal()
        return value

    def day(self, name: str) -> date | None:
        """Read a day; what is none counts as not chosen."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def people(self, name: str) -> list[str]:
        """Read the people chosen in an input for one or for several."""
        typed = self.typed.get(name)
        chosen = typed if isinstance(typed, list) else [typed]
        return [person for person in chosen if isinstance(person, str) and person]

    def text(self, name: str) -> str:
        typed = self.typed.get(name)
        return typed if isinstance(typed, str) else ""


def cleaned(part: Any) -> Any:
    """Copy what came in, with words that every database can keep."""
    if isinstance(part, str):
        return storable(part)
    if isinstance(part, dict):
        return {cleaned(name): cleaned(inner) for name, inner in part.items()}
    return [cleaned(inner) for inner in part] if isinstance(part, list) else part


def click(body: Body, now: datetime) -> Act:
    """A button or a menu was used, in a message or in a window."""
    action = body["actions"][0]
    packed = action.get("value") or (action.get("selected_option") or {}).get("value")
    view = body.get("view") or {}
    # Somebody is writing there, and asks for other fields.
    goes_on = action.get("type") == "static_select" or action.get("action_id") == ids.MORE_FIELDS
    is_private = body.get("container", {}).get("is_ephemeral", False)
    return Act(
        person=body["user"]["id"],
        now=now,
        # The trigger is new for every press and the same when the press is delivered again.
        delivery=f"click:{body.get('trigger_id') or action.get('action_ts', '')}",
        value={**unpacked(packed), **_from_where(view)},
        typed=_typed_in(view) if goes_on else {},
        labels=dict(_labels(view.get("state", {}).get("values", {}))),
        channel=(body.get("channel") or {}).get("id", ""),
        receipt_url=body.get("response_url", "") if is_private else "",
        name=_name(body),
        team=_team(body),
        is_at_home=view.get("type") == "home",
        is_in_window=view.get("type") == "modal",
    )


def submission(body: Body, now: datetime) -> Act:
    """A window was sent. The window's id stays the same when a person has to send it again."""
    view = body["view"]
    return Act(
        person=body["user"]["id"],
        now=now,
        delivery=f"window:{view['id']}",
        value=unpacked(view.get("private_metadata")),
        typed=_typed_in(view),
        labels=dict(_labels(view.get("state", {}).get("values", {}))),
        name=_name(body),
        team=_team(body),
    )


def command(body: Body, now: datetime) -> Act:
    return Act(
        person=body["user_id"],
        now=now,
        delivery=f"command:{body.get('trigger_id', '')}",
        channel=body.get("channel_id", ""),
        # Slack escapes &, < and > in what follows a command.
        words=html.unescape(body.get("text", "")).strip(),
    )


def shortcut(body: Body, now: datetime) -> Act:
    return Act(
        person=body["user"]["id"],
        now=now,
        delivery=f"shortcut:{body.get('trigger_id', '')}",
        channel=(body.get("channel") or {}).get("id", ""),
        message=body.get("message") or {},
        team=_team(body),
        team_domain=(body.get("team") or {}).get("domain", ""),
    )


def query(body: Body, now: datetime) -> Act:
    """A person types in a select that we fill."""
    return Act(
        person=body["user"]["id"],
        now=now,
        delivery="",
        value=unpacked((body.get("view") or {}).get("private_metadata")),
        words=body.get("value", ""),
    )


def _name(body: Body) -> str:
    return str(body["user"].get("username") or body["user"].get("name") or "")


def _team(body: Body) -> str:
    return "" if body.get("enterprise") else str(body["user"].get("team_id") or "")


def _from_where(view: Body) -> Mapping[str, Any]:
    """What is pressed in a window is answered where the window was opened from."""
    is_direct = unpacked(view.get("private_metadata")).get("is_direct") is True
    return {"is_direct": True} if is_direct else {}


def unpacked(packed: str | None) -> Mapping[str, Any]:
    try:
        value = cleaned(json.loads(packed or "{}"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _typed_in(view: Body) -> dict[str, Any]:
    return {name: _typed(inputs) for name, inputs in view.get("state", {}).get("values", {}).items()}


def _typed(inputs: Mapping[str, Any]) -> Any:
    """Read the one input of a block: text, rich text, a date, chosen options, a person or people, files."""
    element: Mapping[str, Any] = next(iter(inputs.values()), {})
    option = element.get("selected_option")
    if option:
        return option.get("value")
    if element.get("selected_options"):
        return [chosen.get("value") for chosen in element["selected_options"]]
    for name in ("value", "rich_text_value", "selected_date", "selected_user", "selected_users", "files"):
        if element.get(name):
            return element[name]
    return None


def _labels(values: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Find what the options that were chosen are called, by their values."""
    for inputs in values.values():
        for element in inputs.values():
            chosen = [element.get("selected_option"), *(element.get("selected_options") or ())]
            yield from ((it["value"], str(it.get("text", {}).get("text", ""))) for it in chosen if it)
