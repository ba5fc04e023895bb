"""Who is who: auth.test and users.info."""

from sandbox.workspace import Json, SlackError, Workspace


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_domain,
        "user": "accord",
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, arguments: Json) -> Json:
    user = workspace.users.get(arguments.get("user", ""))
    if user is None:
        raise SlackError("user_not_found")
    profile = {"real_name": user.real_name, "display_name": user.name}
    return {
        "user": {
            "id": user.id,
            "team_id": user.team_id,
            "name": user.name,
            "real_name": user.real_name,
            "deleted": user.deleted,
            "tz": user.tz,
            "is_bot": user.is_bot,
            "is_stranger": user.is_stranger,
            "profile": profile,
        }
    }
