"""How is Slack called, and what does its answer mean for us?"""

import logging
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from decisions.spelling import written_in_line
from handlers.courier.pace import Pace
from handlers.metrics import Metrics
from handlers.views.blocks.kit import Said, View

# A clean stop has ten seconds, so no call may take longer.
CALL_SECONDS = 8
# Waiting longer than this for a turn would block a thread of the courier; the lane comes back later instead.
LONGEST_WAIT = 2.0
# What one person is told may wait; a thread that waits for it would keep the channel's cards waiting too.
LONGEST_PRIVATE_WAIT = 0.1
PRIVATE = ("chat.postEphemeral", "conversations.open", "views.publish", "users.info")

# It is the token that is wrong, and no message.
ACCOUNT_TROUBLE = ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope")

# What is nice to have: a missing scope for it is no reason to wait.
OPTIONAL = ("conversations.canvases.create", "canvases.edit", "pins.add")

EVENT = "accord_message"

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """Slack did nothing, and may be asked again after `seconds`."""

    def __init__(self, reason: str, seconds: float, *, is_failure: bool) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.is_failure = is_failure


class Unclear(Exception):
    """Slack may have done it or not. `was_answered` tells a failure inside Slack from a lost line."""

    def __init__(self, reason: str, *, was_answered: bool = False) -> None:
        super().__init__(reason)
        self.was_answered = was_answered


