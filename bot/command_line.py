"""How the operator's commands speak: a line or JSON on stdout, one clear line on stderr."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.setup.settings import BadSetting, database_url, papers_folder, read_environment
from bot.setup.toml_file import BadFile
from handlers.courier.calls.meanings import word_of
from storage.alliance import alliances
from storage.engine.database import AlreadyServed, Database
from storage.engine.schema import NewerSchema, Schema, schema_of, upgrade
from storage.engine.sqlite import NotReadable, file_of
from storage.record import decision_log
from storage.record.checks import comparison
from storage.record.decision_log import Unreadable


class NotDone(Exception):
    """A command can't be carried out; the words say why and what to do, and `details` give more, line by line."""

    def __init__(self, words: str, details: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.details = details


def speak_utf8() -> None:
    """Write every answer, file and log in one encoding, whatever the console has; and no line break but ours."""
    # What was typed in another encoding, such as a file's name, goes out as it came in.
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="")


def plainly(command: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Say in one line on stderr what must be set right, and exit with 2."""

    @wraps(command)
    def said(arguments: Namespace) -> int:
        try:
            return command(arguments)
        except (BadSetting, BadFile, NotDone, Unreadable) as problem:
            return _not_done(str(problem), getattr(problem, "details", ()))
        except NewerSchema:
            reason = "DATABASE_URL: this database was written by a newer Accord; install that version or a later one"
        except AlreadyServed:
            reason = "DATABASE_URL: another `accord run` serves this SQLite file already; stop it first"
        except SlackApiError as error:
            reason = _refused_token(error)
        except SQLAlchemyError as error:
            reason = f"DATABASE_URL: the database can't be used: {getattr(error, 'orig', None) or error}"
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _not_done(reason)

    return said


def _not_done(reason: str, details: Sequence[str] = ()) -> int:
    for line in (f"accord: {' '.join(reason.split())}", *(f"  {detail}" for detail in details)):
        print(line, file=sys.stderr)  # noqa: T201 (the command line's voice)
    return 2


def say(arguments: Namespace, lines: Iterable[str], answer: Mapping[str, Any]) -> None:
    """Answer a command: lines for people, or with --json the same as one JSON object."""
    words = json.dumps(answer, ensure_ascii=False, default=str) if arguments.json else "\n".join(lines)
    print(words)  # noqa: T201 (the command's answer)


def open_database(*, may_make: bool = False) -> Database:
    """Open the database that is there, or make it if it `may_make` one, with the tables of this version."""
    url = database_url(read_environment()) if may_make else _url_of_what_is_there()
    database = Database(url, papers_folder=papers_folder(read_environment()))
    upgrade(database)
    return database


def open_to_read() -> Database:
    """Open the database as it is: nothing is written or brought up to date, and no right to write is needed."""
    try:
        folder = papers_folder(read_environment())
        database = Database(_url_of_what_is_there(), reads_only=True, papers_folder=folder)
    except NotReadable as problem:
        raise BadSetting(f"DATABASE_URL: {problem}") from problem
    found = schema_of(database)
    if found is Schema.NEWER:
        raise NewerSchema
    if found is Schema.OLDER:
        raise BadSetting(
            "DATABASE_URL: its tables are of an older Accord, and reading does not change them; start `accord run` of "
            "this version, which brings them up to date, or read them with the version that wrote them"
        )
    if found is Schema.NONE:
        raise BadSetting("DATABASE_URL: there is nothing in this database yet; `accord run` makes the tables")
    return database


def _url_of_what_is_there() -> str:
    url = database_url(read_environment())
    file = file_of(make_url(url))
    if file and not Path(file).exists():
        raise BadSetting(f"DATABASE_URL: there is no database at {file} yet; `accord run` makes it")
    return url


def refuse_if_records_differ(connection: Connection, alliance_ids: Iterable[int]) -> None:
    """Nothing is published that does not follow from the log (rule 10). Raises NotDone with the first difference."""
    for alliance_id in alliance_ids:
        broken = decision_log.first_broken_entry(connection, alliance_id)
        words = f"entry {broken} of the log does not hold"
        if broken is None:
            words = next(comparison.differences(connection, alliance_id), "")
        if words:
            name = alliances.load(connection, alliance_id).name
            raise NotDone(f"{name}: {words}. Nothing was written; `accord log verify` says all that differs")


def _refused_token(error: SlackApiError) -> str:
    word = word_of(error) or "what came back was not written by Slack"
    name = "SLACK_APP_TOKEN" if "apps.connections.open" in str(error.response.api_url) else "SLACK_BOT_TOKEN"
    return f"{name} was not accepted by Slack ({word}); take it again from the Slack app's pages"
