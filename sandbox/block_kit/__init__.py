"""Would Slack accept these blocks and windows?"""

from sandbox.block_kit.check import Problem
from sandbox.block_kit.surfaces import check_message_blocks, check_view

__all__ = ["Problem", "check_message_blocks", "check_view"]
