"""How does Accord start, keep trying while Slack is away, and stop?"""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from bot.alliance_file import AllianceFile, read
from bot.app import Accord, create_app, prepare_database
from bot.settings import Settings, read_environment, settings_to_run
from storage.database import Database

LONGEST_PAUSE_SECONDS = 60

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


def serve(now: Callable[[], datetime]) -> int:
    """Serve by this clock. Raises what `plainly` puts into words."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    settings = settings_to_run(read_environment())
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda _number, _frame: stopping.set())
    file = read(settings.alliance_file)
    accord = _connected(settings, file, prepare_database(settings), stopping, now)
    if accord:
        logger.info("Accord is connected. Stop it with Ctrl-C or SIGTERM.")
        stopping.wait()
        accord.stop()
        logger.info("Accord has stopped.")
    return 0


def _connected(
    settings: Settings, file: AllianceFile, database: Database, stopping: threading.Event, now: Callable[[], datetime]
) -> Accord | None:
    """Start, and try again while Slack can't be reached; None when stopped before."""
    pause = 1.0
    while not stopping.is_set():
        try:
            accord = create_app(settings, file, database, now)
            accord.start()
        except (SlackApiError, OSError, HTTPException) as error:
            if isinstance(error, SlackApiError) and error.response.status_code == 200:
                raise
            logger.warning("Slack can't be reached (%s); trying again in %d seconds", error, pause)
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            return accord
    return None
