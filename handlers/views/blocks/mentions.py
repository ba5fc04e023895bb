"""How does a mention in plain text read outside Slack? Of words that only look like one, nothing is changed."""

import re
from collections.abc import Callable

# What a Slack user is called; "" for an id that is nobody's whom Accord knows.
Who = Callable[[str], str]

_MENTION = re.compile(r"@([UW][A-Z0-9]{3,})")


def mentions_named(words: str, who: Who) -> str:
    """Write what `who` calls people: plain text keeps a mention as "@U0123456789"."""
    return _MENTION.sub(lambda mention: who(mention[1]) or mention[0], words)
