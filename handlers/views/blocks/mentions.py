"""Writes mentions where a text has no look; words that only look like one stay as they are."""

import re
from collections.abc import Callable, Mapping

# What a Slack user is called; "" for an id that is nobody's whom Accord knows.
Who = Callable[[str], str]

_MENTION = re.compile(r"@([UW][A-Z0-9]{3,})")


def mentions_named(words: str, who: Who) -> str:
    """Write what `who` calls people: plain text keeps a mention as "@U0123456789"."""
    return _MENTION.sub(lambda mention: who(mention[1]) or mention[0], words)


def names_mentioned(words: str, names: Mapping[str, str]) -> str:
    """Write "@Ann Lee" for "@U0123456789", as Slack does in a text that has its look."""
    return mentions_named(words, lambda who: f"@{names[who]}" if who in names else "")
