"""The app is installed in several workspaces that share channels: each install has its own bot, ids and tokens."""

import base64
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from sandbox.workspace import Json, SlackError, User, Workspace

TOKEN_SECONDS = 43_200


class _Side:
    """The workspace as another install sees it: everything is the same, but for whose the app and its bot are."""

    _side: frozenset[str] = frozenset({"team_id", "team_domain", "bot_user", "bot_id", "homes"})

    def __init__(self, everything: Workspace, team_id: str, name: str, number: int) -> None:
        own = {"team_id": team_id, "team_domain": name, "bot_user": f"U0ACCORD{number}", "bot_id": f"B0ACCORD{number}"}
        vars(self).update(own, homes={}, _everything=everything)

    def __getattr__(self, name: str) -> Any:
        method = getattr(Workspace, name, None)
        # A method asks and changes what this side has of its own.
        return partial(method, self) if callable(method) else getattr(self._everything, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._everything, name, value)


@dataclass
class _Token:
    side: Workspace
    expires_at: float | None = None


class Installs:
    """Slack's own part of an install: who allows it, and which tokens there are."""

    def __init__(
        self, workspace: Workspace, bot_token: str, scopes: set[str], now: Callable[[], float] = time.time
    ) -> None:
        self._workspace, self._scopes, self._now = workspace, scopes, now
        self.client_id, self.client_secret = "4321.1234", "sandbox-client-secret"
        # Where the app's own install page is, and where Slack sends people back to.
        self.install_url = self.redirect_url = ""
        self.rotates, self.token_seconds = False, TOKEN_SECONDS
        self._tokens = {bot_token: _Token(workspace)}
        self._codes: dict[str, Workspace] = {}
        self._refresh: dict[str, Workspace] = {}
        self._gone: set[str] = set()

    # People.

    def allow(self, team_id: str) -> str:
        """Somebody of this workspace presses Allow; return the code with which the app fetches its token."""
        with self._workspace.changing():
            code = secrets.token_hex(8)
            self._codes[code] = self._side(team_id)
        return code

    def revoke(self, team_id: str) -> Workspace:
        """All tokens of an install are worth nothing from now on."""
        side = self._side(team_id)
        self._gone |= {token for token, it in self._tokens.items() if it.side is side}
        self._refresh = {refresh: it for refresh, it in self._refresh.items() if it is not side}
        return side

    def is_installed(self, team_id: str) -> bool:
        return any(it.side.team_id == team_id for token, it in self._tokens.items() if token not in self._gone)

    def tokens_of(self, team_id: str) -> list[str]:
        """List what an app could call with, in order."""
        return [token for token, it in self._tokens.items() if it.side.team_id == team_id and token not in self._gone]

    def every_token(self) -> list[str]:
        """List all secrets that were ever given out."""
        return [*self._tokens, *self._refresh]

    # The app.

    def side_of(self, token: str) -> Workspace:
        """Return the workspace as the holder of a token sees it. Raises SlackError."""
        if token in self._gone:
            raise SlackError("token_revoked")
        found = self._tokens.get(token)
        if found is None:
            raise SlackError("invalid_auth")
        if found.expires_at is not None and found.expires_at < self._now():
            raise SlackError("token_expired")
        return found.side

    def access(self, arguments: Json, credentials: str) -> Json:
        """Answer oauth.v2.access: a code, or a refresh token, is good for one token."""
        if credentials != f"{self.client_id}:{self.client_secret}":
            raise SlackError("bad_client_secret")
        if arguments.get("grant_type") == "refresh_token":
            side = self._refresh.pop(str(arguments.get("refresh_token")), None)
            if side is None:
                raise SlackError("invalid_refresh_token")
        else:
            side = self._codes.pop(str(arguments.get("code")), None)
            if side is None:
                raise SlackError("invalid_code")
        return {
            "app_id": side.app_id,
            "authed_user": {"id": self._somebody(side)},
            "scope": ",".join(sorted(self._scopes)),
            "token_type": "bot",
            "bot_user_id": side.bot_user,
            "team": {"id": side.team_id, "name": side.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
            **self._new_token(side),
        }

    def _new_token(self, side: Workspace) -> Json:
        token = f"xoxb-{side.team_id}-{secrets.token_hex(8)}"
        if not self.rotates:
            self._tokens[token] = _Token(side)
            return {"access_token": token}
        token, refresh = f"xoxe.{token}", f"xoxe-1-{secrets.token_hex(70)}"
        self._tokens[token] = _Token(side, self._now() + self.token_seconds)
        self._refresh[refresh] = side
        return {"access_token": token, "refresh_token": refresh, "expires_in": self.token_seconds}

    def _side(self, team_id: str) -> Workspace:
        """Find an install's view of the workspace; the first install of a team makes it."""
        known = self._workspace.side_of_team(team_id)
        if known is None:
            name = next((it.team_name for it in self._workspace.users.values() if it.team_id == team_id), "") or team_id
            known = cast("Workspace", _Side(self._workspace, team_id, name, len(self._workspace.sides) + 2))
            self._workspace.sides.append(known)
            self._workspace.add_user(User(known.bot_user, "accord", "Accord", team_id, name, is_bot=True))
        return known

    def _somebody(self, side: Workspace) -> str:
        people = (it.id for it in side.users.values() if it.team_id == side.team_id and not it.is_bot)
        return next(people, "USLACKBOT")


def basic_credentials(header: str) -> str:
    """Read what stands in a header of HTTP's basic authentication, "" when it is none."""
    try:
        return base64.b64decode(header.removeprefix("Basic "), validate=True).decode()
    except ValueError:
        return ""
