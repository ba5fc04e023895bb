"""Who installed Accord where, and with which tokens: slack_sdk's own store, in which every token is sealed.

An install is named by the id of its workspace (T…), or of the organisation (E…) for the whole of which it was made.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, case, delete, func, select, update

from storage.engine.database import Database
from storage.tables import bots, oauth_states

if TYPE_CHECKING:
    # It needs an extra, which whoever serves one workspace does not have.
    from storage.installs.keys import Keys

# How long somebody may take on Slack's pages.
STATE_SECONDS = 600

_install = case((bots.c.is_enterprise_install, bots.c.enterprise_id), else_=bots.c.team_id)


def _is(install: str | BindParameter[str]) -> ColumnElement[bool]:
    """Name it by columns that have an index, as `_install` has none."""
    of_workspace = (bots.c.team_id == install) & ~bots.c.is_enterprise_install
    return of_workspace | ((bots.c.enterprise_id == install) & bots.c.is_enterprise_install)


# Built once: every press and every round of the courier needs it, and to build it takes longer than to run it.
_FOUND = (
    select(bots).where(_is(bindparam("install")), bots.c.bot_token.is_not(None)).order_by(bots.c.id.desc()).limit(1)
)
_HELD = _FOUND.with_for_update()


def id_of(install: Bot | Installation) -> str:
    return (install.enterprise_id if install.is_enterprise_install else install.team_id) or ""


class SealedStore(SQLAlchemyInstallationStore):
    """What Bolt's install pages save to."""

    def __init__(self, client_id: str, database: Database, keys: "Keys") -> None:
        super().__init__(client_id, database.engine_of_writers, "slack_bots", "slack_installations")
        self._keys, self._database = keys, database

    def save(self, installation: Installation) -> None:
        """Keep that it was installed, and the token; not by whom. An earlier one of the same workspace goes."""
        who = Installation(**installation.to_dict_for_copying())
        who.bot_token = who.bot_refresh_token = who.user_token = who.user_refresh_token = None
        who.user_id = ""
        super().save(who)
        self.save_bot(installation.to_bot())
        with self._database.transaction() as connection:
            newest = select(func.max(bots.c.id)).where(_is(id_of(installation)), bots.c.bot_token.is_not(None))
            connection.execute(delete(bots).where(_is(id_of(installation)), bots.c.id.not_in(newest.scalar_subquery())))

    def save_bot(self, bot: Bot) -> None:
        super().save_bot(self._sealed(bot))

    def find(self, connection: Connection, install: str, *, for_writing: bool = False) -> Bot | None:
        """Find an install, its tokens opened. Raises OtherKey.

        `for_writing` makes everybody else who wants to change its tokens wait until the commit.
        """
        query = _HELD if for_writing else _FOUND
        row = connection.execute(query, {"install": install}).mappings().one_or_none()
        return self._opened(self.build_bot_entity(row)) if row else None

    def open_all(self, connection: Connection) -> None:
        """Make sure that the keys open every token. Raises OtherKey."""
        for row in connection.execute(select(bots).where(bots.c.bot_token.is_not(None)).order_by(_install)).mappings():
            self._opened(self.build_bot_entity(row))

    def put(self, connection: Connection, bot: Bot) -> None:
        """Keep an install's new tokens in the place of the old ones."""
        sealed = self._sealed(bot).to_dict()
        tokens: dict[str, Any] = {
            name: sealed[name] for name in ("bot_token", "bot_refresh_token", "bot_token_expires_at")
        }
        if moment := tokens["bot_token_expires_at"]:
            tokens["bot_token_expires_at"] = _naive(moment)
        connection.execute(update(bots).where(_is(id_of(bot))), tokens)

    def seal_anew(self, connection: Connection) -> int:
        """Seal every token with the newest key; return the number of installs. Raises OtherKey."""
        installs = every(connection)
        for install in installs:
            bot = self.find(connection, install, for_writing=True)
            sealed = self._sealed(bot) if bot else None
            if sealed:
                tokens = {"bot_token": sealed.bot_token, "bot_refresh_token": sealed.bot_refresh_token}
                connection.execute(update(bots).where(_is(install)), tokens)
        return len(installs)

    def _sealed(self, bot: Bot) -> Bot:
        return self._with_tokens(bot, self._keys.seal)

    def _opened(self, bot: Bot) -> Bot:
        return self._with_tokens(bot, self._keys.open)

    def _with_tokens(self, bot: Bot, turned: Any) -> Bot:
        made = Bot(**bot.to_dict_for_copying())
        made.bot_token = turned(bot.bot_token, id_of(bot))
        if bot.bot_refresh_token:
            made.bot_refresh_token = turned(bot.bot_refresh_token, id_of(bot))
        return made


class States(SQLAlchemyOAuthStateStore):
    """Remembers who is on the way through Slack's pages; whoever gave up is forgotten."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(STATE_SECONDS, database.engine_of_writers, table_name="slack_oauth_states")
        self._database, self._now = database, now

    def issue(self, *args: Any, **kwargs: Any) -> str:
        with self._database.transaction() as connection:
            connection.execute(delete(oauth_states).where(oauth_states.c.expire_at < _naive(self._now())))
        return super().issue(*args, **kwargs)


def every(connection: Connection) -> list[str]:
    """List all installs."""
    return list(connection.scalars(select(_install).where(bots.c.bot_token.is_not(None)).distinct().order_by(_install)))


def running_out(connection: Connection, moment: datetime) -> list[str]:
    """List those whose token runs out before this moment."""
    early = bots.c.bot_token_expires_at < _naive(moment)
    return list(connection.scalars(select(_install).where(early, bots.c.bot_token.is_not(None))))


def forget(connection: Connection, install: str, at: datetime) -> bool:
    """Slack said at this moment that the install is over; return whether there was one that is no later than that."""
    # Slack tells the moment in whole seconds.
    then = bots.c.installed_at < _naive(at + timedelta(seconds=1))
    return bool(connection.execute(delete(bots).where(_is(install), then)).rowcount)


def _naive(moment: datetime) -> datetime:
    """Write a moment as slack_sdk's columns have it."""
    return moment.astimezone(UTC).replace(tzinfo=None)
