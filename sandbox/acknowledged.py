"""What happens on the screen when the app acknowledges with an answer."""

from sandbox.screen import NotPossible
from sandbox.web_api.chat import checked_content
from sandbox.web_api.views import checked_view, pushed, replaced
from sandbox.workspace import Json, Message, View, Workspace


def answer_window(workspace: Workspace, user_id: str, view: View, answer: Json) -> None:
    """Do what the acknowledgement of a sent window asks for; if it asks for nothing, the window closes."""
    stack = workspace.windows.get(user_id, [])
    action = answer.get("response_action")
    if action == "errors":
        view.errors = {_label(view, block): words for block, words in answer["errors"].items()}
    elif action == "update":
        replaced(workspace, view, checked_view(answer["view"], "modal"))
    elif action == "push":
        pushed(workspace, user_id, checked_view(answer["view"], "modal"))
    elif action == "clear":
        stack.clear()
    elif view in stack:
        stack.remove(view)


def answer_command(workspace: Workspace, user_id: str, channel: str, answer: Json) -> None:
    """Show what a command answered at once. Raises SlackError when Slack would not."""
    text, blocks = checked_content(answer)
    message = Message(channel, workspace.new_ts(), workspace.bot_user, text, blocks)
    message.only_for = None if answer.get("response_type") == "in_channel" else user_id
    workspace.messages.append(message)


def _label(view: View, block_id: str) -> str:
    for block in view.body["blocks"]:
        if block.get("block_id") == block_id and block["type"] == "input":
            return str(block["label"]["text"])
    raise NotPossible(f"Slack shows an error only under an input, and {block_id!r} is none")
