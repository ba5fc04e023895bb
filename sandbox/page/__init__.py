"""The sandbox in a browser: a page that feels like Slack, with an inspector beside it."""

from sandbox.page.controls import Connection, ControlledBot
from sandbox.page.serving import Page

__all__ = ["Connection", "ControlledBot", "Page"]
