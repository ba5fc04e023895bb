"""Fetches papers before the text that carries them is put: all of them, or none.

What a person sent waits in their lane, as a message does that is to be said, until all bytes are here. Then it goes on
as if it had been sent now; or they are told at once why not, and what they typed is kept.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from decisions.said import paper_refusal
from decisions.words.refusal import Refusal
from handlers.courier.calls.slack import NotNow, Unclear
from handlers.courier.fetching.files import FIELD, Fetched, Files
from storage.engine.database import Database
from storage.outbox import claims
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane
from storage.record.proposals.paper_folder import COMING

# The kind of what waits for its papers.
WAITS = "papers"
# Pauses grow: after so many tries about two minutes have passed.
MOST_TRIES = 6

# Goes on with what waited, in one transaction, or tells why not.
GoOn = Callable[[OutboxMessage, Lane, Sequence[Fetched] | Refusal], None]

logger = logging.getLogger(__name__)


class PapersRound:
    def __init__(self, database: Database, files: Files, now: Callable[[], datetime], go_on: GoOn) -> None:
        self._database, self._files, self._now, self._go_on = database, files, now, go_on

    def fetch(self, message: OutboxMessage, lane: Lane) -> None:
        """Fetch all, and go on. Raises NotNow or Unclear where that has to be tried again.

        Where they can't be kept, such as on a full disk or in a folder that is not there, nothing is put.
        """
        try:
            self._fetch_all(message, lane)
        except OSError as error:
            if lane.failures < MOST_TRIES:
                raise NotNow(f"papers can't be kept: {error}", None, is_failure=True) from error
            logger.exception("the papers of %s can't be kept", message.key)
            self._go_on(message, lane, paper_refusal.papers_not_kept(FIELD))

    def _fetch_all(self, message: OutboxMessage, lane: Lane) -> None:
        # Where papers are kept in a folder, they need not be written once more.
        with TemporaryDirectory(prefix=COMING, dir=self._database.papers_folder) as folder:
            try:
                fetched = [
                    self._one(each, message.about["act"]["install"], Path(folder) / str(place), lane)
                    for place, each in enumerate(_files(message))
                ]
            except Refusal as refusal:
                logger.info("the papers of %s are not to be had: %s", message.key, refusal)
                self._go_on(message, lane, refusal)
            except (NotNow, Unclear) as reason:
                is_given_up = lane.failures >= MOST_TRIES and not (isinstance(reason, NotNow) and not reason.is_failure)
                if not is_given_up:
                    raise
                logger.warning("the papers of %s did not come: %s", message.key, reason)
                self._go_on(message, lane, paper_refusal.papers_do_not_come(FIELD))
            else:
                self._go_on(message, lane, fetched)

    def _one(self, file: dict[str, str], install: str, into: Path, lane: Lane) -> Fetched:
        with self._database.transaction() as connection:
            if not claims.hold(connection, lane, self._now()):
                raise NotNow("somebody else fetches them", 2, is_failure=False)
        return self._files.fetch(install, file["id"], file["name"], into)


def _files(message: OutboxMessage) -> list[dict[str, str]]:
    return list(message.about["files"])
