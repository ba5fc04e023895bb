"""Where the demo begins: amid a story, before anybody founded an alliance, or before Accord was installed."""

from argparse import Namespace
from enum import Enum


class Beginning(Enum):
    """Each keeps its data in a folder of its own."""

    STORY = "accord-demo"
    EMPTY = "accord-demo-empty"
    INSTALL = "accord-demo-install"


def beginning(arguments: Namespace) -> Beginning:
    if arguments.install:
        return Beginning.INSTALL
    return Beginning.EMPTY if arguments.empty else Beginning.STORY
