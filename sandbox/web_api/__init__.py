"""The methods of Slack's Web API that there are, and the scope that each needs."""

from collections.abc import Callable

from sandbox.web_api import canvases, chat, conversations, files, history, people, views
from sandbox.workspace import Json, Workspace

Method = Callable[[Workspace, Json], Json]

METHODS: dict[str, tuple[Method, tuple[str, ...]]] = {
    "auth.test": (people.auth_test, ()),
    "users.info": (people.users_info, ("users:read",)),
    "chat.postMessage": (chat.post_message, ("chat:write",)),
    "chat.update": (chat.update, ("chat:write",)),
    "chat.delete": (chat.delete, ("chat:write",)),
    "chat.postEphemeral": (chat.post_ephemeral, ("chat:write",)),
    "chat.getPermalink": (chat.get_permalink, ()),
    "conversations.history": (history.history, ("channels:history", "groups:history", "im:history")),
    "conversations.replies": (history.replies, ("channels:history", "groups:history", "im:history")),
    "conversations.open": (conversations.open_direct, ("im:write",)),
    "conversations.info": (conversations.info, ("channels:read", "groups:read", "im:read")),
    "conversations.members": (conversations.members, ("channels:read", "groups:read", "im:read")),
    "reactions.get": (history.reactions, ("reactions:read",)),
    "conversations.canvases.create": (canvases.create_for_channel, ("canvases:write",)),
    "canvases.edit": (canvases.edit, ("canvases:write",)),
    "files.info": (files.info, ("files:read",)),
    "pins.add": (canvases.add_pin, ("pins:write",)),
    "views.open": (views.open_view, ()),
    "views.push": (views.push, ()),
    "views.update": (views.update, ()),
    "views.publish": (views.publish, ()),
}
