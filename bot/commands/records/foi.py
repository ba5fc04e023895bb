"""`accord foi`."""

from argparse import Namespace
from pathlib import Path

from bot import serving
from bot.command_line import NotDone, open_to_read, plainly, refuse_if_records_differ, say
from bot.commands.named_alliance import the_alliance
from bot.publishing.foi.letter import Letter, law_of
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.file import read_redactions
from bot.publishing.redactions.papers import unread
from bot.publishing.redactions.redactor import Redactor
from storage.alliance import alliances
from storage.personal import people


@plainly
def answer_request(arguments: Namespace) -> int:
    """Write the pack that answers a request for information."""
    request = Request(arguments.first, arguments.last, tuple(arguments.topic), arguments.words)
    if request.last < request.first:
        raise NotDone(f"{request.last} is before {request.first}; please give the earlier day first")
    redactions = read_redactions(Path(arguments.redactions)) if arguments.redactions else ()
    with open_to_read().snapshot() as connection:
        alliance_id = the_alliance(connection, arguments.alliance)
        refuse_if_records_differ(connection, [alliance_id])
        redactor = Redactor(redactions, people.everybody(connection))
        law = arguments.law or law_of(alliances.settings(connection, alliance_id))
        letter = Letter(law, arguments.reference, arguments.received, arguments.due, arguments.contact)
        out = Path(arguments.out)
        found = write_pack(connection, alliance_id, request, letter, redactor, out, serving.utc_now())
    withheld = sum(redactor.counts.values())
    what = f"{found.entries} entries about {len(found.items)} proposals, {found.messages} messages"
    say(
        arguments,
        [
            f"{arguments.out}: {what}, {withheld} places withheld. Please read it all before you send it.",
            *unread(redactor),
        ],
        {
            "file": arguments.out,
            "searched": found.searched,
            "entries": found.entries,
            "proposals": [item.number for item in found.items],
            "messages": found.messages,
            "withheld": withheld,
        },
    )
    return 0
