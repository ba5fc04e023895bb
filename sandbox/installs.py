"""The app is installed in several workspaces that share channels: each install has its own bot, ids and tokens."""

import base64
import secrets
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from sandbox.grants import Grants, Token
from sandbox.workspace import Json, SlackError, User, Workspace

TOKEN_SECONDS = 43_200


class _Side:
    """The workspace as another install sees it: everything is the same, except whose the app and its bot are."""

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
        self._codes: dict[str, Workspace] = {}
        for team_id in self._grants.teams:
            self._make_side(team_id)
        if bot_token:
            self._grants.tokens[bot_token] = Token(workspace.team_id)
            self._grants.gone.discard(bot_token)

    @property
    def _grants(self) -> Grants:
        return self._workspace.grants

    # People.

    def allow(self, team_id: str) -> str:
        """Somebody of this workspace presses Allow; return the code with which the app fetches its token."""
        with self._workspace.changing():
            code = secrets.token_hex(8)
            self._codes[code] = self._side(team_id)
        return code

    def revoke(self, team_id: str) -> Workspace:
        """All tokens of an install stop working."""
        self._grants.revoke(team_id)
        return self._side(team_id)

    def is_installed(self, team_id: str) -> bool:
        return self._grants.is_installed(team_id)

    def tokens_of(self, team_id: str) -> list[str]:
        """List what an app could call with, in order."""
        return self._grants.tokens_of(team_id)

    def every_token(self) -> list[str]:
        """List all secrets that were ever given out."""
        return [*self._grants.tokens, *self._grants.refresh]

    # The app.

    def side_of(self, token: str) -> Workspace:
        """Return the workspace as the holder of a token sees it. Raises SlackError."""
        if token in self._grants.gone:
            raise SlackError("token_revoked")
        found = self._grants.tokens.get(token)
        if found is None:
            raise SlackError("invalid_auth")
        if found.expires_at is not None and found.expires_at < self._now():
            raise SlackError("token_expired")
        return self._side(found.team_id)

    def access(self, arguments: Json, credentials: str) -> Json:
        """Answer oauth.v2.access: a code, or a refresh token, is good for one token."""
        if credentials != f"{self.client_id}:{self.client_secret}":
            raise SlackError("bad_client_secret")
        if arguments.get("grant_type") == "refresh_token":
            team_id = self._grants.refresh.pop(str(arguments.get("refresh_token")), None)
            if team_id is None:
                raise SlackError("invalid_refresh_token")
            side = self._side(team_id)
        else:
            allowed = self._codes.pop(str(arguments.get("code")), None)
            if allowed is None:
                raise SlackError("invalid_code")
            side = allowed
        return {
            "app_id": side.app_id,
            "authed_user": {"id": self._somebody(side)},
            "scope": ",".join(sorted(self._scopes)),
            "token_type": "bot",
            "bot_user_id": side.bot_user,
            **_whose(side),
            **self._new_token(side),
        }

    def _new_token(self, side: Workspace) -> Json:
        token = f"xoxb-{side.team_id}-{secrets.token_hex(8)}"
        if not self.rotates:
            self._grants.tokens[token] = Token(side.team_id)
            return {"access_token": token}
        token, refresh = f"xoxe.{token}", f"xoxe-1-{secrets.token_hex(70)}"
        self._grants.tokens[token] = Token(side.team_id, self._now() + self.token_seconds)
        self._grants.refresh[refresh] = side.team_id
        return {"access_token": token, "refresh_token": refresh, "expires_in": self.token_seconds}

    def _side(self, team_id: str) -> Workspace:
        """Find an install's view of the workspace; the first install of a team makes it."""
        sides = (self._workspace, *self._workspace.sides)
        known = next((it for it in sides if it.team_id == team_id), None)
        if known is None:
            self._grants.teams.append(team_id)
            known = self._make_side(team_id)
        return known

    def _make_side(self, team_id: str) -> Workspace:
        kept = self._workspace
        name = (
            next((it.team_name for it in kept.users.values() if team_id in (it.team_id, it.enterprise_id)), "")
            or team_id
        )
        made = cast("Workspace", _Side(kept, team_id, name, len(kept.sides) + 2))
        kept.sides.append(made)
        kept.add_user(User(made.bot_user, "accord", "Accord", team_id, name, is_bot=True))
        return made

    def _somebody(self, side: Workspace) -> str:
        people = (it.id for it in side.users.values() if side.is_at_home(it.id) and not it.is_bot)
        return next(people, "USLACKBOT")


def _whose(side: Workspace) -> Json:
    """Say which workspace it was installed for, or which organisation with all of its workspaces."""
    named = {"id": side.team_id, "name": side.team_domain}
    is_org = bool(side.organisation)
    return {
        "team": None if is_org else named,
        "enterprise": named if is_org else None,
        "is_enterprise_install": is_org,
    }


def basic_credentials(header: str) -> str:
    """Read a header of HTTP's basic authentication, "" when it is something else."""
    try:
        return base64.b64decode(header.removeprefix("Basic "), validate=True).decode()
    except ValueError:
        return ""
