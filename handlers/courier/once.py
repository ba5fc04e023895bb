"""Says a thing once, although a crash or a lost answer may come between saying and knowing."""

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from handlers.courier.calls.meanings import BLOCKS_REFUSED
from handlers.courier.calls.slack import NotNow, Posted, Refused, Slack, Unclear
from handlers.views.blocks.kit import LONGEST_SECTION, Block, Message, paragraph
from handlers.views.blocks.plain_words import plain_words
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, shorten
from storage.engine.database import Database
from storage.outbox import attempts
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import CLAIM

# Our clock and Slack's may differ by this much when we look for a message by its age.
CLOCKS_DIFFER = timedelta(minutes=5)

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Once:
    """Says messages of the outbox to Slack."""

    def __init__(self, database: Database, slack: Slack, now: Callable[[], datetime]) -> None:
        self._database = database
        self._slack = slack
        self._now = now

    def post(
        self,
        message: OutboxMessage,
        channel: str,
        write: Callable[[], Message],
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
    ) -> Posted:
        """Post a message, unless an earlier attempt did. `write` is called as late as possible."""
        if message.message_ts:
            return Posted(message.message_ts, is_in_thread=True)
        if message.attempted_at:
            since = message.attempted_at - CLOCKS_DIFFER
            found = self._slack.find(channel, message.key, f"{since.timestamp():.6f}", thread_ts)
            if found:
                return found
        self._slack.await_turn("chat.postMessage", channel)
        said = write()
        attempted_at = self._attempt(message, said)
        try:
            self._refuse_if_late(attempted_at)
            posted = self._post(message, channel, said, thread_ts, broadcast=broadcast)
        except (NotNow, Refused):
            # Not when it is unclear whether Slack took it: then the attempt stands, and the next one looks first.
            self._was_not_attempted(message, attempted_at)
            raise
        self._take_back_if_late(message, attempted_at, channel, posted)
        return posted

    def whisper(
        self, message: OutboxMessage, channel: str, person: str, said: Message, thread_ts: str | None = None
    ) -> None:
        """Show a private message, at most once: Slack keeps none that one could look for.

        Raises Refused when the person can't be reached in this channel, and Unclear when nobody knows.
        """
        self._slack.await_turn("chat.postEphemeral")
        attempted_at = self._attempt(message, said)
        try:
            self._refuse_if_late(attempted_at)
            self._whisper(message.about.get("receipt_url", ""), channel, person, said, thread_ts)
        except (NotNow, Refused):
            self._was_not_attempted(message, attempted_at)
            raise

    def _attempt(self, message: OutboxMessage, said: Message) -> datetime:
        now = self._now()
        with self._database.transaction() as connection:
            if not attempts.attempt(connection, message, plain_words(said), now):
                raise _somebody_else()
        return now

    def _refuse_if_late(self, attempted_at: datetime) -> None:
        """Just before the call: a process that was paused since it noted the attempt may have lost its claim."""
        if self._now() - attempted_at >= CLAIM:
            raise _somebody_else()

    def _take_back_if_late(self, message: OutboxMessage, attempted_at: datetime, channel: str, posted: Posted) -> None:
        """Just after it: the pause may have come in the middle of the call, and somebody else may have said it."""
        with self._database.transaction() as connection:
            is_ours = attempts.is_posted(connection, message, attempted_at, posted.ts)
        if not is_ours:
            logger.warning("%s was said by another process meanwhile; ours is taken back", message.key)
            self._slack.take_back(channel, posted.ts)
            raise _somebody_else()

    def end(self, message: OutboxMessage, ended_as: str, message_ts: str = "") -> None:
        with self._database.transaction() as connection:
            attempts.end(connection, message.id, ended_as=ended_as, message_ts=message_ts, now=self._now())

    def _whisper(self, receipt_url: str, channel: str, person: str, said: Message, thread_ts: str | None) -> None:
        if receipt_url and self._is_replaced(receipt_url, said):
            return
        said_or_plainer(said, lambda written: self._slack.whisper(channel, person, written, thread_ts))

    def _is_replaced(self, receipt_url: str, said: Message) -> bool:
        try:
            return self._slack.replace_whisper(receipt_url, said)
        except Unclear as unclear:
            # Whatever is replaced by the same words twice says them once.
            raise NotNow(str(unclear), None, is_failure=True) from unclear

    def _post(
        self, message: OutboxMessage, channel: str, said: Message, thread_ts: str | None, *, broadcast: bool
    ) -> Posted:
        def post(written: Message) -> Posted:
            return self._slack.post(channel, written, message.key, thread_ts, broadcast=broadcast)

        return said_or_plainer(said, post)

    def _was_not_attempted(self, message: OutboxMessage, attempted_at: datetime) -> None:
        if message.attempted_at is None:
            with self._database.transaction() as connection:
                attempts.not_attempted(connection, message, attempted_at)


def _somebody_else() -> NotNow:
    return NotNow("somebody else says it", 2, is_failure=False)


def said_or_plainer(said: Message, say: Callable[[Message], T]) -> T:
    """Say it, in plain words if Slack refuses the blocks."""
    try:
        return say(said)
    except Refused as refused:
        if refused.error not in BLOCKS_REFUSED:
            raise
        logger.warning("said in plain words, for Slack refused the blocks: %s", said.headline)
        return say(plainer(said))


def plainer(said: Message) -> Message:
    """Say the same without the rich text that somebody typed and Slack does not take back."""
    return Message(
        said.headline,
        [
            paragraph(shorten(escape(rich_text.plain(block)), LONGEST_SECTION - 1) or "…")
            if block["type"] == "rich_text"
            else block
            for block in said.blocks
        ],
    )


def fingerprint(text: str, blocks: list[Block]) -> str:
    """Distinguish what a card, or a Home tab, shows now from what it showed."""
    return hashlib.sha256(json.dumps([text, blocks]).encode()).hexdigest()
