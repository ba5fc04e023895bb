"""`accord person show` and `accord person pseudonymise`."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection

from bot import serving
from bot.command_line import NotDone, open_database, open_to_read, plainly, say
from bot.commands.named_alliance import refuse_unless_only_there, those_meant
from decisions.alliance.alliance import Alliance
from decisions.words.refusal import say_day
from storage.alliance import alliances
from storage.outbox import outbox
from storage.personal import people, personal_data, pseudonyms
from storage.personal.personal_data import Kept, LoggedAct
from storage.record import decision_log


@plainly
def show_person(arguments: Namespace) -> int:
    """Tell all that is stored about a person, or what the alliance that is named has about them."""
    with open_to_read().snapshot() as connection:
        alliance_id = those_meant(connection, arguments.alliance)[0] if arguments.alliance else None
        kept = _kept(connection, arguments.user, alliance_id)
        others = people.ids_ever(connection, kept.slack_user_id)[1:]
        earlier = [each for each in (personal_data.kept(connection, other, alliance_id) for other in others) if each]
    lines = [line for each in (kept, *earlier) for line in _in_words(each)]
    say(arguments, lines, asdict(kept) | {"earlier_ids": [asdict(each) for each in earlier]})
    return 0


@plainly
def pseudonymise_person(arguments: Namespace) -> int:
    """Replace a person's name and id outside the decision log; only with --yes, for there is no way back."""
    now = serving.utc_now()
    with open_database().transaction() as connection:
        kept = _kept(connection, arguments.user)
        theirs = personal_data.alliances_of(connection, kept.slack_user_id)
        refuse_unless_only_there(connection, arguments.alliance, theirs, _called(kept))
        _refuse_while_they_act(kept)
        new_name = f"somebody of {kept.voices[-1].partner}" if kept.voices else "somebody of the alliance's staff"
        if not arguments.yes:
            raise NotDone(
                f"{_called(kept)} would be called “{new_name}” from now on, and there is no way back. Nothing was "
                "changed; run it again with --yes"
            )
        pseudonym = _pseudonymise(connection, kept, new_name, now)
    where = f"in {len(kept.acts)} acts and {kept.mentions} messages"
    lines = [
        f"{_called(kept)} is called “{new_name}” from now on ({pseudonym}), {where}.",
        "The decision log says so; its own entries are as they were.",
    ]
    say(arguments, lines, {"pseudonym": pseudonym, "name": new_name, "acts": len(kept.acts), "messages": kept.mentions})
    return 0


def _pseudonymise(connection: Connection, kept: Kept, new_name: str, now: datetime) -> str:
    partners = {voice.alliance_id: voice.partner for voice in kept.voices}
    held = _held(connection, kept.slack_user_id)
    pseudonym = pseudonyms.replace(connection, kept.slack_user_id, kept.name, new_name)
    pseudonyms.close_lanes(connection, pseudonym, now)
    for alliance in held.values():
        partner = partners.get(alliance.id, "")
        decision_log.append(
            connection,
            alliance,
            at=now,
            kind="person_pseudonymised",
            actor="",
            partner=partner,
            pseudonym=pseudonym,
        )
        outbox.mark_open_cards(connection, now, alliance.id)
    return pseudonym


def _held(connection: Connection, slack_user_id: str) -> dict[int, Alliance]:
    """Hold all alliances that know of the person, until no other one has begun to meanwhile."""
    held: dict[int, Alliance] = {}
    while others := sorted(set(personal_data.alliances_of(connection, slack_user_id)) - held.keys()):
        held |= {each: alliances.load(connection, each, for_writing=True) for each in others}
    return held


def _kept(connection: Connection, user: str, alliance_id: int | None = None) -> Kept:
    typed = user.strip().lstrip("@")
    ids = (people.id_now(connection, each) for each in (typed, typed.upper()))
    kept = next(filter(None, (personal_data.kept(connection, each, alliance_id) for each in ids)), None)
    if kept is None:
        raise NotDone(f"nothing is stored about {user!r}; take the Slack member id, such as U0123456789")
    return kept


def _refuse_while_they_act(kept: Kept) -> None:
    if kept.speaks_for:
        raise NotDone(
            f"{_called(kept)} speaks for {kept.speaks_for} now; first let that partner say who else does "
            "(*Partners* at Accord's desk in Slack), or record its word with `accord partner speaks`"
        )
    if kept.manages:
        raise NotDone(
            f"{_called(kept)} is an operations manager of {kept.manages[0]} now; first let a manager choose "
            "others (*Partners*, *Settings* at Accord's desk in Slack), or write them into the alliance's file and run "
            "`accord found --file FILE --apply`"
        )


def _about(kept: Kept) -> Iterator[str]:
    yield _called(kept)
    if kept.timezone:
        yield f"Time zone, for reminders at a good hour: {kept.timezone}"
    if kept.team:
        yield f"Slack workspace, so that nobody else's account counts as theirs: {kept.team}"
    if kept.is_gone:
        yield "The account in Slack is closed"
    if kept.away_until:
        yield f"Said to be away until {say_day(kept.away_until)}"
    if kept.at_once:
        yield "Wants to be asked about new proposals at any hour"


def _in_words(kept: Kept) -> Iterator[str]:
    yield from _about(kept)
    for alliance in kept.manages:
        yield f"Operations manager of {alliance}"
    for voice in kept.voices:
        until = f" until {say_day(voice.until.date())}" if voice.until else ""
        yield f"{'Spoke' if voice.until else 'Speaks'} for {voice.partner} since {say_day(voice.since.date())}{until}"
    yield f"{kept.messages} messages were sent to this person, {kept.mentions} kept ones name them"
    yield f"{_entries(len(kept.acts))} of the decision log{' by them:' if kept.acts else ''}"
    yield from map(_act, kept.acts)
    if kept.named_in:
        yield f"{_entries(len(kept.named_in))} of the decision log by others, with their member id:"
        yield from map(_act, kept.named_in)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _act(act: LoggedAct) -> str:
    partner = f" for {act.partner}" if act.partner else ""
    return f"  {act.at[:16].replace('T', ' ')} UTC · {act.kind.replace('_', ' ')}{partner} (entry {act.sequence})"


def _called(kept: Kept) -> str:
    return f"{kept.name} ({kept.slack_user_id})" if kept.name else kept.slack_user_id
