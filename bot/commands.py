"""What do the operator's commands do? Exit status: 0 well, 1 not (the log, a finding), 2 a setting."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot import exports, serving
from bot.alliance_file import BadAllianceFile, read
from bot.doctor import examine
from bot.posting import NotPosted, post_digests
from bot.settings import BadSetting, database_url, read_environment, settings_to_run
from storage import alliances, decision_log
from storage.database import AlreadyServed, Database
from storage.schema import NewerSchema, upgrade


def plainly(command: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Say in one line on stderr what must be set right, and exit with 2."""

    @wraps(command)
    def said(arguments: Namespace) -> int:
        try:
            return command(arguments)
        except (BadSetting, BadAllianceFile, NotPosted) as problem:
            reason = str(problem)
        except NewerSchema:
            reason = "DATABASE_URL: this database was written by a newer Accord; install that version or a later one"
        except AlreadyServed:
            reason = "DATABASE_URL: another `accord run` serves this SQLite file already; stop it first"
        except SlackApiError as error:
            reason = _refused_token(error)
        except SQLAlchemyError as error:
            reason = f"DATABASE_URL: the database can't be used: {getattr(error, 'orig', None) or error}"
        print(f"accord: {' '.join(reason.split())}", file=sys.stderr)  # noqa: T201 (the command line's voice)
        return 2

    return said


@plainly
def run(_arguments: Namespace) -> int:
    """Connect, and serve until SIGTERM or Ctrl-C."""
    return serving.serve(serving.utc_now)


@plainly
def serve(arguments: Namespace) -> int:
    """Listen for Slack over HTTP, and serve until SIGTERM or Ctrl-C."""
    host, _, port = arguments.listen.rpartition(":")
    if not host or not port.isdecimal():
        raise BadSetting(f"--listen: {arguments.listen!r} is not an address such as 127.0.0.1:3000")
    return serving.serve(serving.utc_now, arguments.listen)


@plainly
def demo(arguments: Namespace) -> int:
    """Run the sandbox with its page and a bot."""
    try:
        # Only the demo needs the sandbox and what that is made with.
        from bot.demo import command  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise BadSetting(
            f"the demo needs {error.name}: pip install 'accord-alliance[demo]', or use make demo"
        ) from error
    return command.demo(arguments)


@plainly
def doctor(_arguments: Namespace) -> int:
    """Say of everything that Accord needs whether it is in place; exit 1 when something is not."""
    settings = settings_to_run(read_environment())
    is_well = True
    for finding in examine(settings, read(settings.alliance_file), serving.utc_now()):
        print(f"{'✅ well ' if finding.is_well else '❌ amiss'}  {finding.what}")  # noqa: T201 (the command's answer)
        is_well = is_well and finding.is_well
    return 0 if is_well else 1


@plainly
def digest(_arguments: Namespace) -> int:
    """Post the digest of every alliance now; it works beside a running bot and without one."""
    environment = read_environment()
    settings = settings_to_run(environment)
    names = post_digests(_database(), settings, serving.utc_now)
    for name in names:
        print(f"The digest of {name} is in its channel.")  # noqa: T201 (the command's answer)
    if not names:
        print("There is no digest: no alliance is founded yet")  # noqa: T201 (the command's answer)
    return 0


@plainly
def export_log(arguments: Namespace) -> int:
    """Write the log of every alliance in the database."""
    database = _database()
    since = datetime.combine(arguments.since, datetime.min.time(), UTC) if arguments.since else None
    with database.snapshot() as connection:
        if arguments.out:
            with Path(arguments.out).open("w", encoding="utf-8", newline="") as out:
                exports.write(connection, arguments.format, since, out)
        else:
            exports.write(connection, arguments.format, since, sys.stdout)
    return 0


@plainly
def verify_log(_arguments: Namespace) -> int:
    """Walk the chain of every alliance; exit 1 with the first broken entry's number."""
    database = _database()
    status = 0
    with database.snapshot() as connection:
        if not alliances.every(connection):
            print("The decision log is empty: no alliance is founded yet")  # noqa: T201 (the command's answer)
        for alliance_id in alliances.every(connection):
            name = alliances.load(connection, alliance_id).name
            broken = decision_log.first_broken_entry(connection, alliance_id)
            length = decision_log.length(connection, alliance_id)
            if broken is None:
                print(f"{name}: all {length} entries hold")  # noqa: T201 (the command's answer)
            else:
                print(f"{name}: entry {broken} does not hold")  # noqa: T201 (the command's answer)
                status = 1
    return status


def _database() -> Database:
    url = database_url(read_environment())
    database = Database(url)
    file = database.engine.url.database
    if database.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        raise BadSetting(f"DATABASE_URL: there is no database at {file} yet; `accord run` makes it")
    upgrade(database)
    return database


def _refused_token(error: SlackApiError) -> str:
    word = error.response.get("error")
    name = "SLACK_APP_TOKEN" if "apps.connections.open" in str(error.response.api_url) else "SLACK_BOT_TOKEN"
    return f"{name} was not accepted by Slack ({word}); take it again from the Slack app's pages"
