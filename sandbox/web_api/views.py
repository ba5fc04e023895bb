"""Windows are opened, stacked and changed, and Home tabs published."""

from sandbox.block_kit import Problem, check_view, is_too_large
from sandbox.block_kit.completing import completed
from sandbox.workspace import Json, SlackError, View, Workspace

MOST_STACKED = 3


def open_view(workspace: Workspace, arguments: Json) -> Json:
    body = checked_view(arguments.get("view"), "modal")
    user = workspace.use_trigger(arguments.get("trigger_id"))
    view = new_view(workspace, user, body)
    workspace.windows[user] = [view]
    return {"view": as_json(workspace, view)}


def push(workspace: Workspace, arguments: Json) -> Json:
    body = checked_view(arguments.get("view"), "modal")
    user = workspace.use_trigger(arguments.get("trigger_id"))
    return {"view": as_json(workspace, pushed(workspace, user, body))}


def update(workspace: Workspace, arguments: Json) -> Json:
    body = checked_view(arguments.get("view"), None)
    view = workspace.find_view(arguments.get("view_id"))
    if view is None:
        raise SlackError("not_found")
    if arguments.get("hash") and arguments["hash"] != view.hash:
        raise SlackError("hash_conflict")
    replaced(workspace, view, body)
    return {"view": as_json(workspace, view)}


def publish(workspace: Workspace, arguments: Json) -> Json:
    body = checked_view(arguments.get("view"), "home")
    user = arguments.get("user_id", "")
    if user not in workspace.users:
        raise SlackError("user_not_found")
    before = workspace.homes.get(user)
    if before and arguments.get("hash") and arguments["hash"] != before.hash:
        raise SlackError("hash_conflict")
    view = new_view(workspace, user, body)
    workspace.homes[user] = view
    return {"view": as_json(workspace, view)}


def new_view(workspace: Workspace, user: str, body: Json) -> View:
    view_id = workspace.new_id("V")
    view = View(view_id, user, body, workspace.new_ts(), view_id, bot=workspace.bot_user)
    view.typed = initially_typed(body)
    return view


def pushed(workspace: Workspace, user: str, body: Json) -> View:
    stack = workspace.windows.get(user, [])
    if not stack or len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    view = new_view(workspace, user, body)
    view.root_id, view.previous_id = stack[0].root_id, stack[-1].id
    stack.append(view)
    return view


def replaced(workspace: Workspace, view: View, body: Json) -> None:
    """Put a new body into a window. What was typed stays in inputs whose block and action ids stay."""
    before = view.typed
    view.body, view.hash, view.errors = body, workspace.new_ts(), {}
    view.typed = initially_typed(body)
    for block_id, inputs in view.typed.items():
        for action_id in inputs:
            if action_id in before.get(block_id, {}):
                inputs[action_id] = before[block_id][action_id]


def checked_view(body: Json | None, kind: str | None) -> Json:
    """Give every block an id, as Slack does, once the view is found to be sound."""
    try:
        check_view(body)
    except Problem as problem:
        raise SlackError("invalid_arguments", [str(problem)]) from problem
    if body is None or (kind and body["type"] != kind):
        raise SlackError("invalid_arguments")
    if is_too_large(body):
        raise SlackError("view_too_large")
    return {**body, "blocks": completed(body["blocks"])}


def as_json(workspace: Workspace, view: View) -> Json:
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "submit": None,
        "close": None,
        **view.body,
        "id": view.id,
        # The workspace of the person who has it; the app's own is named below.
        "team_id": workspace.users[view.user].acting_team_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": view.typed},
    }


# The name under which Slack sends what is in an input, and the attribute with its initial value.
STATE = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    # Nothing can be there from the start.
    "file_input": ("files", ""),
}


def initially_typed(body: Json) -> dict[str, Json]:
    """List the inputs of a view with what stands in them at first."""
    typed: dict[str, Json] = {}
    for block in body["blocks"]:
        elements = [block["element"]] if block["type"] == "input" else block.get("elements", [])
        for element in elements:
            if element.get("type") in STATE:
                name, initial = STATE[element["type"]]
                empty: object = [] if name.endswith("s") else None
                value = {"type": element["type"], name: element.get(initial, empty)}
                typed.setdefault(block["block_id"], {})[element.get("action_id", "")] = value
    return typed
