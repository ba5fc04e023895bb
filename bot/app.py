"""The only place where the parts meet; tests call it too."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.lines.addresses import Addresses
from bot.lines.installing import ByInstall, install_flow
from bot.lines.socket_line import SocketLine
from bot.setup.alliance_file import AllianceFile
from bot.setup.doctor import PAPER_SCOPES, gives_files, glance, keeping
from bot.setup.founding import found_or_compare
from bot.setup.schedule import Timetable
from bot.setup.settings import BadSetting, Settings
from bot.setup.tokens import settle, tokens
from handlers import routes
from handlers.courier.calls.meanings import asked
from handlers.courier.calls.tokens import Tokens
from handlers.courier.courier import Courier
from handlers.incoming.entrances import Entrances
from handlers.listeners.texts import papers
from handlers.metrics import Metrics
from storage.alliance import alliances
from storage.alliance.installed import channels
from storage.engine.database import Database
from storage.engine.schema import upgrade
from storage.outbox import claims, desks, outbox
from storage.record.proposals import paper_folder

# A window must open within the three seconds that its trigger lives.
WINDOW_SECONDS = 2
# With more channels the start does not ask whether Accord is in them: `accord doctor` does.
MOST_GLANCED_AT = 20
# How many alliances one transaction goes through at the start.
STEP = 500

logger = logging.getLogger(__name__)


class Line(Protocol):
    """How Slack reaches the bot: Socket Mode, or HTTP."""

    def connect(self) -> None:
        """Begin to take requests in. Raises slack_sdk's errors or OSError."""

    def close(self) -> None:
        """Take nothing more in, and finish what is under way."""


@dataclass(frozen=True)
class Accord:
    """The whole running bot."""

    database: Database
    courier: Courier
    timetable: Timetable
    line: Line

    def start(self) -> None:
        """Connect. Raises slack_sdk's errors when Slack can't be reached or refuses the token."""
        try:
            asked(self.line.connect)
        # Whatever it was, the line's threads must end with it.
        except Exception:
            self.line.close()
            raise
        self.courier.start()
        self.timetable.start()

    def stop(self) -> None:
        """Stop taking in, finish what is under way, and let go of the database."""
        self.courier.call_no_more()
        self.timetable.stop()
        self.line.close()
        self.courier.stop()
        self.database.close()


def prepare_database(settings: Settings) -> Database:
    """Open the database and bring its tables up to date.

    Raises BadSetting, NewerSchema, AlreadyServed, or SQLAlchemy's errors.
    """
    database = Database(settings.database_url, papers_folder=settings.papers_folder)
    try:
        is_alone = database.serve_alone()
    except OSError as error:
        raise BadSetting(f"DATABASE_URL: the database can't be made there ({error})") from error
    try:
        upgrade(database)
        if is_alone:
            with database.transaction() as connection:
                claims.free_all_claims(connection)
        if settings.papers_folder:
            paper_folder.sweep(settings.papers_folder, time.time())
    # Whatever it was, the file must be free for the next try.
    except Exception:
        database.close()
        raise
    return database


def create_app(
    settings: Settings,
    file: AllianceFile | None,
    database: Database,
    now: Callable[[], datetime],
    addresses: Addresses | None = None,
) -> Accord:
    """Put the bot together; nothing is connected yet. Raises slack_sdk's errors when the token is refused.

    With addresses to listen at, Slack reaches it over HTTP, otherwise over Socket Mode.
    """
    client = WebClient(
        token=settings.slack_bot_token or None,
        base_url=settings.slack_api_url,
        timeout=WINDOW_SECONDS,
        retry_handlers=[],
    )
    identity = asked(client.auth_test) if settings.slack_bot_token else None
    of_installs = tokens(settings, database, now)
    if of_installs:
        settle(database, str(identity.get("team_id")) if identity else "", now())
    # Founded only now: whoever is still trying out tokens may still be correcting the file, too.
    for difference in found_or_compare(database, file, now()) if file else ():
        logger.warning(
            "%s: %s. The file changes no partner: Partners, at Accord's desk in the channel, proposes who joins or "
            "leaves, and lets one say who speaks for it; `accord partner speaks` records the word of one that can't",
            settings.alliance_file,
            difference,
        )
    with database.snapshot() as connection:
        founded = alliances.founded(connection)
        glanced_at = channels(connection, "", MOST_GLANCED_AT)
    if not founded:
        logger.info("No alliance is founded here yet. Invite Accord to its channel, and set it up there.")
    looked = glance(client, identity.headers, settings, glanced_at, now()) if identity else ()
    for finding in (*keeping(database), *looked):
        if not finding.is_well:
            logger.warning("%s", finding.what)
    with database.transaction() as connection:
        outbox.mark_without_address(connection, now())
    _open_desks(database, now(), keeps_log=settings.living_log)
    metrics, line_for = _over_http(settings, addresses, database, now) if addresses else _over_socket_mode(settings)
    courier = Courier(
        database,
        settings.slack_bot_token,
        settings.slack_api_url,
        now,
        metrics,
        keeps_log=settings.living_log,
        tokens=of_installs,
        go_on=papers.going_on(database, now, routes.WITH_PAPERS),
    )
    own = _own(settings, identity) if identity else None
    with _without_warnings():
        app = App(
            # Without a name Bolt reads the source of every module to see who called it.
            name="accord",
            client=client,
            process_before_response=True,
            signing_secret=settings.slack_signing_secret or None,
            **_authorizing(settings, of_installs, own, database, courier, now),
        )
    clients = _clients(settings, of_installs) if of_installs else None
    takes_papers = partial(_takes_papers, settings, of_installs, gives_files(identity.headers) if identity else False)
    routes.connect(app, Entrances(database, courier, now, metrics, clients, takes_papers=takes_papers))
    return Accord(database, courier, Timetable(database, courier, now, of_installs), line_for(app))


