"""The command line of `accord`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bot.command_line import speak_utf8
from bot.commands import papers, running, tokens
from bot.commands.alliance import founding, listing, moving, speaking
from bot.commands.records import foi, log, person, register
from bot.publishing.exports import FORMS
from bot.publishing.foi.letter import LAWS

# For commands that cover every alliance by default; for those that follow one id wherever it is.
IN_ALL = "look at this one only, by its number, name or channel's id (default: at all there are)"
ONLY_IN = "change nothing if another alliance than this one is concerned, too"


def main(arguments: Sequence[str] | None = None) -> int:
    # Records, exports and backups are nobody's business but this account's; only a register is made for others.
    os.umask(0o077)
    speak_utf8()
    parser = _parser()
    parsed = parser.parse_args(arguments)
    if parsed.command is None:
        parser.print_help()
        return 0
    command: Callable[[argparse.Namespace], int] = parsed.command
    return command(parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="accord",
        description="A Slack bot for alliances that decide everything unanimously.",
        epilog="Settings come from the environment and from .env in this folder; .env.example explains each.",
    )
    parser.add_argument("--version", action="version", version=f"accord {version('accord-alliance')}")
    parser.set_defaults(command=None)
    acts = parser.add_subparsers(title="commands", metavar="COMMAND")
    run = acts.add_parser("run", help="connect to Slack and serve until stopped")
    run.set_defaults(command=running.run)
    serve = acts.add_parser("serve", help="the same over HTTP: listen for Slack behind a proxy, until stopped")
    serve.add_argument(
        "--listen", metavar="HOST:PORT", default="127.0.0.1:3000", help="where to listen (default: 127.0.0.1:3000)"
    )
    serve.add_argument(
        "--watch",
        metavar="HOST:PORT",
        default="127.0.0.1:3001",
        help="where /healthz, /readyz and /metrics are (default: 127.0.0.1:3001)",
    )
    serve.set_defaults(command=running.serve)
    digest = acts.add_parser("digest", help="post an alliance's digest to its channel now, beside the weekly one")
    _add_alliance(digest)
    digest.set_defaults(command=running.digest)
    _add_json(digest)
    doctor = acts.add_parser("doctor", help="check tokens, scopes, the channel, its people, the database and the clock")
    _add_alliance(doctor, IN_ALL)
    doctor.set_defaults(command=running.doctor)
    listed = acts.add_parser("alliances", help="list the alliances of this database: number, name, channel")
    listed.set_defaults(command=listing.alliances)
    _add_json(listed)
    _add_json(doctor)
    _add_found(acts)
    _add_demo(acts)
    _add_log(acts)
    _add_papers(acts)
    _add_register(acts)
    _add_calendar(acts)
    _add_foi(acts)
    _add_person(acts)
    _add_channel_moved(acts)
    _add_partner_speaks(acts)
    _add_tokens(acts)
    return parser


def _add_found(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    found = acts.add_parser("found", help="found an alliance from a file, without running; in Slack it needs no file")
    found.add_argument("--file", metavar="FILE", type=Path, required=True, help="such as alliance.toml")
    found.add_argument(
        "--apply", action="store_true", help="also put the file's settings in the place of those changed in Slack"
    )
    found.set_defaults(command=founding.found)
    _add_json(found)


def _add_demo(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = acts.add_parser("demo", help="try Accord in a browser, with made-up people and without Slack")
    demo.add_argument("--port", type=int, help="serve the page at this port of this computer; 0: at any free one")
    demo.add_argument("--folder", help="where the demo keeps its data (default: accord-demo, with -empty or -install)")
    demo.add_argument("--reset", action="store_true", help="throw the demo's data away, so that it starts over")
    demo.add_argument(
        "--empty", action="store_true", help="begin with a channel in which nobody has founded an alliance yet"
    )
    demo.add_argument(
        "--install",
        action="store_true",
        help="begin with Accord installed nowhere: over HTTP, with install pages for three workspaces",
    )
    demo.set_defaults(command=running.demo)


def _add_log(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    log_parser = acts.add_parser("log", help="export or verify the decision log")
    log_acts = log_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = log_acts.add_parser("export", help="write the decision log: all of it, minutes, or a list of decisions")
    export.add_argument(
        "--format",
        choices=FORMS,
        required=True,
        help="csv: every entry, as a table; json: all of it; md and html: minutes of the period, and html prints well; "
        "decisions: a list for a spreadsheet (CSV), one row a decision",
    )
    export.add_argument("--since", type=_day, metavar="DATE", help="leave out what is older, such as 2026-04-01")
    export.add_argument("--until", type=_day, metavar="DATE", help="leave out what came after this day")
    export.add_argument("--papers", metavar="FOLDER", help="put the papers that the entries name into a new folder")
    export.add_argument("--out", metavar="FILE", help="write to a file instead of standard output")
    _add_alliance(export)
    export.set_defaults(command=log.export_log)
    _add_json(export)
    verify = log_acts.add_parser("verify", help="check that no entry of the log was changed")
    verify.add_argument(
        "--anchor", metavar="HASH", help="check also that the log is the one whose hash stands in a digest in Slack"
    )
    _add_alliance(verify, IN_ALL)
    verify.set_defaults(command=log.verify_log)
    _add_json(verify)


def _add_papers(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    papers_parser = acts.add_parser("papers", help="move the papers of proposals between the database and a folder")
    paper_acts = papers_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    move = paper_acts.add_parser("move", help="bring every paper to where ACCORD_PAPERS says (docs/papers.md)")
    move.add_argument("--from", dest="folder", metavar="FOLDER", help="the folder in which they lay before")
    move.set_defaults(command=papers.move_papers)
    _add_json(move)


def _add_register(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    register_parser = acts.add_parser("register", help="write the register of decisions as a web site of plain files")
    register_acts = register_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = register_acts.add_parser("build", help="write it, in the place of an earlier one")
    build.add_argument("--out", metavar="DIR", required=True, help="the folder to write")
    build.add_argument("--open", action="store_true", help="show also what is open or held")
    build.add_argument(
        "--attributed", action="store_true", help="say which partner raised an objection or a concern, and when"
    )
    build.add_argument("--redactions", metavar="FILE", help="what is withheld and why (docs/foi.md)")
    _add_alliance(build)
    build.set_defaults(command=register.build_register)
    _add_json(build)


def _add_calendar(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    days = acts.add_parser(
        "calendar", help="write a calendar file of decide-by, in-force and review days and of actions"
    )
    days.add_argument("--out", metavar="FILE", required=True, help="the file to write, such as calendar.ics")
    days.add_argument("--redactions", metavar="FILE", help="what is withheld and why (docs/foi.md)")
    _add_alliance(days)
    days.set_defaults(command=register.write_calendar)
    _add_json(days)


def _add_foi(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pack = acts.add_parser("foi", help="gather what a request for information asks for, into one file")
    pack.add_argument("--from", dest="first", type=_day, metavar="DATE", required=True, help="the first day asked for")
    pack.add_argument("--to", dest="last", type=_day, metavar="DATE", required=True, help="the last day asked for")
    pack.add_argument("--topic", action="append", default=[], help="only proposals with this topic; may be repeated")
    pack.add_argument("--words", default="", help="only proposals with all of these words anywhere in their record")
    pack.add_argument("--redactions", metavar="FILE", help="what is withheld and why (docs/foi.md)")
    pack.add_argument("--reference", default="", metavar="WORDS", help="the request's reference, such as 'FOI 2026/17'")
    pack.add_argument("--received", type=_day, metavar="DATE", help="the day on which the request came")
    pack.add_argument("--due", type=_day, metavar="DATE", help="the day by which it is to be answered")
    pack.add_argument("--contact", default="", metavar="WORDS", help="whom to ask, such as a name and an address")
    pack.add_argument(
        "--law",
        choices=LAWS,
        help="whose right of review is told (default: that of the alliance's bank holidays; none: in neutral words)",
    )
    pack.add_argument("--out", metavar="FILE", required=True, help="the zip file to write")
    _add_alliance(pack)
    pack.set_defaults(command=foi.answer_request)
    _add_json(pack)


def _add_person(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    person_parser = acts.add_parser("person", help="show what is stored about a person, or replace their name and id")
    person_acts = person_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = person_acts.add_parser("show", help="tell all that is stored about a person")
    show.set_defaults(command=person.show_person)
    pseudonymise = person_acts.add_parser(
        "pseudonymise", help="replace the name and id of somebody who has left, outside the decision log"
    )
    pseudonymise.add_argument("--yes", action="store_true", help="do it; there is no way back")
    pseudonymise.set_defaults(command=person.pseudonymise_person)
    for act in (show, pseudonymise):
        act.add_argument("user", metavar="USER", help="a Slack member id, such as U0123456789")
        _add_json(act)
    _add_alliance(show, IN_ALL)
    _add_alliance(pseudonymise, ONLY_IN)
    moved = person_acts.add_parser("moved", help="go on with the other id that Slack gave the same person")
    _add_ids(moved)
    moved.set_defaults(command=moving.person_moved)


def _add_channel_moved(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    channel = acts.add_parser("channel", help="go on with the other id that Slack gave the shared channel")
    channel_acts = channel.add_subparsers(title="commands", metavar="COMMAND", required=True)
    moved = channel_acts.add_parser("moved", help="let the alliance of one channel id go on with another; it is logged")
    _add_ids(moved)
    moved.add_argument(
        "--empty",
        action="store_true",
        help="it is another channel, without the old messages: post the open cards there",
    )
    moved.set_defaults(command=moving.channel_moved)


def _add_partner_speaks(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    partner = acts.add_parser("partner", help="record an organisation's word of who speaks for it")
    partner_acts = partner.add_subparsers(title="commands", metavar="COMMAND", required=True)
    speaks = partner_acts.add_parser("speaks", help="let these people speak for a partner; everybody is told")
    speaks.add_argument("partner", metavar="NAME", help="the partner, such as 'Clyde Outreach'")
    speaks.add_argument("people", metavar="USER", nargs="+", help="Slack member ids; the first leads")
    speaks.add_argument(
        "--on",
        dest="authority",
        metavar="WORDS",
        default="",
        help="on what authority, such as 'letter of 3 March, signed by its chair'; it is logged and shown",
    )
    _add_alliance(speaks)
    speaks.set_defaults(command=speaking.partner_speaks)
    _add_json(speaks)


def _add_tokens(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tokens_parser = acts.add_parser("tokens", help="the keys with which the tokens of many workspaces are sealed")
    token_acts = tokens_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new_key = token_acts.add_parser("new-key", help="make a key for ACCORD_TOKEN_KEYS, and show it once")
    new_key.set_defaults(command=tokens.make_key)
    _add_json(new_key)
    rekey = token_acts.add_parser("rekey", help="seal all tokens anew with the first of ACCORD_TOKEN_KEYS")
    rekey.set_defaults(command=tokens.rekey)
    _add_json(rekey)


def _add_ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="OLD", help="the id so far")
    parser.add_argument("after", metavar="NEW", help="the id from now on")
    _add_alliance(parser, ONLY_IN)
    _add_json(parser)


def _add_alliance(parser: argparse.ArgumentParser, help_words: str = "") -> None:
    parser.add_argument(
        "--alliance",
        "--channel",
        dest="alliance",
        metavar="NAME",
        help=help_words or "whose, by its number, name or channel's id (default: the only one there is)",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one JSON object, for other programs")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{words!r} is not a date such as 2026-04-01") from error


if __name__ == "__main__":
    sys.exit(main())
