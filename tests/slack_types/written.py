"""All that Accord and the sandbox write, as TypeScript that Slack's own types are to accept."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.demo.manifest import MANIFEST
from handlers.courier.messages import KINDS
from handlers.views.desk.home import home
from sandbox import Message, Workspace, payloads
from sandbox.happenings import Happenings
from sandbox.web_api import METHODS
from sandbox.workspace import Json
from tests.cast import ANN, BEN, CAT, CHANNEL, KARA
from tests.stories.stage import workspace
from tests.views.home_texts import homes
from tests.views.message_texts import samples
from tests.views.window_texts import windows

HEAD = """
import type * as bolt from "@slack/bolt";
import type * as slack from "@slack/types";
import type * as web from "@slack/web-api";
"""
# How Slack calls what the sandbox tells the app.
EVENTS = {
    "channel_archive": "ChannelArchiveEvent",
    "channel_id_changed": "ChannelIDChangedEvent",
    "channel_left": "ChannelLeftEvent",
    "channel_shared": "ChannelSharedEvent",
    "channel_unarchive": "ChannelUnarchiveEvent",
    "channel_unshared": "ChannelUnsharedEvent",
    "member_joined_channel": "MemberJoinedChannelEvent",
    "member_left_channel": "MemberLeftChannelEvent",
}
# Of a person Slack's type has many fields that the sandbox leaves out; what it tells must be among them.
USER_CHANGE = 'Partial<Omit<slack.UserChangeEvent, "user">> & { user: DeepPartial<slack.UserChangeEvent["user"]> }'
ANSWERS = {
    "auth.test": "AuthTestResponse",
    "users.info": "UsersInfoResponse",
    "chat.postMessage": "ChatPostMessageResponse",
    # Slack tells the ts within the message too; the samples from which the type is made had none.
    "chat.update": "ChatUpdateResponse & { message?: { ts?: string } }",
    "chat.getPermalink": "ChatGetPermalinkResponse",
    "conversations.history": "ConversationsHistoryResponse",
    "conversations.replies": "ConversationsRepliesResponse",
    "conversations.open": "ConversationsOpenResponse",
    "conversations.info": "ConversationsInfoResponse",
    "conversations.members": "ConversationsMembersResponse",
}


def typescript() -> str:
    """Return a program in which everything stands as a value of its type."""
    lines = ["type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;"]
    for number, (name, kind, value) in enumerate(_all()):
        lines.append(f"// {name}\nexport const n{number}: {kind} = {json.dumps(value)};")
    return HEAD + "\n".join(lines) + "\n"


def _all() -> Iterator[tuple[str, str, Any]]:
    yield "the manifest", 'web.AppsManifestCreateArguments["manifest"]', manifest()
    for name, (gathered, about) in samples().items():
        yield name, "slack.KnownBlock[]", KINDS[name].write(gathered, about).blocks
    for name, view in windows().items():
        yield name, "slack.ModalView", view
    for name, seen in homes().items():
        yield name, "slack.HomeView", home(seen)
    for event in _events():
        kind = EVENTS.get(event["type"])
        yield event["type"], f"slack.{kind}" if kind else USER_CHANGE, event
    yield from _answers()
    yield from _payloads()


def manifest() -> Json:
    written: Json = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return written


class _Told(Happenings):
    """A workspace of which all that happens is told here."""

    def __init__(self, made: Workspace) -> None:
        self.workspace, self.events = made, list[Json]()

    def announces(self, event: Json, channel: str = "") -> None:  # noqa: ARG002 (as the sandbox is called)
        self.events.append(event)


def _events() -> list[Json]:
    told = _Told(workspace())
    told.archives(CHANNEL)
    told.unarchives(CHANNEL)
    told.leaves(BEN, CHANNEL)
    told.joins(BEN, CHANNEL)
    told.shares(CHANNEL, "T0NEW")
    told.unshares(CHANNEL, "T0ANN")
    told.changes_user(CAT, real_name="Cat Reid-Lang")
    told.removes_bot(CHANNEL)
    told.changes_channel_id(CHANNEL, "C0NEW")
    return told.events


def _answers() -> Iterator[tuple[str, str, Json]]:
    made = workspace()
    said: Json = {"channel": CHANNEL, "text": "A card", "blocks": samples_blocks()}
    ts = METHODS["chat.postMessage"][0](made, said)["ts"]
    METHODS["chat.postMessage"][0](made, {**said, "thread_ts": ts})
    alone = METHODS["chat.postMessage"][0](made, said)["ts"]
    asked: Mapping[str, Json] = {
        "users.info": {"user": CAT},
        "chat.postMessage": said,
        "chat.update": {**said, "ts": alone},
        "chat.getPermalink": {"channel": CHANNEL, "message_ts": ts},
        "conversations.history": {"channel": CHANNEL, "include_all_metadata": True},
        "conversations.replies": {"channel": CHANNEL, "ts": ts},
        "conversations.open": {"users": [ANN]},
        "conversations.info": {"channel": CHANNEL},
        "conversations.members": {"channel": CHANNEL},
    }
    for method, kind in ANSWERS.items():
        answer = METHODS[method][0](made, dict(asked.get(method, {})))
        yield method, f"web.{kind}", {"ok": True, **_without_blocks(answer)}


def _without_blocks(value: Any) -> Any:
    """Blocks in answers have types of their own, generated from samples; those of messages are held above."""
    if isinstance(value, list):
        return [_without_blocks(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _without_blocks(inner) for name, inner in value.items() if name != "blocks"}
    return value


def samples_blocks() -> list[Json]:
    gathered, about = samples()["card"]
    return KINDS["card"].write(gathered, about).blocks


def _payloads() -> Iterator[tuple[str, str, Json]]:
    made = workspace()
    ann, kara, url = made.users[ANN], made.users[KARA], "https://x.test/response/1"
    message = Message(CHANNEL, made.new_ts(), made.bot_user, "A card", samples_blocks())
    button = next(block for block in message.blocks if block["type"] == "actions")["elements"][1]
    action = {"type": "button", "block_id": "b1", "action_ts": made.new_ts(), **button}
    written = {
        "bolt.BlockAction<bolt.ButtonAction>": payloads.block_actions(made, ann, action, message, url),
        "bolt.SlashCommand": payloads.slash_command(made, kara, "/propose Beds", CHANNEL, url),
        "bolt.GlobalShortcut": payloads.shortcut(made, kara, "raise_proposal"),
        "bolt.MessageShortcut": payloads.message_action(made, kara, "propose_this", message, url),
    }
    for kind, payload in written.items():
        # Slack writes null where somebody is of no organisation; the types say that it writes nothing.
        yield "somebody acts", kind, {name: value for name, value in payload.items() if value is not None}
