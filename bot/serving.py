"""How Accord starts, keeps trying while Slack is away, and stops."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.app import Accord, create_app, prepare_database
from bot.lines.addresses import Addresses
from bot.lines.stopping import Stopping
from bot.setup.alliance_file import AllianceFile, read
from bot.setup.settings import Settings, read_environment, settings_to_run, settings_to_serve
from handlers.courier.calls.meanings import Meaning, meaning_of, word_of
from storage.engine.sqlite import code_of

LONGEST_PAUSE_SECONDS = 60
# Ten are promised, whatever hangs.
STOP_SECONDS = 9
# What SQLite says while another program holds the file, or the disk has no room: it may be well in a minute.
PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


def serve(now: Callable[[], datetime], addresses: Addresses | None = None) -> int:
    """Serve by this clock, over Socket Mode, or listening at these addresses. Raises what `plainly` puts into words."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    settings = (settings_to_serve if addresses else settings_to_run)(read_environment())
    stopping = Stopping.by_signals(within=STOP_SECONDS)
    file = read(settings.alliance_file) if settings.alliance_file else None
    accord = _connected(settings, file, stopping, now, addresses)
    if accord:
        logger.info("Accord is connected. Stop it with Ctrl-C or SIGTERM.")
        stopping.wait()
        accord.stop()
        logger.info("Accord has stopped.")
    return 0


def _connected(
    settings: Settings,
    file: AllianceFile | None,
    stopping: Stopping,
    now: Callable[[], datetime],
    addresses: Addresses | None,
) -> Accord | None:
    """Start, and try again while Slack or a database server can't be reached; None when stopped before."""
    pause, database = 1.0, None
    while not stopping.is_asked():
        try:
            database = database or prepare_database(settings)
            accord = create_app(settings, file, database, now, addresses)
            accord.start()
        except (SlackApiError, DBAPIError, OSError, HTTPException) as error:
            if is_final(error):
                raise
            logger.warning("%s (%s); trying again in %d seconds", _who_is_away(error), _in_a_line(error), pause)
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            return accord
    return None


def is_final(error: Exception) -> bool:
    """Whether trying again is no use: Slack refused, or a file can't be opened."""
    if isinstance(error, OperationalError):
        return code_of(error.orig) not in (None, *PASSING)
    if isinstance(error, DBAPIError):
        # The server ended a line on which we had been silent for too long: this process was frozen.
        return not error.connection_invalidated
    if not isinstance(error, SlackApiError):
        return False
    meaning = meaning_of("auth.test", word_of(error))
    return bool(word_of(error)) and meaning not in (Meaning.PASSING, Meaning.UNCLEAR)


def _who_is_away(error: Exception) -> str:
    return "The database can't be reached" if isinstance(error, DBAPIError) else "Slack can't be reached"


def _in_a_line(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return word_of(error) or f"{error.response.status_code}, and not written by Slack"
    return " ".join(str(getattr(error, "orig", None) or error).split())
