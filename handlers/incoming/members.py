"""Finds who is in the alliance's channel, and so may read what it says and be chosen in a window.

Slack's list of people in a window shows others too, and can't be told not to.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from decisions.alliance import membership_refusal
from handlers.courier.calls.meanings import asked
from handlers.incoming.alliance_of_act import alliance_acted_on
from handlers.incoming.payloads import Act
from storage.engine.database import Database
from storage.personal import people

# Slack recommends no more.
MOST_ON_A_PAGE = 200


def refuse_strangers(looking: Callable[[str], WebClient], database: Database, act: Act, fields: Sequence[str]) -> None:
    """Refuse people in these fields who are not in the channel: no card would reach them.

    `looking` returns the client with which to look into it.
    """
    chosen = {field: set(act.people(field)) for field in fields if act.people(field)}
    if not chosen:
        return
    with database.snapshot() as connection:
        channel = alliance_acted_on(connection, act).channel
        names = people.names(connection, set().union(*chosen.values()))
    try:
        there = set(members(looking(channel), channel))
    except (SlackApiError, OSError, HTTPException) as error:
        raise membership_refusal.channel_not_seen(next(iter(chosen))) from error
    for field, those in chosen.items():
        if strangers := sorted(those - there):
            raise membership_refusal.not_in_the_channel(field, names.get(strangers[0], ""))


def is_there(client: WebClient, channel: str, person: str) -> bool:
    """Whether Slack shows the person in the channel; no when it does not tell."""
    try:
        return person in members(client, channel)
    except (SlackApiError, OSError, HTTPException):
        return False


def members(client: WebClient, channel: str) -> Iterator[str]:
    """List who is in a channel. Raises slack_sdk's errors or OSError."""
    cursor: str | None = ""
    while cursor is not None:
        page = asked(
            partial(client.conversations_members, channel=channel, limit=MOST_ON_A_PAGE, cursor=cursor or None)
        )
        yield from page.get("members") or ()
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
