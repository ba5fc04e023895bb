"""How can Accord be tried and tested without Slack? A local workspace that answers as Slack does."""

from sandbox.person import NotPossible, Person
from sandbox.server import Sandbox
from sandbox.workspace import Channel, Message, User, View, Workspace

__all__ = ["Channel", "Message", "NotPossible", "Person", "Sandbox", "User", "View", "Workspace"]
