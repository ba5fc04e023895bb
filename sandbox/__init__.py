"""A local workspace that answers as Slack does, so that Accord can be tried and tested without Slack."""

from sandbox.person import Person
from sandbox.registered import Command, Shortcut
from sandbox.screen import NotPossible
from sandbox.server import Sandbox
from sandbox.workspace import Channel, Message, User, View, Workspace

__all__ = [
    "Channel",
    "Command",
    "Message",
    "NotPossible",
    "Person",
    "Sandbox",
    "Shortcut",
    "User",
    "View",
    "Workspace",
]
