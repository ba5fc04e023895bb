"""Two workspaces that have installed Accord, with an alliance each."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import update

from handlers.courier.calls.tokens import Tokens
from sandbox import Sandbox, User, Workspace
from storage.alliance import alliances
from storage.installs.keys import Keys, new_key
from storage.installs.store import SealedStore
from storage.record.changes import dormancy
from storage.tables import bots
from tests.databases import with_tables
from tests.storage.conftest import SETTINGS

HOME, OTHER = "T0HOME", "T0OTHER"


class Installed:
    """A database with installs of two workspaces, whose tokens run out, and an alliance of each."""

    def __init__(self, url: str) -> None:
        workspace = Workspace()
        for person, team in (("U0KARA", HOME), ("U0OLLY", OTHER)):
            workspace.add_user(User(person, person.lower(), person, team_id=team))
        self.sandbox = Sandbox.start(workspace)
        self.sandbox.installs.rotates = True
        self.database = with_tables(url)
        self.key = new_key()
        self.installs = SealedStore(self.sandbox.installs.client_id, self.database, Keys(self.key))
        for team in (HOME, OTHER):
            self.install(team)
            with self.database.transaction() as connection:
                alliances.found(connection, f"C0{team}", SETTINGS, self.now(), team)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)

    def runs_out_in(self, left: timedelta) -> None:
        """Let all that is kept be so old that it runs out then."""
        with self.database.transaction() as connection:
            moment = (self.now() + left).replace(tzinfo=None)
            connection.execute(update(bots), {"bot_token_expires_at": moment})

    def install(self, team: str) -> None:
        got = self.sandbox.installs.access(
            {"code": self.sandbox.installs.allow(team)}, f"{self.sandbox.installs.client_id}:sandbox-client-secret"
        )
        self.installs.save(
            Installation(
                app_id="A0",
                team_id=team,
                bot_token=got["access_token"],
                bot_user_id=got["bot_user_id"],
                bot_scopes=got["scope"],
                bot_refresh_token=got.get("refresh_token"),
                bot_token_expires_in=got.get("expires_in"),
                user_id="U0KARA",
                installed_at=time.time(),
            )
        )

    def tokens(self, own: str = "") -> Tokens:
        secret = self.sandbox.installs.client_secret
        return Tokens(self.database, self.installs, secret, self.sandbox.api_url, self.now, own)

    def resting(self) -> list[str]:
        with self.database.snapshot() as connection:
            return [install for _, install, _ in dormancy.resting(connection)]

    def renewals(self) -> list[Any]:
        return self.sandbox.calls("oauth.v2.access")
