"""Channels are looked up, and direct messages opened."""

from sandbox.web_api.chat import direct_channel, known_channel
from sandbox.web_api.pages import page_of
from sandbox.workspace import Json, SlackError, Workspace


def open_direct(workspace: Workspace, arguments: Json) -> Json:
    users = arguments.get("users", "")
    wanted = users.split(",") if isinstance(users, str) else list(users)
    if len(wanted) != 1 or not wanted[0]:
        raise SlackError("users_list_not_supplied")
    return {"channel": {"id": direct_channel(workspace, wanted[0]).id}}


def info(workspace: Workspace, arguments: Json) -> Json:
    channel = known_channel(workspace, arguments)
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_channel": not channel.is_im and not channel.is_private,
            "is_im": channel.is_im,
            "is_private": channel.is_private or channel.is_im,
            "is_archived": channel.is_archived,
            "is_shared": channel.is_ext_shared,
            "is_ext_shared": channel.is_ext_shared,
            "is_member": workspace.bot_user in channel.members,
        }
    }


def members(workspace: Workspace, arguments: Json) -> Json:
    everybody = sorted(known_channel(workspace, arguments).members)
    page, cursor = page_of(everybody, lambda user_id: user_id, arguments)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}
