"""What was taken out of a text and what was put in, so that a person sees it at a glance, and to the letter."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import TypeVar

from handlers.views.blocks.words.tables import tables
from handlers.views.blocks.words.tokens import is_word, sentences, tokens

# Comparing each with each would take seconds where there are more; then the old stands before the new.
MOST_COMPARISONS, MOST_PAIRS = 100_000, 40_000
# A sentence that keeps this part of the shorter one's words was changed; else it is another one.
SHARED = 0.5
# From so many changes on, each must have so many words of the sentence around it to be read in it.
MANY_CHANGES, WORDS_AROUND_A_CHANGE = 3, 2
# Words so short stand in every sentence, and tie nothing together.
LONGEST_SHORT_WORD = 3

T = TypeVar("T")


class Mark(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Stretch:
    """Words of the one text, of the other, or of both."""

    mark: Mark
    words: str


@dataclass(frozen=True)
class _Unit:
    """A sentence, or a whole row of a table."""

    tokens: tuple[str, ...]
    is_row: bool = False

    @property
    def telling(self) -> Counter[str]:
        """The words by which it is known again: of a row those that are no numbers, if it has any."""
        words = [token for token in self.tokens if is_word(token)]
        names = [word for word in words if word.isalpha()] if self.is_row else []
        return Counter(names or words)


@dataclass
class _Run:
    """What stands at one place in tokens: in the old text, and in the new one."""

    old: list[str]
    new: list[str]

    @property
    def is_same(self) -> bool:
        return self.old == self.new

    @property
    def is_replaced(self) -> bool:
        return bool(self.old and self.new) and not self.is_same

    def begin_with(self, token: str) -> None:
        self.old.insert(0, token)
        self.new.insert(0, token)

    def end_with(self, token: str) -> None:
        self.old.append(token)
        self.new.append(token)


def marked(before: str, after: str) -> list[Stretch]:
    """Show a text and what became of it in one another.

    What is the same and what was taken out is the one text to the letter; what is the same and what was put in, the
    other. A row of a table, and a sentence of which little is left, is shown as it was and then as it is.
    """
    stretches: list[Stretch] = []
    for old, new in _aligned([*_units(before)], [*_units(after)], lambda unit: not any(map(is_word, unit.tokens))):
        stretches += [_same(old)] if old == new else _changed_units(old, new)
    return list(_joined(stretches))


def _units(text: str) -> Iterator[_Unit]:
    rows = {line for table in tables(text) for line in range(table.first, table.last)}
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text)):
        if number in rows:
            yield _Unit((*tokens(line),), is_row=True)
        else:
            yield from (_Unit((*sentence,)) for sentence in sentences(tokens(line)))


def _aligned(
    old: Sequence[T], new: Sequence[T], is_blank: Callable[[T], bool]
) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Yield what both have at one place, the same or not. Nothing is anchored on blanks."""
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    if start:
        yield old[:start], new[:start]
    old_rest, new_rest = old[start:last_old], new[start:last_new]
    if len(old_rest) * len(new_rest) > MOST_COMPARISONS:
        yield old_rest, new_rest
    else:
        matcher = SequenceMatcher(is_blank, old_rest, new_rest, autojunk=False)
        for _, first, last, new_first, new_last in matcher.get_opcodes():
            yield old_rest[first:last], new_rest[new_first:new_last]
    if end:
        yield old[last_old:], new[last_new:]


