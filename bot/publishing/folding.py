"""How are words compared in a search? Without accents, capitals and signs; a register's page does the same."""

import re
import unicodedata
from collections.abc import Iterable


def folded(words: str) -> str:
    """Write words bare, with one blank between them."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def has_all(text: str, wanted: Iterable[str]) -> bool:
    """Tell whether each of these begins a word of the text; all of them are folded."""
    begun = f" {text}"
    return all(f" {word}" in begun for word in wanted)
