"""Slack's way of telling the app what a person did."""

import re

from sandbox.web_api.message_json import message_json
from sandbox.web_api.views import as_json as view_json
from sandbox.workspace import Json, Message, User, View, Workspace


def block_actions(workspace: Workspace, user: User, action: Json, place: Message | View, response_url: str) -> Json:
    """A button or menu in a message or view was used."""
    if isinstance(place, View):
        return _in_view(workspace, user, "block_actions", place) | {
            "container": {"type": "view", "view_id": place.id},
            "actions": [action],
        }
    payload = _common(workspace, user, "block_actions")
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
    return _in_view(workspace, user, "view_submission", view) | {"response_urls": []}


def view_closed(workspace: Workspace, user: User, view: View) -> Json:
    payload = _in_view(workspace, user, "view_closed", view) | {"is_cleared": False}
    del payload["trigger_id"]
    return payload


def block_suggestion(workspace: Workspace, user: User, view: View, block_id: str, action_id: str, words: str) -> Json:
    payload = _in_view(workspace, user, "block_suggestion", view)
    del payload["trigger_id"]
    return payload | {
        "container": {"type": "view", "view_id": view.id},
        "block_id": block_id,
        "action_id": action_id,
        "value": words,
    }


def shortcut(workspace: Workspace, user: User, callback_id: str) -> Json:
    payload = _common(workspace, user, "shortcut") | {"callback_id": callback_id, "action_ts": workspace.new_ts()}
    del payload["api_app_id"], payload["user"]["name"]
    return payload


def message_action(workspace: Workspace, user: User, callback_id: str, message: Message, response_url: str) -> Json:
    channel = workspace.channels[message.channel]
    payload = _common(workspace, user, "message_action")
    del payload["api_app_id"], payload["user"]["username"]
    return payload | {
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
    payload: Json = {
        "token": "sandbox",
        "team_id": user.team_id if workspace.organisation else workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "true" if workspace.organisation else "false",
        "response_url": response_url,
        "trigger_id": workspace.new_trigger(user.id),
    }
    return payload | ({"enterprise_id": workspace.organisation} if workspace.organisation else {})


def event(workspace: Workspace, body: Json) -> Json:
    """Wrap an event. The outer team is that of whoever acted, if the event tells it; ours is the context."""
    channel = workspace.channels.get(_channel_of(body))
    actor = workspace.users[body["user"]] if body.get("team") else workspace.users[workspace.bot_user]
    organisation = workspace.organisation or None
    authorization = {
        "enterprise_id": organisation,
        "team_id": None if organisation else workspace.team_id,
        "user_id": workspace.bot_user,
        "is_bot": True,
        "is_enterprise_install": bool(organisation),
    }
    payload = {
        "token": "sandbox",
        "team_id": actor.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": organisation,
        "api_app_id": workspace.app_id,
        "event": body,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.now()),
        "event_context": f"4-{workspace.new_id('EC')}",
        "authorizations": [authorization],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
    }
    enterprise_id = actor.enterprise_id or organisation
    return payload | ({"enterprise_id": enterprise_id} if enterprise_id else {})


def _channel_of(body: Json) -> str:
    where = body.get("channel") or body.get("item", {}).get("channel") or body.get("new_channel_id")
    return str(where)


def _in_view(workspace: Workspace, user: User, kind: str, view: View) -> Json:
    """Write an interaction in a window or on a Home tab: its team is the person's, not the app's."""
    payload = _common(workspace, user, kind) | {"view": view_json(workspace, view)}
    if workspace.is_at_home(user.id):
        return payload
    payload["team"] = {"id": user.acting_team_id, "domain": _domain(user)}
    if user.enterprise_id:
        payload["enterprise"] = {"id": user.enterprise_id, "name": user.team_name}
        payload["team"] |= {"enterprise_id": user.enterprise_id, "enterprise_name": user.team_name}
    return payload


def _domain(user: User) -> str:
    return re.sub(r"[^a-z0-9]+", "-", (user.team_name or user.team_id).lower()).strip("-")


def _common(workspace: Workspace, user: User, kind: str) -> Json:
    """What every interaction has: people who come by Slack Connect carry a team of their own."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.acting_team_id},
        "api_app_id": workspace.app_id,
        "token": "sandbox",
        "trigger_id": workspace.new_trigger(user.id),
        "team": None if workspace.organisation else {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": {"id": workspace.organisation, "name": workspace.team_domain} if workspace.organisation else None,
        "is_enterprise_install": bool(workspace.organisation),
    }
