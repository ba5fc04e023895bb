"""How does a message that somebody wants to propose become the first text of a proposal?"""

import html
from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import rich_text


def quoted_message(message: Mapping[str, Any], channel: str, team_domain: str) -> dict[str, Any]:
    """Take over the message's words and link it. Slack's payload has rich text, or at least plain mrkdwn text."""
    written = [
        part
        for block in message.get("blocks") or ()
        if block.get("type") == "rich_text"
        for part in rich_text.harmless(block)["elements"]
    ]
    words = html.unescape(message.get("text", ""))
    parts = written or [rich_text.section(*rich_text.of_words(words))] if written or words else []
    address = _address(message.get("thread_ts"), message.get("ts", ""), channel, team_domain)
    if address:
        source = {"type": "link", "url": address, "text": "From this message"}
        parts.append(rich_text.section({"type": "text", "text": "\n"}, source))
    return rich_text.block(*parts)


def _address(thread_ts: str | None, ts: str, channel: str, team_domain: str) -> str:
    """Write a message's address as Slack does; asking Slack for it would cost the trigger's three seconds."""
    if not (ts and channel and team_domain):
        return ""
    thread = f"?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else ""
    return f"https://{team_domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{thread}"
