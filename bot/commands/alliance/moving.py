"""`accord channel moved` and `accord person moved`."""

from argparse import Namespace

from bot import serving
from bot.command_line import NotDone, open_database, plainly, say
from bot.commands.ids import refuse_unless_channel, refuse_unless_person
from bot.commands.named_alliance import refuse_unless_only_there
from storage.alliance import alliances
from storage.record.changes.moves import NotMoved, move_channel, move_person


@plainly
def channel_moved(arguments: Namespace) -> int:
    """Have an alliance go on with its channel's other id, or in another channel; its log says so."""
    refuse_unless_channel(arguments.after)
    with open_database().transaction() as connection:
        alliance_id = alliances.of_channel(connection, arguments.before)
        if alliance_id is None:
            there = [each.channel for each in alliances.listed(connection)]
            raise NotDone(f"no alliance is in {arguments.before}; there are {', '.join(there) or 'none'}")
        refuse_unless_only_there(connection, arguments.alliance, [alliance_id], arguments.before)
        alliance = alliances.load(connection, alliance_id, for_writing=True)
        try:
            move_channel(connection, alliance, arguments.after, serving.utc_now(), is_empty=arguments.empty)
        except NotMoved as why:
            raise NotDone(str(why)) from why
    line = f"{alliance.name} goes on in {arguments.after}, and its log says so. Write that id in alliance.toml, too."
    say(arguments, [line], {"alliance": alliance.name, "before": arguments.before, "channel": arguments.after})
    return 0


@plainly
def person_moved(arguments: Namespace) -> int:
    """Have everything go on with a person's other id; the log and the channel say so."""
    refuse_unless_person(arguments.after)
    with open_database().transaction() as connection:
        try:
            theirs = move_person(connection, arguments.before, arguments.after, serving.utc_now())
        except NotMoved as why:
            raise NotDone(str(why)) from why
        # Refused after it was done: the transaction ends without it.
        refuse_unless_only_there(connection, arguments.alliance, [each.id for each in theirs], arguments.before)
    names = [alliance.name for alliance in theirs]
    line = f"{arguments.before} is {arguments.after} now, for {' and '.join(names)}. The log and the channel say so."
    say(arguments, [line], {"alliances": names, "before": arguments.before, "person": arguments.after})
    return 0
