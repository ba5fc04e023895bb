"""`accord found --file`."""

from argparse import Namespace

from bot import serving
from bot.command_line import NotDone, open_database, plainly, say
from bot.setup.alliance_file import read
from bot.setup.founding import found_or_compare, of_file
from storage.alliance import alliances


@plainly
def found(arguments: Namespace) -> int:
    """Found an alliance from a file, beside a running bot or without one; later, apply and log changed settings."""
    file = read(arguments.file)
    database = open_database(may_make=True)
    try:
        with database.snapshot() as connection:
            there = of_file(connection, file)
            was_there = there is not None and there in alliances.founded(connection)
        differences = found_or_compare(database, file, serving.utc_now(), may_undo_slack=arguments.apply)
    finally:
        database.close()
    if differences:
        raise NotDone(f"{file.name} is there already, and the file changes no partner", differences)
    done = "is there already, as the file says" if was_there else "is founded"
    answer = {"alliance": file.name, "channel": file.channel, "founded": not was_there}
    say(arguments, [f"{file.name} {done}, in {file.channel}."], answer)
    return 0
