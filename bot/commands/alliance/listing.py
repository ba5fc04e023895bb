"""`accord alliances`."""

from argparse import Namespace

from bot.command_line import open_to_read, plainly, say
from storage.alliance import alliances as of_all


@plainly
def alliances(arguments: Namespace) -> int:
    """List the alliances of this database, so that `--alliance` can name one."""
    with open_to_read().snapshot() as connection:
        there = of_all.listed(connection)
    lines = [f"{each.id}\t{each.name}\t{each.channel}" for each in there]
    say(arguments, lines or ["No alliance is founded here"], {"alliances": [vars(each) for each in there]})
    return 0
