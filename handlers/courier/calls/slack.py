"""Calls Slack, and says what its answer means for us."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from handlers.courier.calls.meanings import (
    CARD_IS_GONE,
    THREAD_IS_CLOSED,
    TOKEN_IS_GONE,
    Garbled,
    Meaning,
    asked,
    meaning_of,
    why_refused,
    word_of,
)
from handlers.courier.calls.pace import Pace, retry_after
from handlers.courier.calls.profile import AboutPerson, about
from handlers.metrics import Metrics
from handlers.views.blocks.kit import Message, View

# A clean stop has ten seconds, so no call may take longer.
CALL_SECONDS = 8
# Waiting longer than this for a channel's turn would block a thread of the courier; the lane comes back later instead.
LONGEST_WAIT = 2.0
# Likewise where Slack closed a method to a whole workspace: the threads would all wait there, and others for them.
LONGEST_WAIT_ELSEWHERE = 0.1
# How long to wait before another try, in seconds.
PAUSES_IN_TAKING_BACK = (1, 5, 30, 0)
EVENT = "accord_message"

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """Slack did nothing, and may be asked again after `seconds`; None leaves it to the lane, whose pauses grow."""

    def __init__(self, reason: str, seconds: float | None, *, is_failure: bool) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.is_failure = is_failure


class Unclear(Exception):
    """Slack may have done it or not: its answer was lost, or something else answered."""


class Refused(Exception):
    """Slack did not do it, and says why in a word of its own (`error`); `meaning` tells what becomes of it."""

    def __init__(self, error: str, meaning: Meaning) -> None:
        super().__init__(error)
        self.error = error
        self.meaning = meaning


@dataclass(frozen=True)
class Posted:
    """Where a message stands. A reply to a deleted message is no reply: Slack posts it in the channel."""

    ts: str
    is_in_thread: bool


class Slack:
    """Slack's Web API as the courier needs it."""

    def __init__(self, token: str, base_url: str, stopping: threading.Event, metrics: Metrics) -> None:
        # No retry handlers: the SDK's default one repeats a post whose answer was lost.
        self._client = WebClient(token=token, base_url=base_url, timeout=CALL_SECONDS, retry_handlers=[])
        self._pace, self._stopping, self._metrics = Pace(), stopping, metrics
        self._is_lost: Callable[[str, str], None] | None = None

    def goes_by(self, install: str, token: str, is_lost: Callable[[str, str, str], None]) -> None:
        """Call with this token of an install from now on; `is_lost` hears of both, and of the word of a refusal."""
        self._client.token, self._is_lost = token, partial(is_lost, install)

    def await_turn(self, method: str, channel: str = "") -> bool:
        """Wait a little for a turn; return whether that took time. Raises NotNow.

        What is shown is made as late as possible, and anew when a turn had to be waited for.
        """
        longest, has_waited = LONGEST_WAIT if channel else LONGEST_WAIT_ELSEWHERE, False
        while wait := self._pace.seconds_to_wait(method, channel):
            if wait > longest or self._stopping.wait(wait):
                raise NotNow("pace", wait, is_failure=False)
            has_waited = True
        return has_waited

    def post(
        self, channel: str, said: Message, key: str, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> Posted:
        """Post a message that carries its key. The turn must be taken before."""
        metadata = {"event_type": EVENT, "event_payload": {"key": key}}
        answer = self._call(
            "chat.postMessage",
            lambda: self._client.chat_postMessage(
                channel=channel,
                text=said.text,
                blocks=said.blocks,
                metadata=metadata,
                thread_ts=thread_ts,
                reply_broadcast=broadcast or None,
                unfurl_links=False,
                unfurl_media=False,
            ),
            "ts",
        )
        return Posted(str(answer["ts"]), is_in_thread="thread_ts" in answer.get("message", {"thread_ts": thread_ts}))

    def update(self, channel: str, ts: str, said: Message) -> None:
        call = partial(self._client.chat_update, channel=channel, ts=ts, text=said.text, blocks=said.blocks)
        self._call("chat.update", call)

    def take_back(self, channel: str, ts: str) -> None:
        """Delete a message of ours that says what another one says, as far as Slack lets it be."""
        for pause in PAUSES_IN_TAKING_BACK:
            try:
                self.await_turn("chat.delete")
                self._call("chat.delete", lambda: self._client.chat_delete(channel=channel, ts=ts))
            except (NotNow, Unclear) as reason:
                logger.warning("%s is not taken back yet: %s", ts, reason)
                self._stopping.wait(pause)
            except Refused as refused:
                if refused.error not in CARD_IS_GONE:
                    logger.error("%s says what another message says, and can't be deleted: %s", ts, refused)
                return
            else:
                return

    def whisper(self, channel: str, person: str, said: Message, thread_ts: str | None = None) -> None:
        """Show a message in a channel, or in a thread there, to one person only. The turn must be taken before."""
        self._call(
            "chat.postEphemeral",
            lambda: self._client.chat_postEphemeral(
                channel=channel, user=person, text=said.text, blocks=said.blocks, thread_ts=thread_ts
            ),
        )

    def publish_home(self, person: str, view: View) -> None:
        """Put a person's Home tab in the place of the one before. The turn must be taken before."""
        self._call("views.publish", lambda: self._client.views_publish(user_id=person, view=view))

    def replace_whisper(self, response_url: str, said: Message) -> bool:
        """Replace the private message whose button was pressed; return False when its address is used up."""
        client = WebhookClient(response_url, timeout=CALL_SECONDS, retry_handlers=[])
        try:
            answer = client.send(text=said.text, blocks=said.blocks, response_type="ephemeral", replace_original=True)
        except (OSError, HTTPException) as error:
            raise _network(error) from error
        if answer.status_code == 429:
            raise NotNow("response_url: rate limited", retry_after(answer.headers), is_failure=False)
        if answer.status_code == 200 and answer.body not in ("ok", '{"ok":true}'):
            raise Unclear("response_url: not an answer of Slack's")
        if answer.status_code >= 500:
            raise Unclear(f"response_url: {answer.status_code}")
        return answer.status_code == 200

    def find(self, channel: str, key: str, since_ts: str, thread_ts: str | None = None) -> Posted | None:
        """Look for our own message with this key, in its thread and in the channel."""
        if thread_ts:
            try:
                found = self._first_with(key, self._read(channel, since_ts, thread_ts))
            except Refused as refused:
                if refused.error not in THREAD_IS_CLOSED:
                    raise
            else:
                if found:
                    return found
        return self._first_with(key, self._read(channel, since_ts, None))

    def _first_with(self, key: str, messages: Iterator[Mapping[str, Any]]) -> Posted | None:
        for message in messages:
            if (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
                return Posted(str(message["ts"]), is_in_thread="thread_ts" in message)
        return None

    def _read(self, channel: str, since_ts: str, thread_ts: str | None) -> Iterator[Mapping[str, Any]]:
        cursor: str | None = ""
        method = "conversations.replies" if thread_ts else "conversations.history"
        while cursor is not None:
            self.await_turn(method)
            page = self._call(method, self._reader(channel, since_ts, thread_ts, cursor), "messages")
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None

    def _reader(self, channel: str, since_ts: str, thread_ts: str | None, cursor: str) -> Callable[[], Any]:
        options: dict[str, Any] = {"channel": channel, "oldest": since_ts, "limit": 100, "cursor": cursor or None}
        options["include_all_metadata"] = True
        if thread_ts:
            return lambda: self._client.conversations_replies(ts=thread_ts, **options)
        return lambda: self._client.conversations_history(**options)

    def direct_channel(self, person: str) -> str:
        self.await_turn("conversations.open")
        answer = self._call("conversations.open", lambda: self._client.conversations_open(users=[person]), "channel")
        return str(answer["channel"]["id"])

    def permalink(self, channel: str, ts: str) -> str | None:
        """Return a message's address; "" when Slack says that it won't tell it, None when it may be asked again."""
        call = partial(self._client.chat_getPermalink, channel=channel, message_ts=ts)
        try:
            self.await_turn("chat.getPermalink")
            answer = self._call("chat.getPermalink", call, "permalink")
        except (NotNow, Unclear, Refused) as reason:
            logger.warning("no permalink for %s: %s", ts, reason)
            return "" if isinstance(reason, Refused) else None
        return str(answer["permalink"])

    def create_canvas(self, channel: str) -> str:
        """Give a channel an empty canvas, and return its id. Raises Refused where that may not be, or there is one."""
        method = "conversations.canvases.create"
        self.await_turn(method)
        # The client's own method wants a content; without one Slack makes an empty canvas.
        answer = self._call(method, lambda: self._client.api_call(method, json={"channel_id": channel}), "canvas_id")
        return str(answer["canvas_id"])

    def write_canvas(self, canvas_id: str, markdown: str) -> None:
        """Put this in the place of all that stands there. The turn must be taken before."""
        content = {"type": "markdown", "markdown": markdown}
        whole = [{"operation": "replace", "document_content": content}]
        self._call("canvases.edit", lambda: self._client.canvases_edit(canvas_id=canvas_id, changes=whole))

    def pin(self, channel: str, ts: str) -> None:
        """Pin a message; where that is not allowed it stays a message, and few apps have the scope."""
        try:
            self.await_turn("pins.add")
            self._call("pins.add", lambda: self._client.pins_add(channel=channel, timestamp=ts))
        except (NotNow, Unclear, Refused) as reason:
            logger.info("%s is not pinned: %s", ts, reason)

    def about_person(self, person: str) -> AboutPerson:
        """Ask what Slack knows of a person. Raises Refused for an unknown one."""
        self.await_turn("users.info")
        return about(self._call("users.info", lambda: self._client.users_info(user=person), "user")["user"])

    def file(self, file_id: str) -> tuple[Mapping[str, Any], str]:
        """Ask what Slack knows of a file, and return it with the token that fetches it. Raises Refused."""
        self.await_turn("files.info")
        answer = self._call("files.info", lambda: self._client.files_info(file=file_id), "file")
        return answer["file"], str(self._client.token)

    def _call(self, method: str, call: Callable[[], Any], *needed: str) -> Mapping[str, Any]:
        """Call Slack, and return its answer, in which these must stand."""
        if self._stopping.is_set():
            raise NotNow("stopping", 0, is_failure=False)
        # Another one may take its place meanwhile.
        token = str(self._client.token)
        try:
            answer = asked(call).data
            if not isinstance(answer, dict) or any(answer.get(name) is None for name in needed):
                raise Garbled("half an answer")
        except SlackApiError as error:
            raise self._counted(method, self._refusal(method, error, token)) from error
        except (OSError, HTTPException) as error:
            raise self._counted(method, _network(error)) from error
        self._metrics.slack_call(method, "ok")
        return answer

    def _counted(self, method: str, meaning: Exception) -> Exception:
        self._metrics.slack_call(method, type(meaning).__name__)
        return meaning

    def _refusal(self, method: str, error: SlackApiError, token: str) -> Exception:
        status, word = error.response.status_code, word_of(error)
        if status == 429 or word in ("ratelimited", "rate_limited"):
            seconds = retry_after(error.response.headers)
            self._pace.close(method, seconds)
            if word:
                return NotNow("rate limited", seconds, is_failure=False)
        if not word or status >= 500:
            return Unclear(f"{method}: {status} {word or 'from somebody else'}")
        meaning = meaning_of(method, word)
        if self._is_lost and word in TOKEN_IS_GONE:
            self._is_lost(token, word)
            meaning = Meaning.PASSING
        if meaning is Meaning.PASSING:
            return NotNow(f"{method}: {word}", None, is_failure=True)
        if meaning is Meaning.UNCLEAR:
            return Unclear(f"{method}: {word}")
        if why := why_refused(error):
            logger.warning("%s was refused: %s: %s", method, word, why)
        return Refused(word, meaning)


def _network(error: Exception) -> Exception:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotNow(str(reason), 2, is_failure=True)
    return Unclear(f"{type(reason).__name__}: {reason}")
