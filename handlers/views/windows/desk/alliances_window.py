"""The window in which somebody who takes part in several alliances says which one they mean."""

from collections.abc import Sequence

from handlers.views.blocks import ids
from handlers.views.blocks.kit import View, beside, button, modal, paragraph, small
from handlers.views.blocks.words.text import escape, shorten

# Slack shows no more than 100 blocks in a window.
MOST = 97
# What was typed comes along in every button, and Slack takes 2,000 characters there.
LONGEST_WORDS = 500


def alliances_window(theirs: Sequence[tuple[int, str]], act: str, words: str) -> View:
    """Offer each of these (id, name); the button goes on with what was asked, and with the words that were typed."""
    again = {"act": act, "words": shorten(words, LONGEST_WORDS)}
    choices = [
        beside(f"*{escape(name)}*", button("Choose", f"{ids.CHOSEN_ALLIANCE}.{each}", {"alliance": each, **again}))
        for each, name in theirs[:MOST]
    ]
    more = [small("And more: please go to the channel of the one you mean.")] if len(theirs) > MOST else []
    return modal("window.alliances", "Which alliance?", [paragraph("You take part in more than one."), *choices, *more])
