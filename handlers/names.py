"""How does Accord learn what people are called? It asks Slack now and then; no answer waits for it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.slack import NotNow, Refused, Slack, Unclear
from storage import outbox, people
from storage.database import Database

ASK_AGAIN_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


def learn_names(database: Database, slack: Slack, now: Callable[[], datetime]) -> None:
    """Ask for the names of all who speak or manage, and mark open cards as old when one is new."""
    with database.snapshot() as connection:
        unknown = people.not_asked_since(connection, now() - ASK_AGAIN_AFTER)
    is_new = False
    for person in unknown:
        try:
            name = slack.person_name(person)
        except Refused as refused:
            logger.warning("Slack tells no name of %s: %s", person, refused)
            name = ""
        except (NotNow, Unclear) as later:
            logger.info("names are asked for again later: %s", later)
            break
        with database.transaction() as connection:
            is_new = people.keep_name(connection, person, name, now()) or is_new
    if is_new:
        with database.transaction() as connection:
            outbox.mark_open_cards(connection, now())
