"""What does a manager see of the alliance's settings?"""

from collections.abc import Mapping

from decisions.alliance import Settings
from handlers.views.blocks.kit import View, modal, paragraph, small
from handlers.views.blocks.text import escape, join_words, person


def settings_window(channel: str, settings: Settings, names: Mapping[str, str]) -> View:
    holidays = " ".join(filter(None, (settings.country, settings.region))) or "none: only weekends are free"
    managers = join_words([person(names, each) for each in settings.operations_managers]) or "nobody"
    lines = [
        f"*Alliance:* {escape(settings.name)}",
        f"*Channel:* <#{channel}>",
        f"*Time zone:* {escape(settings.timezone)}",
        f"*Digest:* every {settings.digest_day.capitalize()} at {settings.digest_time}",
        f"*Bank holidays kept:* {escape(holidays)}",
        f"*Operations managers:* {managers}",
    ]
    return modal(
        "window.settings",
        "Settings",
        [
            paragraph("\n".join(lines)),
            small(
                "The person who looks after Accord changes these in its settings file, alliance.toml. "
                "Partners join or leave only when every partner consents: press *Partners*."
            ),
        ],
    )
