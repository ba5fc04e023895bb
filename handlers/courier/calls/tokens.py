"""Finds the token with which Slack is called for an install of Accord, and keeps it fresh."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.rotator import TokenRotator
from sqlalchemy import Connection

from handlers.courier.calls.meanings import TOKEN_IS_GONE, asked, word_of
from storage.engine.database import Database
from storage.installs import store
from storage.installs.store import SealedStore
from storage.record.changes import dormancy

# Slack's tokens that run out live for twelve hours.
FRESH_FOR = timedelta(hours=2)
# A token that is older than this is not used any more: the call may take a while.
AT_LEAST = timedelta(minutes=1)
# Slack says that a token has run out, whatever we think of it.
WHENEVER = timedelta(days=365)
# For slack_sdk, which would ask its own clock whether it is time: minutes.
ALWAYS = 365 * 24 * 60
# While a token is renewed its row is locked, and PostgreSQL ends a transaction that is silent for five seconds.
RENEWAL_SECONDS = 3
MOST_AT_ONCE = 50

logger = logging.getLogger(__name__)


class NoToken(OSError):
    """Accord is not installed there, or its token can't be renewed just now."""


class Tokens:
    """The tokens of every install that there is; SLACK_BOT_TOKEN, where there is one, is that of the install ""."""

    def __init__(
        self,
        database: Database,
        installs: SealedStore,
        secret: str,
        api_url: str,
        now: Callable[[], datetime],
        own: str = "",
    ) -> None:
        client = WebClient(base_url=api_url, timeout=RENEWAL_SECONDS, retry_handlers=[])
        self._rotator = TokenRotator(client_id=installs.client_id, client_secret=secret, client=client)
        self._database, self.installs, self._now, self._own = database, installs, now, own

    def of(self, install: str) -> str:
        """Return a token that Slack takes. Raises NoToken."""
        token = str(self.bot(install).bot_token) if install else self._own
        if not token:
            raise NoToken("Accord has no SLACK_BOT_TOKEN")
        return token

    def bot(self, install: str) -> Bot:
        """Return what is kept of an install. Raises NoToken."""
        bot = self.find(install)
        if bot and self._runs_out(bot, AT_LEAST):
            bot = self._renewed(install, AT_LEAST)
        if bot is None:
            raise NoToken(f"Accord is not installed in {install}")
        return bot

    def may(self, install: str, scopes: Collection[str]) -> bool:
        """Whether whoever installed Accord there gave it these."""
        bot = self.find(install)
        return bot is not None and {*scopes} <= {*bot.bot_scopes}

    def find(self, install: str) -> Bot | None:
        with self._database.snapshot() as connection:
            return self.installs.find(connection, install)

    def renew_early(self) -> None:
        """Renew what runs out soon, so that no press has to wait for it."""
        with self._database.snapshot() as connection:
            soon = store.running_out(connection, self._now() + FRESH_FOR)
        for install in soon[:MOST_AT_ONCE]:
            try:
                self._renewed(install, FRESH_FOR)
            except NoToken as later:
                logger.warning("%s", later)

    def was_refused(self, install: str, token: str, word: str) -> None:
        """Slack no longer takes this token: without a newer one the install is over."""
        if word == "token_expired":
            self._renewed(install, WHENEVER, only_this=token)
            return
        with self._database.transaction() as connection:
            bot = self.installs.find(connection, install, for_writing=True)
            if bot and bot.bot_token == token:
                self._is_over(connection, install, word)

    def _renewed(self, install: str, before: timedelta, only_this: str = "") -> Bot | None:
        """Renew a token unless somebody else did meanwhile: a refresh token is spent once.

        With `only_this` a token is renewed only if it is still this one. Raises NoToken when it is to be tried again.
        """
        with self._database.transaction() as connection:
            bot = self.installs.find(connection, install, for_writing=True)
            if bot is None or not self._runs_out(bot, before) or only_this not in ("", bot.bot_token):
                return bot
            try:
                renewed = asked(
                    lambda: self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ALWAYS)
                )
            except (SlackTokenRotationError, OSError, HTTPException) as error:
                word = _word(error)
                if word not in TOKEN_IS_GONE:
                    raise NoToken(
                        f"the token of {install} is not renewed yet ({word or type(error).__name__})"
                    ) from None
                self._is_over(connection, install, word)
                return None
            if renewed is None:
                raise NoToken(f"the token of {install} is not renewed: Slack answered with another kind of token")
            self.installs.put(connection, renewed)
            logger.info("the token of %s is renewed", install)
            return renewed

    def _is_over(self, connection: Connection, install: str, word: str) -> None:
        store.forget(connection, install, self._now())
        for name in dormancy.rest(connection, install, self._now()):
            logger.warning(dormancy.WORDS, install, word, name)

    def _runs_out(self, bot: Bot, within: timedelta) -> bool:
        moment = bot.bot_token_expires_at
        return moment is not None and moment < (self._now() + within).timestamp()


def _word(error: Exception) -> str:
    cause = error.api_error if isinstance(error, SlackTokenRotationError) else error
    return word_of(cause) if isinstance(cause, SlackApiError) else ""
