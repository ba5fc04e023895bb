"""Installs Accord in one more workspace: Slack's own pages ask, and Bolt's OAuth comes back from them."""

import html
import logging
import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.exc import SQLAlchemyError

from bot.setup.settings import InstallPages
from handlers.courier.calls.meanings import asked
from handlers.courier.calls.tokens import NoToken, Tokens
from handlers.incoming.entrances import INSTALL
from storage.engine.database import Database
from storage.installs.store import SealedStore, States, id_of
from storage.record.changes import dormancy

# Those of manifest.yaml except the one for papers; whoever installs Accord may untick optional ones on Slack's page.
SCOPES = [
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "pins:write",
    "reactions:read",
    "users:read",
]
# Slack answers within it, or the person presses again.
PATIENCE_SECONDS = 8
HEADERS: dict[str, str | Sequence[str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PAGE = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title><style>body{{font:1.1rem/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}}"
    "</style><h1>{title}</h1>{body}</html>"
)
# What whoever comes back from Slack's pages without an install reads.
STOPPED = {
    "access_denied": "You chose not to install Accord. Nothing was changed.",
    "invalid_browser": "This page was not opened by the browser in which you began.",
    "invalid_state": "This page tells once how an install ended, and only for ten minutes. If it said that Accord is "
    "installed, Accord still is: nothing was changed now.",
}
# Both pages are below the same address, whatever the proxy in front calls it.
AGAIN = '<p><a href="install">Begin at the install page</a> to install it.</p>'

CODE = re.compile(r"[\w.-]{1,300}")

logger = logging.getLogger(__name__)


class ByInstall(Authorize):
    """Finds whose token answers Slack: that of the workspace, or organisation, that Slack names."""

    def __init__(self, tokens: Tokens, own: AuthorizeResult | None) -> None:
        """`own` is who SLACK_BOT_TOKEN is, where there is one."""
        self._tokens, self._own = tokens, own

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002 (as Bolt calls it)
        **_actor: Any,
    ) -> AuthorizeResult | None:
        named = [enterprise_id, team_id] if context.is_enterprise_install else [team_id, enterprise_id]
        for install in filter(None, named):
            try:
                bot = self._tokens.bot(install)
            except NoToken:
                continue
            context[INSTALL] = install
            return AuthorizeResult(
                enterprise_id=bot.enterprise_id,
                team_id=bot.team_id or team_id,
                bot_user_id=bot.bot_user_id,
                bot_id=bot.bot_id,
                bot_token=bot.bot_token,
            )
        return self._own if self._own and team_id == self._own.team_id else None


class Flow(OAuthFlow):
    """Bolt's two pages; what goes wrong behind them is said on the page, in plain words."""

    def run_installation(self, code: str) -> Installation | None:
        # Whoever makes up a code could write lines of their own into the log.
        if not CODE.fullmatch(code):
            return None
        try:
            return asked(lambda: super(Flow, self).run_installation(code))
        except (SlackApiError, OSError, HTTPException) as error:
            logger.warning("Slack did not finish an install: %s", type(error).__name__)
            return None

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        try:
            super().store_installation(request, installation)
        except SQLAlchemyError as error:
            raise BoltError("the database did not take it") from error


def install_flow(
    pages: InstallPages,
    sealed: SealedStore,
    database: Database,
    api_url: str,
    now: Callable[[], datetime],
    wake: Callable[[], None],
    more: Collection[str] = (),
) -> OAuthFlow:
    """Build the two pages. `wake` calls the courier when an alliance that rested goes on; `more` are more scopes."""
    settings = OAuthSettings(
        client_id=pages.client_id,
        client_secret=pages.client_secret,
        scopes=[*SCOPES, *more],
        user_scopes=[],
        install_page_rendering_enabled=False,
        authorization_url=urljoin(api_url, "/oauth/v2/authorize"),
        installation_store=sealed,
        state_store=States(database, now),
        callback_options=CallbackOptions(success=partial(_installed, database, now, wake), failure=_not_installed),
    )
    return Flow(client=WebClient(base_url=api_url, timeout=PATIENCE_SECONDS, retry_handlers=[]), settings=settings)


def _installed(
    database: Database, now: Callable[[], datetime], wake: Callable[[], None], arguments: SuccessArgs
) -> BoltResponse:
    installation = arguments.installation
    with database.transaction() as connection:
        names = dormancy.wake(connection, id_of(installation), now())
    logger.info("Accord is installed in %s", id_of(installation))
    wake()
    where = installation.team_name or installation.enterprise_name or "your workspace"
    words = [f"Accord is installed in {where}."]
    words += [
        f"{name} goes on where it was. If Accord is not in its channel any more, open that and type: /invite @Accord"
        for name in names
    ]
    if not names:
        words.append("Now open the channel that your partners share, and type: /invite @Accord")
        words.append("Accord says there how an alliance is set up. You can close this page.")
    return _page(200, "Accord is installed", words)


def _not_installed(arguments: FailureArgs) -> BoltResponse:
    known = arguments.reason if CODE.fullmatch(arguments.reason) else "for no reason that Slack would give"
    logger.warning("an install of Accord was not finished: %s", known)
    words = STOPPED.get(arguments.reason, "Slack did not finish the install.")
    # Whoever opens the page of an install again, as telephones do by themselves, is not told that it was undone.
    title = "This page is over" if arguments.reason == "invalid_state" else "Accord is not installed"
    return _page(arguments.suggested_status_code, title, [words], AGAIN)


def _page(status: int, title: str, words: list[str], more: str = "") -> BoltResponse:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in words) + more
    return BoltResponse(status=status, body=PAGE.format(title=html.escape(title), body=body), headers=HEADERS)