class Refused(Exception):
    """Slack did not do it, and says why in a word of its own (`error`)."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class AboutPerson:
    """`name`, `zone` and `team` are "" when Slack does not tell them, as of people in other workspaces.

    `team` is the id of the person's workspace, "" also for people of an Enterprise Grid, who act from several.
    """

    name: str
    zone: str
    team: str
    is_gone: bool


class Slack:
    """Slack's Web API as the courier needs it."""

    def __init__(self, token: str, base_url: str, stopping: threading.Event, metrics: Metrics) -> None:
        # No retry handlers: the SDK's default one repeats a post whose answer was lost.
        self._client = WebClient(token=token, base_url=base_url, timeout=CALL_SECONDS, retry_handlers=[])
        self._pace = Pace()
        self._stopping = stopping
        self._metrics = metrics

    def await_turn(self, method: str, channel: str = "") -> bool:
        """Wait a little for a turn; return whether that took time. Raises NotNow.

        What is shown is made as late as possible, and anew when a turn had to be waited for.
        """
        longest, has_waited = LONGEST_PRIVATE_WAIT if method in PRIVATE else LONGEST_WAIT, False
        while wait := self._pace.seconds_to_wait(method, channel):
            if wait > longest or self._stopping.wait(wait):
                raise NotNow("pace", wait, is_failure=False)
            has_waited = True
        return has_waited

    def post(self, channel: str, said: Said, key: str, thread_ts: str | None = None, *, broadcast: bool = False) -> str:
        """Post a message that carries its key, and return its ts. The turn must be taken before."""
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
        )
        return str(answer["ts"])

    def update(self, channel: str, ts: str, said: Said) -> None:
        self._call(
            "chat.update",
            lambda: self._client.chat_update(channel=channel, ts=ts, text=said.text, blocks=said.blocks),
        )

    def whisper(self, channel: str, person: str, said: Said, thread_ts: str | None = None) -> None:
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

    def replace_whisper(self, response_url: str, said: Said) -> None:
        """Replace the private message whose button was pressed. Raises Refused when its address is used up."""
        client = WebhookClient(response_url, timeout=CALL_SECONDS, retry_handlers=[])
        try:
            answer = client.send(text=said.text, blocks=said.blocks, response_type="ephemeral", replace_original=True)
        except (OSError, HTTPException) as error:
            raise _network(error) from error
        if answer.status_code != 200:
            raise Refused(answer.body[:100])

    def find(self, channel: str, key: str, since_ts: str, thread_ts: str | None = None) -> str | None:
        """Look for our own message with this key; return its ts."""
        cursor: str | None = ""
        method = "conversations.replies" if thread_ts else "conversations.history"
        while cursor is not None:
            self.await_turn(method)
            page = self._call(method, self._reader(channel, since_ts, thread_ts, cursor))
            for message in page.get("messages", []):
                if (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        return None

    def _reader(self, channel: str, since_ts: str, thread_ts: str | None, cursor: str) -> Callable[[], Any]:
        options: dict[str, Any] = {
            "channel": channel,
            "oldest": since_ts,
            "limit": 100,
            "include_all_metadata": True,
            "cursor": cursor or None,
        }
        if thread_ts:
            return lambda: self._client.conversations_replies(ts=thread_ts, **options)
        return lambda: self._client.conversations_history(**options)

    def direct_channel(self, person: str) -> str:
        self.await_turn("conversations.open")
        answer = self._call("conversations.open", lambda: self._client.conversations_open(users=[person]))
        return str(answer["channel"]["id"])

    def permalink(self, channel: str, ts: str) -> str:
        """Return a message's address, "" when Slack does not tell it; nothing depends on it."""
        try:
            answer = self._call(
                "chat.getPermalink", lambda: self._client.chat_getPermalink(channel=channel, message_ts=ts)
            )
        except (NotNow, Unclear, Refused) as reason:
            logger.warning("no permalink for %s: %s", ts, reason)
            return ""
        return str(answer["permalink"])

    def create_canvas(self, channel: str) -> str:
        """Give a channel an empty canvas, and return its id. Raises Refused where that may not be, or there is one."""
        method = "conversations.canvases.create"
        self.await_turn(method)
        # The client's own method wants a content; without one Slack makes an empty canvas.
        answer = self._call(method, lambda: self._client.api_call(method, json={"channel_id": channel}))
        return str(answer["canvas_id"])

    def write_canvas(self, canvas_id: str, markdown: str) -> None:
        """Put this in the place of all that stands there. The turn must be taken before."""
        content = {"type": "markdown", "markdown": markdown}
        whole = [{"operation": "replace", "document_content": content}]
        self._call("canvases.edit", lambda: self._client.canvases_edit(canvas_id=canvas_id, changes=whole))

    def pin(self, channel: str, ts: str) -> None:
        """Pin a message; where that is not allowed it stays a message."""
        try:
            self._call("pins.add", lambda: self._client.pins_add(channel=channel, timestamp=ts))
        except (NotNow, Unclear, Refused) as reason:
            logger.warning("%s is not pinned: %s", ts, reason)

    def about_person(self, person: str) -> AboutPerson:
        """Ask what Slack knows of a person. Raises Refused for an unknown one."""
        self.await_turn("users.info")
        user = self._call("users.info", lambda: self._client.users_info(user=person))["user"]
        profile = user.get("profile") or {}
        name = profile.get("real_name") or user.get("real_name") or profile.get("display_name")
        team = "" if user.get("enterprise_user") else str(user.get("team_id") or "")
        return AboutPerson(written_in_line(str(name or "")), str(user.get("tz") or ""), team, bool(user.get("deleted")))

    def _call(self, method: str, call: Callable[[], Any]) -> Mapping[str, Any]:
        if self._stopping.is_set():
            raise NotNow("stopping", 0, is_failure=False)
        try:
            answer = call()
        except (SlackApiError, OSError, HTTPException) as error:
            meaning = self._meaning(method, error) if isinstance(error, SlackApiError) else _network(error)
            self._metrics.slack_call(method, type(meaning).__name__)
            raise meaning from error
        self._metrics.slack_call(method, "ok")
        body: Mapping[str, Any] = answer.data
        return body

    def _meaning(self, method: str, error: SlackApiError) -> Exception:
        status, name = error.response.status_code, str(error.response.get("error"))
        if status == 429 or name in ("ratelimited", "rate_limited"):
            seconds = float(error.response.headers.get("Retry-After", 30))
            self._pace.close(method, seconds)
            return NotNow("rate limited", seconds, is_failure=False)
        if status >= 500 or name in ("internal_error", "fatal_error", "service_unavailable", "request_timeout"):
            return Unclear(f"{method}: {status} {name}", was_answered=True)
        if name in ACCOUNT_TROUBLE and not (name == "missing_scope" and method in OPTIONAL):
            logger.error("Slack refuses the bot's token (%s); everything waits until that is mended", name)
            return NotNow(name, 60, is_failure=True)
        return Refused(name)


def _network(error: Exception) -> Exception:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotNow(str(reason), 2, is_failure=True)
    return Unclear(f"{type(reason).__name__}: {reason}")