def _takes_papers(settings: Settings, of_installs: Tokens | None, own: bool, install: str) -> bool:  # noqa: FBT001 (bound by partial)
    """Say whether Slack gives an install the files that people choose; `own` says so for SLACK_BOT_TOKEN."""
    if not settings.papers:
        return False
    return own if not install else of_installs is not None and of_installs.may(install, PAPER_SCOPES)


def _own(settings: Settings, identity: SlackResponse) -> AuthorizeResult:
    """Say who SLACK_BOT_TOKEN is."""
    return AuthorizeResult(
        enterprise_id=identity.get("enterprise_id"),
        team_id=identity.get("team_id"),
        bot_user_id=identity.get("user_id"),
        bot_id=identity.get("bot_id"),
        bot_token=settings.slack_bot_token,
    )


def _authorizing(
    settings: Settings,
    of_installs: Tokens | None,
    own: AuthorizeResult | None,
    database: Database,
    courier: Courier,
    now: Callable[[], datetime],
) -> dict[str, Any]:
    """Say how Bolt finds the token with which it answers, and the pages by which Accord is installed."""
    if of_installs is None or settings.install is None:
        return {"authorize": lambda: own}
    more, api_url = PAPER_SCOPES if settings.papers else (), settings.slack_api_url
    flow = install_flow(settings.install, of_installs.installs, database, api_url, now, courier.wake, more)
    return {"authorize": ByInstall(of_installs, own), "oauth_flow": flow}


def _clients(settings: Settings, of_installs: Tokens) -> Callable[[str], WebClient]:
    """Call Slack for any install, within the time in which an answer is wanted."""
    return lambda install: WebClient(
        token=of_installs.of(install), base_url=settings.slack_api_url, timeout=WINDOW_SECONDS, retry_handlers=[]
    )


def _open_desks(database: Database, now: datetime, *, keeps_log: bool) -> None:
    """Have every channel's desk, and its log, looked at: one a second, or, if there are very many, all within an hour.

    It goes in steps, as whoever presses meanwhile waits for the end of one.
    """
    with database.snapshot() as connection:
        everywhere, founded = alliances.everywhere(connection), {*alliances.founded(connection)}
    apart = min(timedelta(seconds=1), claims.LONGEST_WAIT / max(1, len(everywhere)))
    turns = [(alliance_id, now + apart * place) for place, alliance_id in enumerate(everywhere)]
    for first in range(0, len(turns), STEP):
        these = dict(turns[first : first + STEP])
        with database.transaction() as connection:
            desks.look_at_desks(connection, these)
        if keeps_log:
            with database.transaction() as connection:
                desks.look_at_logs(connection, {each: turn for each, turn in these.items() if each in founded})


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep quiet that the token goes unused: Bolt would take it from the environment, and the client has it already."""
    # Bolt's logger takes its level from the root again each time.
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _over_http(
    settings: Settings, addresses: Addresses, database: Database, now: Callable[[], datetime]
) -> tuple[Metrics, Callable[[App], Line]]:
    # Nothing else needs the extra http.
    from bot.lines.measures import Measures  # noqa: PLC0415 (an extra)
    from bot.lines.web import WebLine  # noqa: PLC0415 (an extra)

    measures = Measures()
    return measures, lambda app: WebLine(app, addresses, settings.slack_signing_secret, database, measures, now)


def _over_socket_mode(settings: Settings) -> tuple[Metrics, Callable[[App], Line]]:
    return Metrics(), lambda app: SocketLine(app, settings.slack_app_token, settings.slack_api_url)
