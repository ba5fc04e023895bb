"""Tells a person privately that something was not done."""

from collections.abc import Mapping, Sequence

from decisions.words.refusal import Refusal
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, modal, paragraph, small
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, join_words, person, shorten

NOT_STORED = Refusal("Nothing was recorded: Accord can't reach its records just now. Please try again in a minute.")
NOT_UNDERSTOOD = Refusal(
    "Nothing was recorded: Accord did not understand what Slack sent. Please try again. If it stays so, please tell "
    "the person who looks after Accord."
)
WINDOW_REFUSED = Refusal(
    "Slack did not open the window, so nothing was recorded. If you used a message, please copy its words and "
    "press Raise a proposal. If it stays so, please tell the person who looks after Accord."
)
WINDOW_CAME_LATE = Refusal("Slack was too slow to open the window, so nothing was recorded. Please press again.")


def no_such_word(word: str, known: Sequence[str]) -> Refusal:
    """Answer /accord with a word that means nothing: only people who have the command read this."""
    return Refusal(
        f"Accord knows no word “{shorten(word, 100)}”. After {ids.ACCORD_COMMAND} you can type one of these: "
        f"{', '.join(known)}."
    )


def refusal_window(
    refusal: Refusal, names: Mapping[str, str], typed: Sequence[str] = (), reader: str | None = None
) -> View:
    """Show why not. What the person typed comes along, to be copied."""
    blocks: list[Block] = [paragraph(words(refusal, names, reader))]
    if typed:
        blocks.append(small("What you wrote, so that it is not lost:"))
        blocks += [rich_text.block(rich_text.quote(one)) for one in typed]
    return modal("window.refusal", "Not recorded" if typed else "Just so you know", blocks)


def words(refusal: Refusal, names: Mapping[str, str], reader: str | None = None) -> str:
    """Write the refusal in mrkdwn, with the names of those who can help. Nobody is told to ask themselves."""
    helpers = [person(names, helper) for helper in dict.fromkeys(refusal.people) if helper != reader][:9]
    ask = f"\nYou can ask {join_words(helpers)}." if helpers else ""
    return f"{escape(refusal.words)}{ask}"
