"""The alliance that a command is for, where the database keeps several: the one that `--alliance` names."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from bot.command_line import NotDone
from decisions.words.spelling import alike
from storage.alliance import alliances
from storage.alliance.alliances import Listed

# A line that names more of them is read by nobody.
MOST_NAMED = 10


def the_alliance(connection: Connection, named: str | None) -> int:
    """Find the alliance that is named, or the only one there is. Raises NotDone."""
    found = those_meant(connection, named)
    if not found:
        raise NotDone("there is nothing to write yet: no alliance is founded, in Slack or by `accord found`")
    return found[0]


def those_meant(connection: Connection, named: str | None, *, or_all: bool = False) -> list[int]:
    """Find the one that is named, else the only one, else none; with `or_all`, every one in the database.

    Raises NotDone when it is not clear which is meant: nothing is told or changed of one that nobody named.
    """
    there = alliances.listed(connection)
    if named is None:
        if len(there) > 1 and not or_all:
            raise NotDone(f"--alliance: name one of those in this database: {_said(there)}")
        return [each.id for each in there]
    found = next(filter(None, ([each for each in there if is_it(each, named)] for is_it in _WAYS)), [])
    if len(found) == 1:
        return [found[0].id]
    if found:
        raise NotDone(f"--alliance: several are called {named!r}; name its number or channel: {_said(found)}")
    raise NotDone(f"--alliance: none is called {named!r}; this database has {_said(there) or 'none yet'}")


def refuse_unless_only_there(connection: Connection, named: str | None, touched: Iterable[int], whose: str) -> None:
    """Whoever names an alliance wants nothing in another one changed. Raises NotDone."""
    if named is None:
        return
    (meant,) = those_meant(connection, named)
    touched = set(touched)
    if meant not in touched:
        raise NotDone(f"--alliance: {whose} is not of {alliances.load(connection, meant).name}. Nothing was changed")
    if others := [alliances.load(connection, each).name for each in sorted(touched - {meant})]:
        raise NotDone(
            f"--alliance: {whose} is of {' and of '.join(others)}, too. Nothing was changed; without --alliance it is "
            "done in all of them"
        )


# In this order: a number or a channel belongs to one alliance only.
_WAYS: tuple[Callable[[Listed, str], bool], ...] = (
    lambda each, named: named == str(each.id),
    lambda each, named: named == each.channel,
    lambda each, named: alike(named) == alike(each.name),
)


def _said(some: list[Listed]) -> str:
    words = [f"{each.id} {each.name} ({each.channel})" for each in some[:MOST_NAMED]]
    more = len(some) - MOST_NAMED
    return ", ".join(words) + (f", and {more:,} more (`accord alliances` lists all)" if more > 0 else "")
