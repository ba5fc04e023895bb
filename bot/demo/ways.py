"""How the demo's bot is reached: over Socket Mode, as `accord run`, or over HTTP, as `accord serve`."""

import socket
from collections.abc import Mapping
from typing import Protocol

from bot.setup.settings import NO_FILE, InstallPages, Settings
from sandbox import Sandbox

LOOPBACK = "127.0.0.1"


class Way(Protocol):
    def environment(self) -> Mapping[str, str]:
        """Return the bot's settings."""

    def addresses(self) -> list[str]:
        """Return where it is to listen from its next start, if it is to."""

    def is_connected(self) -> bool: ...


def way_of(sandbox: Sandbox, settings: Settings) -> Way:
    return OverHttp(sandbox, settings, settings.install) if settings.install else OverSocketMode(sandbox, settings)


class OverSocketMode:
    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self._sandbox, self._settings = sandbox, settings

    def environment(self) -> Mapping[str, str]:
        tokens = {"SLACK_BOT_TOKEN": self._settings.slack_bot_token, "SLACK_APP_TOKEN": self._settings.slack_app_token}
        return {**_everywhere(self._settings), **tokens}

    def addresses(self) -> list[str]:
        return []

    def is_connected(self) -> bool:
        return self._sandbox.socket_mode.count > 0


class OverHttp:
    """Each start takes other ports, as another program may have taken the earlier ones."""

    def __init__(self, sandbox: Sandbox, settings: Settings, pages: InstallPages) -> None:
        self._sandbox, self._settings, self._pages = sandbox, settings, pages
        self._address = ""

    def environment(self) -> Mapping[str, str]:
        return {
            **_everywhere(self._settings),
            "SLACK_BOT_TOKEN": "",
            "SLACK_SIGNING_SECRET": self._settings.slack_signing_secret,
            "SLACK_CLIENT_ID": self._pages.client_id,
            "SLACK_CLIENT_SECRET": self._pages.client_secret,
            "ACCORD_TOKEN_KEYS": self._pages.token_keys,
        }

    def addresses(self) -> list[str]:
        self._address, watched = (f"{LOOPBACK}:{_free_port()}" for _ in range(2))
        installs = self._sandbox.installs
        installs.install_url = f"http://{self._address}/slack/install"
        installs.redirect_url = f"http://{self._address}/slack/oauth_redirect"
        self._sandbox.delivers_to(f"http://{self._address}/slack/events")
        return [self._address, watched]

    def is_connected(self) -> bool:
        host, _, port = self._address.partition(":")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True


def _everywhere(settings: Settings) -> dict[str, str]:
    return {
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "ACCORD_PAPERS": "database" if settings.papers else "off",
        "ALLIANCE_FILE": str(settings.alliance_file or NO_FILE),
    }


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        return int(listening.getsockname()[1])
