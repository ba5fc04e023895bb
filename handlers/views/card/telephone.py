"""About how high a card is on a telephone: a guess by its characters, as Slack draws them 390 pixels wide.

What it is for: a card says less of each thing when it would fill more of the screen than people read at once.
"""

from collections.abc import Iterable
from math import ceil

from handlers.views.blocks.kit import Block
from handlers.views.blocks.words import rich_text

# In pixels: two thirds of a screen, and the name above a message with the space around it.
TWO_THIRDS, FRAME = 480, 50
GAP = 5
# A title, where it stands, and a text of four lines with two that say why.
USUAL_TEXT = 264
LINE, SMALL_LINE, HEADER_LINE, BUTTONS = 22, 19, 23, 44
IN_A_ROW = 3
# How many characters a line has room for: as a rule, beside a button, in small print and in a title.
WIDE, BESIDE, SMALL, TITLE = 43, 34, 50, 34


def height(blocks: Iterable[Block]) -> int:
    """Guess it in pixels."""
    return FRAME + sum(GAP + _height(block) for block in blocks)


def _height(block: Block) -> int:
    kind = block["type"]
    if kind == "rich_text":
        return LINE * _lines(rich_text.plain(block), WIDE)
    if kind == "section":
        return LINE * _lines(block["text"]["text"], BESIDE if "accessory" in block else WIDE)
    if kind == "context":
        return SMALL_LINE * sum(_lines(each["text"], SMALL) for each in block["elements"] if "text" in each)
    if kind == "header":
        return HEADER_LINE * _lines(block["text"]["text"], TITLE)
    return BUTTONS * ceil(len(block.get("elements", ())) / IN_A_ROW or 1)


def _lines(words: str, width: int) -> int:
    return sum(max(ceil(len(line.replace("*", "")) / width), 1) for line in words.split("\n"))
