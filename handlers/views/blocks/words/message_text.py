"""Turns a message that somebody wants to propose into the first text of a proposal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.views.blocks.words import mrkdwn, rich_text

Part = dict[str, Any]


def quoted_message(message: Mapping[str, Any], channel: str, team_domain: str) -> dict[str, Any]:
    """Take over the message's words, as people read them, and link it."""
    parts = [*(_of_blocks(message.get("blocks")) or mrkdwn.parts(message.get("text") or ""))]
    # What Slack shows of a linked page is not the message's own.
    own = (attached for attached in message.get("attachments") or () if not attached.get("from_url"))
    parts += [part for attached in own for part in _of_attachment(attached)]
    address = _address(message.get("thread_ts"), message.get("ts", ""), channel, team_domain)
    if address:
        source = {"type": "link", "url": address, "text": "From this message"}
        parts.append(rich_text.section({"type": "text", "text": "\n"}, source))
    return rich_text.block(*parts)


def _of_blocks(blocks: Iterable[Mapping[str, Any]] | None) -> list[Part]:
    return [part for block in blocks or () for part in _of_block(block)]


def _of_block(block: Mapping[str, Any]) -> Iterator[Part]:
    """Read people's rich text, and what apps write; buttons and the like say nothing."""
    match block.get("type"):
        case "rich_text":
            yield from rich_text.harmless(block)["elements"]
        case "section" | "header":
            for words in (block.get("text"), *(block.get("fields") or ())):
                yield from _of_words(words)
        case "context":
            for words in block.get("elements") or ():
                yield from _of_words(words)


def _of_words(words: Mapping[str, Any] | None) -> list[Part]:
    text = (words or {}).get("text")
    if not words or not isinstance(text, str):
        return []
    return mrkdwn.parts(text) if words.get("type") == "mrkdwn" else [rich_text.section(*rich_text.of_words(text))]


def _of_attachment(attached: Mapping[str, Any]) -> list[Part]:
    """Older apps write in attachments, and every app may put blocks there."""
    said = [attached.get(name) or "" for name in ("pretext", "title", "text")]
    said += [f"{each.get('title', '')}: {each.get('value', '')}" for each in attached.get("fields") or ()]
    written = [part for words in said if words for part in mrkdwn.parts(words)]
    return _of_blocks(attached.get("blocks")) or written or mrkdwn.parts(attached.get("fallback") or "")


def _address(thread_ts: str | None, ts: str, channel: str, team_domain: str) -> str:
    """Write a message's address as Slack does; asking Slack for it would cost the trigger's three seconds."""
    if not (ts and channel and team_domain):
        return ""
    thread = f"?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else ""
    return f"https://{team_domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{thread}"
