"""How does Slack tell the app what a person did?"""

from sandbox.web_api.message_json import message_json
from sandbox.web_api.views import as_json as view_json
from sandbox.workspace import Json, Message, User, View, Workspace


def block_actions(workspace: Workspace, user: User, action: Json, place: Message | View, response_url: str) -> Json:
    """A button or menu in a message or view was used."""
    payload = _common(workspace, user, "block_actions")
    if isinstance(place, View):
        view = view_json(workspace, place)
        return payload | {
            "container": {"type": "view", "view_id": place.id},
            "view": view,
            "actions": [action],
        }
    channel = workspace.channels[place.channel]
    container = {
        "type": "message",
        "message_ts": place.ts,
        "channel_id": place.channel,
        "is_ephemeral": place.only_for is not None,
    }
    if place.thread_ts:
        container["thread_ts"] = place.thread_ts
    payload |= {
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }
    if place.only_for is None:
        payload["message"] = message_json(workspace, place, with_metadata=False)
    return payload


def view_submission(workspace: Workspace, user: User, view: View) -> Json:
    return _common(workspace, user, "view_submission") | {"view": view_json(workspace, view), "response_urls": []}


def view_closed(workspace: Workspace, user: User, view: View) -> Json:
    return _common(workspace, user, "view_closed") | {"view": view_json(workspace, view), "is_cleared": False}


def block_suggestion(workspace: Workspace, user: User, view: View, block_id: str, action_id: str, words: str) -> Json:
    payload = _common(workspace, user, "block_suggestion")
    del payload["trigger_id"]
    return payload | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
        "block_id": block_id,
        "action_id": action_id,
        "value": words,
    }


def shortcut(workspace: Workspace, user: User, callback_id: str) -> Json:
    payload = _common(workspace, user, "shortcut") | {"callback_id": callback_id, "action_ts": workspace.new_ts()}
    del payload["api_app_id"]
    return payload


def message_action(workspace: Workspace, user: User, callback_id: str, message: Message, response_url: str) -> Json:
    channel = workspace.channels[message.channel]
    return _common(workspace, user, "message_action") | {
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name},
        "message": message_json(workspace, message, with_metadata=False),
        "response_url": response_url,
    }


def slash_command(workspace: Workspace, user: User, line: str, channel_id: str, response_url: str) -> Json:
    command, _, text = line.partition(" ")
    channel = workspace.channels[channel_id]
    return {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.new_trigger(user.id),
    }


def event(workspace: Workspace, body: Json) -> Json:
    channel = workspace.channels.get(str(body.get("channel")))
    return {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": body,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.now()),
        "authorizations": [{"team_id": workspace.team_id, "user_id": workspace.bot_user, "is_bot": True}],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "context_team_id": workspace.team_id,
    }


def _common(workspace: Workspace, user: User, kind: str) -> Json:
    """What every interaction has: people who come by Slack Connect carry a team of their own."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": workspace.app_id,
        "token": "sandbox",
        "trigger_id": workspace.new_trigger(user.id),
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }
