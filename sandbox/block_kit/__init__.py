"""Whether Slack would accept blocks and windows."""

from sandbox.block_kit.check import Problem
from sandbox.block_kit.surfaces import (
    LARGEST_MESSAGE,
    check_message_blocks,
    check_view,
    is_too_large,
    message_size,
)

__all__ = ["LARGEST_MESSAGE", "Problem", "check_message_blocks", "check_view", "is_too_large", "message_size"]
