"""How does a mention in plain text read outside Slack?"""

import re
from collections.abc import Callable

Who = Callable[[str], str]

_MENTION = re.compile(r"@([UW][A-Z0-9]{3,})", re.ASCII)


def mentions_named(words: str, who: Who) -> str:
    """Write what `who` calls people: plain text keeps a mention as "@U0123456789"."""
    return _MENTION.sub(lambda mention: who(mention[1]), words)
