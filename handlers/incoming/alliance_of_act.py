"""The alliance and the proposal that an act is about, if whoever acts may read them.

All that listeners show or record comes through here. It also makes sure that whoever acts is the person we know.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.going_on import refuse_if_closed
from decisions.asking.reading import refuse_unless_may_read
from decisions.people.stand_in import alliance_at
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Proposal
from decisions.words.refusal import Refusal
from handlers.incoming.payloads import Act
from storage.alliance import alliances
from storage.personal import people
from storage.personal.people import Acquaintance
from storage.record.changes import appointments
from storage.record.proposals import proposals


class KnownElsewhere(Exception):
    """Whoever acts has another id in Slack by now: `person`."""

    def __init__(self, person: str) -> None:
        super().__init__(f"Slack keeps whoever acts as {person} now")
        self.person = person


def proposal_acted_on(connection: Connection, act: Act, *, for_writing: bool = False) -> tuple[Alliance, Proposal]:
    """Load what our control carried the id of. `for_writing` makes other writers of the alliance wait.

    Raises Refusal, and KnownElsewhere.
    """
    proposal_id = act.number("proposal")
    found = alliances.load_of_act(connection, proposal_id, act.person, for_writing=for_writing)
    if found is None:
        raise proposal_refusal.unknown_proposal()
    alliance, known = found
    alliance = _as_they_speak_now(connection, alliance, act, for_writing=for_writing)
    _meet(connection, alliance, act, known, for_writing=for_writing)
    proposal = proposals.load(connection, proposal_id)
    if not _is_what_was_seen(proposal, act):
        raise proposal_refusal.unknown_proposal()
    return alliance, proposal


def _is_what_was_seen(proposal: Proposal, act: Act) -> bool:
    """After an older backup was restored, a control in Slack may be of a proposal or a text that is not there."""
    mark, revision = act.value.get("text"), act.value.get("revision")
    if mark is None or not isinstance(revision, int):
        return True
    return 0 < revision <= len(proposal.revisions) and proposal.revisions[revision - 1].mark == mark


def alliance_kept(connection: Connection, act: Act, *, for_writing: bool = False) -> Alliance:
    """Load the alliance that our window was opened for."""
    alliance_id = act.number("alliance")
    if not alliances.exists(connection, alliance_id):
        raise proposal_refusal.unknown_proposal()
    return _load_for(connection, alliance_id, act, for_writing=for_writing)


def _load_for(connection: Connection, alliance_id: int, act: Act, *, for_writing: bool = False) -> Alliance:
    alliance = alliances.load(connection, alliance_id, for_writing=for_writing)
    alliance = _as_they_speak_now(connection, alliance, act, for_writing=for_writing)
    _meet(connection, alliance, act, people.acquaintance(connection, act.person), for_writing=for_writing)
    return alliance


def _as_they_speak_now(connection: Connection, alliance: Alliance, act: Act, *, for_writing: bool) -> Alliance:
    """Whoever stood in no longer speaks when the time for that is over: the clock may not have recorded it yet."""
    if for_writing and not alliance.is_closed and appointments.end_stand_ins(connection, alliance, act.now):
        return alliances.load(connection, alliance.id, for_writing=True)
    return alliance_at(alliance, act.now)


def _meet(connection: Connection, alliance: Alliance, act: Act, known: Acquaintance, *, for_writing: bool) -> None:
    """Make sure that it is the person we know; whoever was never called by a name is called by the one they bring.

    Slack's ids are taken to be unique. Should two workspaces have the same one, only that counts of whom we know that
    they speak or manage here. People of an Enterprise Grid act from any workspace of their organisation, or in its
    name (E…): then Slack may name another team than it told us, and it is them all the same.
    """
    if known.moved_to:
        raise KnownElsewhere(known.moved_to)
    refuse_unless_may_read(alliance, act.person, seen_in=act.seen_in or act.channel)
    is_elsewhere = act.team.startswith("T") and known.teams and act.team not in known.teams
    if act.person in alliance.people and is_elsewhere and not any(team.startswith("E") for team in known.teams):
        raise rights_refusal.of_another_workspace(alliance)
    if for_writing:
        refuse_if_closed(alliance)
    if for_writing and not known.name:
        people.introduce(connection, act.person, act.name)


class WhichAlliance(Refusal):
    """Somebody takes part in several and is in the channel of none of them; they choose one of `theirs` (id, name)."""

    def __init__(self, theirs: Sequence[tuple[int, str]]) -> None:
        super().__init__(f"You take part in {' and in '.join(name for _, name in theirs)}. Which do you mean?")
        self.theirs = theirs


def alliance_acted_on(connection: Connection, act: Act) -> Alliance:
    """Load the alliance that our window is about, or that of its proposal."""
    return proposal_acted_on(connection, act)[0] if "proposal" in act.value else alliance_kept(connection, act)


def alliance_meant(connection: Connection, act: Act) -> Alliance:
    """Load the alliance that our control is about, or for a command that of the channel. Raises WhichAlliance."""
    if "alliance" in act.value:
        return alliance_kept(connection, act)
    if alliances.of_channel(connection, act.channel) is None:
        _one_or_none(connection, act)
    return alliance_of_channel(connection, act)


def alliance_of_channel(connection: Connection, act: Act) -> Alliance:
    """Load the alliance of the channel a command or message shortcut was used in."""
    alliance_id = alliances.of_channel(connection, act.channel)
    if alliance_id is None:
        raise rights_refusal.wrong_channel([name for _, name in alliances.of_person(connection, act.person)])
    return _load_for(connection, alliance_id, act)


def alliance_of_person(connection: Connection, act: Act) -> Alliance:
    """Load the one alliance of a person who used a shortcut outside any channel. Raises WhichAlliance."""
    if "alliance" in act.value:
        return alliance_kept(connection, act)
    theirs = _one_or_none(connection, act)
    alliance_id = theirs[0][0] if theirs else alliances.only_one(connection)
    if alliance_id is None:
        raise rights_refusal.wrong_channel([])
    return _load_for(connection, alliance_id, act)


def _one_or_none(connection: Connection, act: Act) -> list[tuple[int, str]]:
    """List the one alliance of a person, or none. Raises WhichAlliance when there are several."""
    theirs = alliances.of_person(connection, act.person)
    if len(theirs) > 1:
        raise WhichAlliance(theirs)
    return theirs