def _same_at_start(some: Sequence[T], others: Sequence[T]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _changed_units(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[Stretch]:
    done_old = done_new = 0
    for place, new_place in [*_pairs(old, new), (len(old), len(new))]:
        yield Stretch(Mark.OUT, _words(old[done_old:place]))
        yield Stretch(Mark.IN, _words(new[done_new:new_place]))
        if place < len(old):
            yield from _changed_unit(old[place], new[new_place])
        done_old, done_new = place + 1, new_place + 1


def _pairs(old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[tuple[int, int]]:
    """Find which became which, in order, so that together they are as alike as can be."""
    if len(old) * len(new) > MOST_PAIRS:
        return
    known, known_new = [unit.telling for unit in old], [unit.telling for unit in new]
    alike = [[_likeness(one, other) for other in known_new] for one in known]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for place in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            together = best[place + 1][other + 1] + alike[place][other] if alike[place][other] else 0.0
            best[place][other] = max(best[place + 1][other], best[place][other + 1], together)
    place = other = 0
    while place < len(old) and other < len(new):
        if best[place][other] == best[place + 1][other]:
            place += 1
        elif best[place][other] == best[place][other + 1]:
            other += 1
        else:
            yield place, other
            place, other = place + 1, other + 1


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    shared, shorter = (one & other).total(), min(one.total(), other.total())
    return 2 * shared / (one.total() + other.total()) if shared and shared >= SHARED * shorter else 0.0


def _changed_unit(old: _Unit, new: _Unit) -> Iterator[Stretch]:
    runs = [_run(was, now) for was, now in _aligned(old.tokens, new.tokens, str.isspace)]
    runs = _apart(_without_weak_ties(runs))
    if old.is_row or new.is_row or _is_confetti(runs):
        runs = [_run(old.tokens, new.tokens)]
    for run in runs:
        if run.is_same:
            yield Stretch(Mark.SAME, "".join(run.old))
        else:
            yield Stretch(Mark.OUT, "".join(run.old))
            yield Stretch(Mark.IN, "".join(run.new))


def _run(old: Sequence[str], new: Sequence[str]) -> _Run:
    """What is the same is one list, so that a word taken from it is taken from both."""
    was = [*old]
    return _Run(was, was if old == new else [*new])


def _without_weak_ties(runs: list[_Run]) -> list[_Run]:
    """Take two changes for one where nothing is between them but blanks, signs, or words such as "of" and "the"."""
    kept: list[_Run] = []
    for place, run in enumerate(runs):
        is_tie = run.is_same and 0 < place < len(runs) - 1
        is_weak = is_tie and _is_weak(run, runs[place - 1].is_replaced and runs[place + 1].is_replaced)
        if kept and not kept[-1].is_same and (is_weak or not run.is_same):
            kept[-1] = _Run(kept[-1].old + run.old, kept[-1].new + run.new)
        else:
            kept.append(run)
    return kept


def _is_weak(tie: _Run, is_between_replaced: bool) -> bool:  # noqa: FBT001 (a fact about the same tie)
    words = [token for token in tie.old if is_word(token)]
    return not words or (is_between_replaced and all(it.isalpha() and len(it) <= LONGEST_SHORT_WORD for it in words))


def _apart(runs: list[_Run]) -> list[_Run]:
    """Let what was replaced reach from blank to blank, and a blank stand between the old and the new."""
    for place, run in enumerate(runs):
        if not run.is_replaced:
            continue
        before = runs[place - 1].old if place else []
        after = runs[place + 1].old if place + 1 < len(runs) else []
        while before and not before[-1].isspace():
            run.begin_with(before.pop())
        while after and not after[0].isspace():
            run.end_with(after.pop(0))
        if after and (after[0] != "\n" or not before):
            run.end_with(after.pop(0))
        elif before and before[-1] != "\n":
            run.begin_with(before.pop())
    return runs


def _is_confetti(runs: Sequence[_Run]) -> bool:
    changes = sum(not run.is_same for run in runs)
    words_around = sum(is_word(token) for run in runs if run.is_same for token in run.old)
    return changes >= MANY_CHANGES and words_around < changes * WORDS_AROUND_A_CHANGE


def _same(units: Iterable[_Unit]) -> Stretch:
    return Stretch(Mark.SAME, _words(units))


def _words(units: Iterable[_Unit]) -> str:
    return "".join(token for unit in units for token in unit.tokens)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Put together what has the same mark, and leave out what has no words."""
    last: Stretch | None = None
    for stretch in stretches:
        if last and last.mark is stretch.mark:
            last = Stretch(last.mark, last.words + stretch.words)
        elif stretch.words:
            if last:
                yield last
            last = stretch
    if last:
        yield last
