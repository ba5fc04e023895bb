"""Through which doors does something come in from Slack? Every entrance of handlers/routes.py, with all its choices."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from handlers import choices, routes
from handlers.incoming.entrances import Entrances
from handlers.metrics import Metrics
from handlers.views.blocks import ids
from sandbox.workspace import Json
from tests.cast import ANN, CHANNEL, KARA
from tests.handlers.desk import START
from tests.handlers.test_who_may_read import CHOICES, FORGED, Doors
from tests.stories.hostile.filled import inputs
from tests.stories.stage import OTHER_CHANNEL

# How it is listened to, under which name (of several alike how their names begin), and what is chosen there.
Door = tuple[str, str, str]

_CHOICES = {**CHOICES, ids.ACCORD_COMMAND: [*choices.ACCORD_WORDS]}
_KINDS = {
    "block_actions": "action",
    "view_submission": "view",
    "block_suggestion": "options",
    "shortcut": "global_shortcut",
    "message_action": "message_shortcut",
    "event_callback": "event",
}
# Where our own controls and windows carry a value.
CARRIED_IN: tuple[tuple[str | int, ...], ...] = (
    ("actions", 0, "value"),
    ("actions", 0, "selected_option", "value"),
    ("view", "private_metadata"),
)
# What is there for a value to name.
_NAMED = {**FORGED, **dict.fromkeys(("action", "bundle", "kept", "meeting", "place", "whose"), 1), "decides": True}
# What happens in Slack, as its reference tells of it, where the story that is played does not meet it.
_HAPPENINGS: dict[str, Json] = {
    "channel_archive": {"channel": CHANNEL, "user": KARA},
    "group_archive": {"channel": CHANNEL, "user": KARA},
    "channel_unarchive": {"channel": CHANNEL, "user": KARA},
    "group_unarchive": {"channel": CHANNEL, "user": KARA},
    "channel_shared": {"channel": CHANNEL, "connected_team_id": "T0ANN"},
    "channel_unshared": {"channel": CHANNEL, "previously_connected_team_id": "T0ANN", "is_ext_shared": False},
    "member_left_channel": {"channel": CHANNEL, "user": ANN, "channel_type": "C", "team": "T0ANN"},
    "member_joined_channel": {"channel": OTHER_CHANNEL, "user": "U0ACCORD", "inviter": KARA, "team": "T0HOME"},
    "channel_id_changed": {"old_channel_id": OTHER_CHANNEL, "new_channel_id": "C0OTHER2"},
    "user_change": {"user": {"id": ANN, "team_id": "T0ANN", "enterprise_user": {"id": "W0ANN"}}},
    "app_uninstalled": {},
    "tokens_revoked": {"tokens": {"oauth": [KARA], "bot": ["U0ACCORD"]}},
}


def doors() -> list[Door]:
    found = Doors()
    # Neither a database nor a courier is asked before something comes in.
    routes.connect(found, Entrances(None, None, lambda: START, Metrics()))  # type: ignore[arg-type]  # nothing is called
    named = [(kind, name_of(named)) for kind, named, _ in found.found]
    return [(kind, name, choice) for kind, name in named for choice in _CHOICES.get(name, [""])]


def name_of(listened_to: Any) -> str:
    return str(getattr(listened_to, "pattern", listened_to)).strip("^").replace("\\", "")


def comes_to(payload: Json, door: Door) -> bool:
    kind, name, choice = door
    came = _name_in(payload)
    is_there = came.startswith(name) if name.endswith(".") else came == name
    return _kind_of(payload) == kind and is_there and choice in ("", choice_in(payload))


def choice_in(payload: Mapping[str, Any]) -> str:
    """Return what is chosen from a menu, or the word after a command."""
    if "command" in payload:
        return str(payload.get("text", ""))
    return str(carried(payload).get("act", ""))


def carried(payload: Mapping[str, Any]) -> Json:
    """Return what our own control or window brings back."""
    for way in CARRIED_IN:
        with suppress(TypeError, ValueError):
            value = json.loads(_part(payload, way))
            return value if isinstance(value, dict) else {}
    return {}


def _part(payload: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        try:
            payload = payload[step]
        except (KeyError, IndexError, TypeError):
            return None
    return payload


def _kind_of(payload: Json) -> str:
    return _KINDS.get(payload.get("type", ""), "command")


def _name_in(payload: Json) -> str:
    kind = _kind_of(payload)
    names: dict[str, Callable[[], Any]] = {
        "action": lambda: payload["actions"][0]["action_id"],
        "view": lambda: payload["view"]["callback_id"],
        "options": lambda: payload["action_id"],
        "event": lambda: payload["event"]["type"],
        "command": lambda: payload["command"],
    }
    return str(names.get(kind, lambda: payload["callback_id"])())


def missing(gathered: list[Json]) -> Iterator[Json]:
    """For each door that nobody used, take what came to another of its kind, with all that a value can name."""
    for door in doors():
        if not any(comes_to(it, door) for it in gathered):
            yield _alike(door, gathered)


def _alike(door: Door, gathered: list[Json]) -> Json:
    kind, name, choice = door
    of_kind = [it for it in gathered if _kind_of(it) == kind]
    model = next((it for it in of_kind if comes_to(it, (kind, name, ""))), of_kind[0])
    payload, value = copy.deepcopy(model), json.dumps({**_NAMED, "act": choice})
    if kind == "action":
        payload["actions"][0]["action_id"] = f"{name}1" if name.endswith(".") else name
        chosen = payload["actions"][0].get("selected_option") or payload["actions"][0]
        chosen["value"] = value
    elif kind == "event":
        payload["event"] = {"type": name, "event_ts": payload["event"].get("event_ts", "1"), **_HAPPENINGS[name]}
        payload["event_id"] = f"Ev0{name}"
    elif kind == "command":
        payload["command"], payload["text"] = name, choice
    else:
        payload["view"]["private_metadata"] = value
        if kind == "view":
            payload["view"] |= {"callback_id": name, "state": {"values": inputs(name)}}
        else:
            payload["action_id"] = name
    return payload
