"""What the app's manifest says. The demo's workspace is set up by it, as Slack would be."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox import Command, Shortcut

MANIFEST = Path(__file__).parents[1] / "manifest.yaml"


@dataclass(frozen=True)
class Manifest:
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    # Except those that may be left out when the app is installed.
    scopes: frozenset[str]
    events: frozenset[str]
    has_home: bool


def read_manifest() -> Manifest:
    written = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    features, settings, scopes = written["features"], written["settings"], written["oauth_config"]["scopes"]
    return Manifest(
        commands=tuple(
            Command(each["command"], each["description"], each.get("usage_hint", ""))
            for each in features["slash_commands"]
        ),
        shortcuts=tuple(Shortcut(each["callback_id"], each["name"], each["type"]) for each in features["shortcuts"]),
        scopes=frozenset(scopes["bot"]) - frozenset(scopes["bot_optional"]),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        has_home=features["app_home"]["home_tab_enabled"],
    )
