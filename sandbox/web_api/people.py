"""Who is who: auth.test and users.info."""

from typing import Any

from sandbox.workspace import Json, SlackError, User, Workspace


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_domain,
        "user": "accord",
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": bool(workspace.organisation),
        **({"enterprise_id": workspace.organisation} if workspace.organisation else {}),
    }


def users_info(workspace: Workspace, arguments: Json) -> Json:
    user = workspace.users.get(arguments.get("user", ""))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": user_json(workspace, user)}


def user_json(workspace: Workspace, user: User) -> Json:
    """Write a person as Slack does: it tells less about people of other workspaces, such as no time zone."""
    is_at_home = workspace.is_at_home(user.id)
    told: dict[str, Any] = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(workspace.now()),
        "profile": {
            "real_name": user.real_name,
            "display_name": user.name,
            "title": user.title,
            "team": user.team_id,
        },
    }
    if is_at_home:
        return told | {"deleted": user.deleted, "tz": user.tz, "is_admin": False, "is_restricted": False}
    return told | {"is_stranger": not _share_a_channel(workspace, user)}


def _share_a_channel(workspace: Workspace, user: User) -> bool:
    pair = {user.id, workspace.bot_user}
    return any(pair <= channel.members for channel in workspace.channels.values() if not channel.is_im)
