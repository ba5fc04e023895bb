"""How long may what a person writes be?"""

from decisions.words import refusal
from decisions.words.spelling import written

LONGEST_WORDS = 3000


def worded(field: str, words: str, limit: int = LONGEST_WORDS) -> str:
    words = written(words)
    if len(words) > limit:
        raise refusal.too_long(field, limit, len(words))
    return words
