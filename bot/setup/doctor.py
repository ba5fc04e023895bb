"""Checks that everything is in place for Accord: tokens, scopes, the channel, its people, the database, the clock.

It only looks: nothing is posted, and nothing in the database changes.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPException
from importlib.util import find_spec
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.setup.alliance_file import AllianceFile
from bot.setup.privacy import open_to_all
from bot.setup.records import Records, by_file, records
from bot.setup.settings import Settings
from handlers.courier.calls.meanings import asked, word_of
from storage.engine.database import Database
from storage.engine.schema import Schema, schema_of
from storage.engine.sqlite import NotReadable
from storage.record.checks.integrity import faults
from storage.record.proposals import papers

CLOCKS_DIFFER = timedelta(seconds=30)
CALL_SECONDS = 8

# Each scope of manifest.yaml, and what is missing without it.
SCOPES = {
    "chat:write": "cards, receipts and reminders can't be posted",
    "commands": "/propose, /decisions, /accord and the shortcuts don't work",
    "im:write": "reminders and notices can't be sent as direct messages",
    "users:read": "people are shown by their ids, and reminded in the alliance's hours",
    "channels:read": "accord doctor can't see who is in a public shared channel",
    "groups:read": "accord doctor can't see who is in a private shared channel",
    "channels:history": "after a lost answer of Slack a message may be posted twice (public shared channel)",
    "groups:history": "after a lost answer of Slack a message may be posted twice (private shared channel)",
    "reactions:read": "a 👍 or ✋ under a card is not offered as an answer",
    "im:history": "after a lost answer of Slack a direct message may be sent twice",
}

LIVING_LOG_SCOPES = {
    "canvases:write": "the living log can't be a canvas, so it is a message (LIVING_LOG)",
    "pins:write": "the living log can't be pinned (LIVING_LOG)",
}

PAPER_SCOPES = {"files:read": "proposals can't carry papers (ACCORD_PAPERS)"}


@dataclass(frozen=True)
class Finding:
    """One line of the list; `what` says what to do when something is wrong."""

    is_well: bool
    what: str


def examine(
    settings: Settings, file: AllianceFile | None, now: datetime, alliance_id: int | None = None
) -> Generator[Finding, None, list[Records]]:
    """Look at everything in turn; what can't be looked at is a finding too. Returns what the records say."""
    if file:
        yield Finding(is_well=True, what=f"{settings.alliance_file}: sound; times are told in {file.timezone}")
    told = yield from _kept(settings, file, alliance_id)
    yield from (
        Finding(is_well=False, what=words) for words in open_to_all(settings.database_url, settings.papers_folder)
    )
    yield from (Finding(is_well=False, what=words) for each in told for words in each.differences)
    if not told:
        yield Finding(
            is_well=True, what="no alliance is founded yet; invite Accord to its channel, and set it up there"
        )
    if settings.slack_bot_token:
        yield from _own_install(settings, [each for each in told if not each.install], now)
    return told


def _own_install(settings: Settings, told: list[Records], now: datetime) -> Iterator[Finding]:
    """Look at the workspace of SLACK_BOT_TOKEN."""
    client = WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=CALL_SECONDS)
    try:
        answer = asked(client.auth_test)
    except (SlackApiError, OSError, HTTPException) as error:
        yield _refused(error, settings)
        return
    yield Finding(is_well=True, what=f"SLACK_BOT_TOKEN: accepted in the workspace {answer.get('team')}")
    yield from glance(client, answer.headers, settings, [each.channel for each in told], now)
    if settings.slack_app_token:
        yield _app_token(settings)
    for each in told:
        yield from people_of(client, each, str(answer.get("team_id")))


def _refused(error: Exception, settings: Settings) -> Finding:
    """Only what Slack itself refuses is a matter of the token."""
    if isinstance(error, SlackApiError) and word_of(error):
        return Finding(is_well=False, what=f"SLACK_BOT_TOKEN: Slack does not accept it ({why(error)})")
    return Finding(
        is_well=False,
        what=f"network: Slack can't be reached at {settings.slack_api_url} ({why(error)}); "
        "look whether this computer is on line, and whether a proxy or firewall lets it through",
    )


def glance(
    client: WebClient, headers: Mapping[str, Any], settings: Settings, channels: Sequence[str], now: datetime
) -> Iterator[Finding]:
    """Look briefly, as at every start: scopes, clock, channels. `headers` are those of any answer of Slack."""
    optional = {**(LIVING_LOG_SCOPES if settings.living_log else {}), **(PAPER_SCOPES if settings.papers else {})}
    yield from missing_scopes(headers, {**SCOPES, **optional})
    yield from _clock(headers, now)
    for channel in channels:
        yield from _channel(client, channel)


def gives_files(headers: Mapping[str, Any]) -> bool:
    """Whether Slack gives the app the files that people choose."""
    return all(finding.is_well for finding in missing_scopes(headers, PAPER_SCOPES))


def missing_scopes(headers: Mapping[str, Any], wanted: Mapping[str, str]) -> Iterator[Finding]:
    """Name each of these scopes that the app was not given. Slack lists them in a header of every answer."""
    told = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes")
    if told is None:
        yield Finding(is_well=False, what="scopes: Slack did not tell which the app has")
        return
    given = {scope.strip() for scope in str(told).split(",")}
    for scope in sorted(wanted.keys() - given):
        yield Finding(
            is_well=False,
            what=f"scope {scope} is missing: {wanted[scope]}. Add it in the Slack app and install it again",
        )
    if wanted.keys() <= given:
        yield Finding(is_well=True, what="scopes: all there")


def _kept(
    settings: Settings, file: AllianceFile | None, alliance_id: int | None
) -> Generator[Finding, None, list[Records]]:
    """Look at the database, and tell what the records say."""
    try:
        database = Database(settings.database_url, reads_only=True, papers_folder=settings.papers_folder)
    except NotReadable as problem:
        yield Finding(is_well=False, what=f"DATABASE_URL: {problem}")
        return by_file(file)
    try:
        yield from _place_of_papers(settings)
        yield from _database(database)
        return records(database, file, alliance_id)
    finally:
        database.close()


def _database(database: Database) -> Iterator[Finding]:
    try:
        found = schema_of(database)
    except SQLAlchemyError as error:
        why = getattr(error, "orig", None) or error
        yield Finding(is_well=False, what=f"DATABASE_URL: the database can't be used ({why})")
        return
    words = {
        Schema.NONE: "nothing in it yet; accord run makes the tables",
        Schema.OLDER: "its tables are older; accord run brings them up to date",
        Schema.CURRENT: "its tables are those of this version",
        Schema.NEWER: "it was written by a newer Accord; install that version or a later one",
    }
    yield Finding(is_well=found is not Schema.NEWER, what=f"DATABASE_URL: {words[found]}")
    if found is Schema.CURRENT:
        yield from keeping(database)
        yield from papers_kept(database)


def keeping(database: Database) -> Iterator[Finding]:
    """Look whether the database still refuses changes of facts, and is sound."""
    with database.snapshot() as connection:
        yield from (Finding(is_well=False, what=f"DATABASE_URL: {fault}") for fault in faults(connection))


def papers_kept(database: Database) -> Iterator[Finding]:
    """Look whether every paper is there, to the last byte."""
    with database.snapshot() as connection:
        yield from (Finding(is_well=False, what=f"ACCORD_PAPERS: {words}") for words in papers.amiss(connection))


def _place_of_papers(settings: Settings) -> Iterator[Finding]:
    if settings.papers:
        is_read = all(find_spec(library) for library in ("docx", "pypdf"))
        compared = "shows" if is_read else "does not show, without the extra papers,"
        where = settings.papers_folder or "the database"
        words = f"papers are kept in {where}; Accord {compared} which words change in Word files and PDFs"
        yield Finding(is_well=True, what=f"ACCORD_PAPERS: {words}")


def _clock(headers: Mapping[str, Any], now: datetime) -> Iterator[Finding]:
    told = {name.lower(): value for name, value in headers.items()}.get("date")
    if not told:
        return
    apart = abs(now - parsedate_to_datetime(str(told)))
    if apart > CLOCKS_DIFFER:
        yield Finding(
            is_well=False,
            what=f"clock: {round(apart.total_seconds())} seconds away from Slack's; let the machine keep time (NTP)",
        )
    else:
        yield Finding(is_well=True, what="clock: agrees with Slack's")


def _app_token(settings: Settings) -> Finding:
    client = WebClient(token=settings.slack_app_token, base_url=settings.slack_api_url, timeout=CALL_SECONDS)
    try:
        asked(lambda: client.apps_connections_open(app_token=settings.slack_app_token))
    except (SlackApiError, OSError, HTTPException) as error:
        return Finding(
            is_well=False,
            what=f"SLACK_APP_TOKEN: Slack does not accept it ({why(error)}); it needs the scope connections:write",
        )
    return Finding(is_well=True, what="SLACK_APP_TOKEN: accepted")


def _channel(client: WebClient, channel: str) -> Iterator[Finding]:
    try:
        asked(lambda: client.conversations_history(channel=channel, limit=1))
    except (SlackApiError, OSError, HTTPException) as error:
        yield Finding(
            is_well=False,
            what=f"channel {channel}: Accord is not in it ({why(error)}); type /invite @Accord there",
        )
    else:
        yield Finding(is_well=True, what=f"channel {channel}: Accord is in it")


def people_of(client: WebClient, told: Records, team: str) -> Iterator[Finding]:
    """Look for everybody who speaks or manages; `team` is the app's own workspace."""
    members = _members(client, told.channel)
    if isinstance(members, Finding):
        yield members
    for person, whose in told.parts.items():
        yield _person(client, person, whose, team, members if isinstance(members, set) else None)


def _members(client: WebClient, channel: str) -> set[str] | Finding:
    found: set[str] = set()
    cursor: str | None = ""
    while cursor is not None:
        try:
            page = asked(partial(client.conversations_members, channel=channel, limit=200, cursor=cursor or None))
        except (SlackApiError, OSError, HTTPException) as error:
            return Finding(is_well=False, what=f"channel {channel}: its members can't be listed ({why(error)})")
        found |= set(page.get("members") or ())
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
    return found


def _person(client: WebClient, person: str, whose: str, team: str, members: set[str] | None) -> Finding:
    try:
        user: Mapping[str, Any] = asked(lambda: client.users_info(user=person)["user"])
    except (SlackApiError, OSError, HTTPException) as error:
        return Finding(is_well=False, what=f"{person} ({whose}): Slack does not know them ({why(error)})")
    name = f"{user.get('real_name') or person} ({whose})"
    if user.get("deleted"):
        return Finding(
            is_well=False,
            what=f"{name}: the account is closed; let the partner say who speaks (Partners, at Accord's desk), or "
            "record its word: accord partner speaks",
        )
    if members is not None and person not in members:
        return Finding(is_well=False, what=f"{name}: is not in the channel, so no card reaches them; invite them there")
    workspace = "the app's own workspace" if user.get("team_id") == team else "a workspace of their own"
    return Finding(is_well=True, what=f"{name}: there, in {workspace}")


def why(error: Exception) -> str:
    """Return Slack's word, or what else went wrong."""
    if not isinstance(error, SlackApiError):
        return str(error)
    return word_of(error) or "what came back was not written by Slack"
