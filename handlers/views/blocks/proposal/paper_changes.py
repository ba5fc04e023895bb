"""The words that changed in a paper: paragraph by paragraph, for it may be long; then as in any text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from handlers.views.blocks.words.alignment import Mark, Stretch, marked

# Finding what is the same takes a second where more pairs of paragraphs are alike.
MOST_PAIRS = 200_000


def changed_words(before: str, after: str, most: int) -> list[Stretch] | None:
    """Return what is the same and what is not; None where paragraphs with more than `most` signs changed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    in_old, in_new = Counter(old), Counter(new)
    if sum(count * in_new[line] for line, count in in_old.items() if line.strip()) > MOST_PAIRS:
        return None
    matcher = SequenceMatcher(lambda line: not line.strip(), old, new, autojunk=False)
    places = matcher.get_opcodes()
    if _length(old[a:b] + new[c:d] for what, a, b, c, d in places if what != "equal") > most:
        return None
    return [stretch for what, a, b, c, d in places for stretch in _at(what, "".join(old[a:b]), "".join(new[c:d]))]


def _at(what: str, old: str, new: str) -> Iterator[Stretch]:
    if what == "equal":
        yield Stretch(Mark.SAME, old)
    else:
        yield from marked(old, new)


def _length(changed: Iterator[Sequence[str]]) -> int:
    return sum(len(line) for lines in changed for line in lines)
