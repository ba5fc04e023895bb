"""`accord log export` and `accord log verify`. Exit status 1: the log does not hold."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot import serving
from bot.command_line import NotDone, open_to_read, plainly, refuse_if_records_differ, say
from bot.commands.named_alliance import those_meant
from bot.publishing import exports
from bot.publishing.chapters import span_of_days
from bot.publishing.paper_files import write_papers
from storage.alliance import alliances
from storage.record import decision_log
from storage.record.checks import comparison

# Fewer digits of a hash match by chance.
SHORTEST_ANCHOR = 8


@plainly
def export_log(arguments: Namespace) -> int:
    """Write the log of one alliance: what is handed to its people shows nothing of another."""
    span = span_of_days(arguments.since, arguments.until)
    folder = Path(arguments.papers) if arguments.papers else None
    today = serving.utc_now().date()
    with open_to_read().snapshot() as connection:
        meant = those_meant(connection, arguments.alliance)
        refuse_if_records_differ(connection, meant)
        if folder:
            write_papers(connection, meant, span, folder)
        if not arguments.out:
            exports.write(connection, meant, arguments.format, span, today, sys.stdout)
            return 0
        with Path(arguments.out).open("w", encoding="utf-8", newline="") as out:
            exports.write(connection, meant, arguments.format, span, today, out)
    if arguments.json:
        say(arguments, [], {"file": arguments.out})
    return 0


@plainly
def verify_log(arguments: Namespace) -> int:
    """Walk the chain of every alliance, or of the one named, replay it, and hold tables and anchor against it."""
    anchor = _anchor(arguments.anchor)
    with open_to_read().snapshot() as connection:
        meant = those_meant(connection, arguments.alliance, or_all=True)
        checked = [_checked(connection, alliance_id, anchor) for alliance_id in meant]
    holds = bool(checked) and all(each["broken"] is None and not each["differences"] for each in checked)
    is_met = anchor is None or any(each["anchored"] for each in checked)
    lines = [line for each in checked for line in _in_words(each)]
    lines = lines or ["The decision log is empty: no alliance is founded here"]
    if not is_met:
        lines.append(f"No entry has a hash that begins with {anchor}: the log is not the one that it was taken from")
    say(arguments, lines, {"holds": holds and is_met, "alliances": checked})
    return 0 if holds and is_met else 1


def _checked(connection: Connection, alliance_id: int, anchor: str | None) -> dict[str, Any]:
    found: list[int] = []
    broken = decision_log.first_broken_entry(connection, alliance_id)
    differences = [] if broken is not None else list(comparison.differences(connection, alliance_id))
    if anchor and broken is None:
        found = decision_log.sequences_with_hash(connection, alliance_id, anchor)
    return {
        "alliance": alliances.load(connection, alliance_id).name,
        "entries": decision_log.length(connection, alliance_id),
        "broken": broken,
        "differences": differences,
        "anchored": found[0] if found else None,
    }


def _in_words(checked: dict[str, Any]) -> Iterator[str]:
    if checked["broken"] is not None:
        yield f"{checked['alliance']}: entry {checked['broken']} does not hold"
        return
    yield from (f"{checked['alliance']}: {difference}" for difference in checked["differences"])
    anchored = checked["anchored"]
    since = f"; entry {anchored} is the one of the anchor, so nothing up to it was changed" if anchored else ""
    if not checked["differences"]:
        yield f"{checked['alliance']}: all {checked['entries']} entries hold{since}"


def _anchor(typed: str | None) -> str | None:
    """Read a hash as the digest shows it: with blanks, in any case, and perhaps cut off."""
    if typed is None:
        return None
    anchor = "".join(typed.split()).lower()
    if len(anchor) < SHORTEST_ANCHOR or not set(anchor) <= set("0123456789abcdef"):
        raise NotDone(
            f"--anchor: {typed!r} is no hash; take the {SHORTEST_ANCHOR} or more characters (0-9, a-f) from a digest"
        )
    return anchor
