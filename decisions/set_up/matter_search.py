"""Which of the decisions that managers made alone have these words, or this number?"""

from collections.abc import Iterable

from decisions.alliance.matter import DelegatedDecision
from decisions.words.spelling import each_word


def having(words: str, made: Iterable[DelegatedDecision]) -> list[DelegatedDecision]:
    """List those that have all of these words, or such that begin so, newest first; D1 finds D1 alone.

    Without words they are all of them.
    """
    looked_for = list(each_word(words))
    newest_first = sorted(made, key=lambda each: each.number, reverse=True)
    called = [each for each in newest_first if looked_for == list(each_word(each.called))]
    return called or [each for each in newest_first if _has(each, looked_for)]


def _has(decided: DelegatedDecision, looked_for: Iterable[str]) -> bool:
    its = list(each_word(" ".join((decided.what, decided.why, decided.matter))))
    return all(any(word.startswith(begins) for word in its) for begins in looked_for)
