"""How does somebody use the sandbox in a browser? A page that feels like Slack, with an inspector beside it."""

from sandbox.page.controls import ControlledBot
from sandbox.page.serving import Page

__all__ = ["ControlledBot", "Page"]
