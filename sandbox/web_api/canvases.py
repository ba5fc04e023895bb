"""A channel gets a canvas and pins. Errors are those of Slack's reference for these methods."""

from sandbox.web_api.chat import known_channel, writable_channel
from sandbox.workspace import Json, SlackError, Workspace

LONGEST_MARKDOWN = 1_048_576


def create_for_channel(workspace: Workspace, arguments: Json) -> Json:
    channel = writable_channel(workspace, {"channel": arguments.get("channel_id")})
    if not workspace.allows_canvases:
        raise SlackError("canvas_disabled_user_team")
    if channel.canvas_id:
        raise SlackError("channel_canvas_already_exists")
    content = _markdown(arguments.get("document_content") or {"type": "markdown", "markdown": ""})
    channel.canvas_id = workspace.new_id("F")
    workspace.canvases[channel.canvas_id] = content
    return {"canvas_id": channel.canvas_id}


def edit(workspace: Workspace, arguments: Json) -> Json:
    """Of all operations, only replacing the whole works: a change that names no section."""
    canvas_id = arguments.get("canvas_id")
    if canvas_id not in workspace.canvases:
        raise SlackError("canvas_not_found")
    changes = arguments.get("changes") or []
    if len(changes) != 1 or changes[0].get("operation") != "replace" or "section_id" in changes[0]:
        raise SlackError("canvas_editing_failed")
    workspace.canvases[canvas_id] = _markdown(changes[0].get("document_content") or {})
    return {}


def add_pin(workspace: Workspace, arguments: Json) -> Json:
    channel = known_channel(workspace, arguments)
    message = workspace.find_message(channel.id, arguments.get("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    channel.pins.append(message.ts)
    return {}


def _markdown(content: Json) -> str:
    words = content.get("markdown")
    if content.get("type") != "markdown" or not isinstance(words, str) or len(words) > LONGEST_MARKDOWN:
        raise SlackError("canvas_editing_failed")
    return words
