"""What changed between two revisions, so that a person sees it at a glance?"""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from decisions.proposal import Revision
from decisions.refusal import say_day
from handlers.views.blocks import rich_text
from handlers.views.blocks.kit import Block

# Unchanged stretches longer than this are shortened to their ends.
MOST_UNCHANGED_WORDS = 24
MOST_CHARACTERS = 2500
# Comparing every word with every other would take seconds where thousands of them repeat.
MOST_COMPARISONS = 40_000

Names = Mapping[str, str]

_FIELDS: tuple[tuple[str, Callable[[Revision, Names], str]], ...] = (
    ("Title", lambda revision, _: revision.title),
    ("What we propose", lambda revision, _: revision.text),
    ("Why this is best for people", lambda revision, _: revision.benefit),
    ("Decide by", lambda revision, _: say_day(revision.decide_by) if revision.decide_by else "no date"),
    ("Review on", lambda revision, _: say_day(revision.review_on) if revision.review_on else "no date"),
    ("Owner", lambda revision, names: names.get(revision.owner, "somebody") if revision.owner else "nobody"),
    ("Topics", lambda revision, _: ", ".join(revision.topics) or "none"),
    ("Supersedes", lambda revision, _: f"No. {revision.supersedes}" if revision.supersedes else "nothing"),
)


def changes(before: Revision, after: Revision, names: Names) -> Block:
    """Show what was taken out (struck through) and put in (bold), field by field. `names` are people's, by id."""
    parts: list[dict[str, Any]] = []
    for label, marked in changed_fields(before, after, names):
        parts.append(rich_text.section(*rich_text.of_words(label, "bold")))
        parts.append({"type": "rich_text_quote", "elements": marked})
    if not parts:
        parts.append(rich_text.section(*rich_text.of_words("Only the look of the text changed, no words.")))
    pieces = rich_text.split(rich_text.block(*parts), MOST_CHARACTERS)
    if len(pieces) > 1:
        cut = rich_text.of_words("There are more changes. History in the card's menu shows every revision.", "italic")
        pieces[0]["elements"].append(rich_text.section(*cut))
    return pieces[0]


def changed_fields(before: Revision, after: Revision, names: Names) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each field that changed with its words as rich text's elements, marked likewise; long stretches are cut."""
    for label, read in _FIELDS:
        old, new = read(before, names), read(after, names)
        if old != new:
            yield label, [bit for bit in _marked(old, new) if bit["text"]]


def _marked(before: str, after: str) -> Iterator[dict[str, Any]]:
    old, new = _words(before), _words(after)
    for act, first, last, new_first, new_last in _steps(old, new):
        if act == "equal":
            yield _text(_ends(new[new_first:new_last], new_first == 0, new_last == len(new)))
        if act in ("delete", "replace"):
            # What is taken out is told apart from its neighbours by blanks.
            before_it = " " if new_first and not new[new_first - 1].endswith((" ", "\n")) else ""
            after_it = " " if act == "replace" else ""
            yield _text(f"{before_it}{''.join(old[first:last]).rstrip()}{after_it}", "strike")
        if act in ("insert", "replace"):
            yield _text("".join(new[new_first:new_last]), "bold")


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what difflib would, at a bounded price: long texts with little in common are shown one after the other."""
    bare_old, bare_new = [word.strip() for word in old], [word.strip() for word in new]
    start = _same_at_start(bare_old, bare_new)
    end = _same_at_start(bare_old[start:][::-1], bare_new[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    if start:
        yield "equal", 0, start, 0, start
    if (last_old - start) * (last_new - start) > MOST_COMPARISONS:
        yield "replace", start, last_old, start, last_new
    else:
        pairs = SequenceMatcher(None, bare_old[start:last_old], bare_new[start:last_new], autojunk=False)
        for act, first, last, new_first, new_last in pairs.get_opcodes():
            yield act, first + start, last + start, new_first + start, new_last + start
    if end:
        yield "equal", last_old, len(old), last_new, len(new)


def _same_at_start(some: list[str], others: list[str]) -> int:
    """Count the words that are the same until the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _ends(words: list[str], is_start: bool, is_end: bool) -> str:  # noqa: FBT001 (two places in a text)
    if len(words) <= MOST_UNCHANGED_WORDS:
        return "".join(words)
    half = MOST_UNCHANGED_WORDS // 2
    return f"{'' if is_start else ''.join(words[:half])} … {'' if is_end else ''.join(words[-half:])}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+\s*|[^\w\s]+\s*|\s+", text)


def _text(words: str, style: str | None = None) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": {style: True}} if style else {})}
