"""`accord register build` and `accord calendar`."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from bot import serving
from bot.command_line import open_to_read, plainly, refuse_if_records_differ, say
from bot.commands.named_alliance import the_alliance
from bot.publishing.redactions.file import read_redactions
from bot.publishing.redactions.papers import unread
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from storage.personal import people


@plainly
def build_register(arguments: Namespace) -> int:
    """Write the register of one alliance as a web site."""
    out = Path(arguments.out)
    with _told(arguments) as (connection, alliance_id, redactor):
        pages = site.build(
            connection,
            alliance_id,
            out,
            redactor,
            serving.utc_now(),
            with_open=arguments.open,
            is_attributed=arguments.attributed,
        )
    start = out / "index.html"
    count = "1 page is" if pages == 1 else f"{pages} pages are"
    lines = [f"{count} written; open {start} in a browser, or put {out} on any web host"]
    if redactor.redactions:
        lines += [
            f"{redactor.counts.total()} places withheld. Please read it all before you publish it.",
            *_unmet(redactor),
            *unread(redactor),
        ]
    answer = {"file": str(start), "pages": pages, "withheld": redactor.counts.total(), "unmet": redactor.unmet()}
    say(arguments, lines, answer)
    return 0


@plainly
def write_calendar(arguments: Namespace) -> int:
    """Write a calendar of one alliance's days."""
    out = Path(arguments.out)
    with _told(arguments) as (connection, alliance_id, redactor):
        days = site.write_calendar(connection, alliance_id, out, redactor, serving.utc_now())
    lines = [f"{'1 day is' if days == 1 else f'{days} days are'} written to {out}, for any calendar"]
    if redactor.redactions:
        lines += [
            f"{redactor.counts.total()} places withheld. Please read it before you publish it.",
            *_unmet(redactor),
        ]
    answer = {"file": str(out), "days": days, "withheld": redactor.counts.total(), "unmet": redactor.unmet()}
    say(arguments, lines, answer)
    return 0


@contextmanager
def _told(arguments: Namespace) -> Iterator[tuple[Connection, int, Redactor]]:
    """Read one alliance whose tables agree with its log, with what is to be withheld."""
    redactions = read_redactions(Path(arguments.redactions)) if arguments.redactions else ()
    with open_to_read().snapshot() as connection:
        alliance_id = the_alliance(connection, arguments.alliance)
        refuse_if_records_differ(connection, [alliance_id])
        yield connection, alliance_id, Redactor(redactions, people.everybody(connection))


def _unmet(redactor: Redactor) -> list[str]:
    """A pack may need more redactions than a register, which tells less; a misspelt one must not pass unseen."""
    return [f"Met nowhere in it: {hidden!r}. Is it spelt so?" for hidden in redactor.unmet()]
