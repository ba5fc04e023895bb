"""`accord partner speaks`."""

from argparse import Namespace

from bot import serving
from bot.command_line import NotDone, open_database, plainly, say
from bot.commands.ids import refuse_unless_person
from bot.commands.named_alliance import the_alliance
from decisions.alliance.alliance import Alliance, Partner
from decisions.people import appointment
from decisions.words.refusal import Refusal
from decisions.words.spelling import alike
from storage.alliance import alliances
from storage.personal import people
from storage.record.changes import appointments
from storage.record.proposals import proposals


@plainly
def partner_speaks(arguments: Namespace) -> int:
    """Record an organisation's word on who speaks for it; the log, the channel and the digest say so."""
    if not arguments.authority.strip():
        raise NotDone("--on: say on what authority, such as 'letter of 3 March, signed by its chair'")
    for person in arguments.people:
        refuse_unless_person(person)
    now = serving.utc_now()
    with open_database().transaction() as connection:
        alliance = alliances.load(connection, the_alliance(connection, arguments.alliance), for_writing=True)
        partner = _partner(alliance, arguments.partner)
        named = [people.id_now(connection, person) for person in arguments.people]
        _refuse_others(alliance, partner, named)
        pending = proposals.pending_changes(connection, alliance.id)
        try:
            recorded = appointment.recorded_word(
                alliance, pending, partner, named, authority=arguments.authority, at=now
            )
        except Refusal as why:
            raise NotDone(why.words) from why
        key = f"recorded_word:{alliance.id}:{now.isoformat()}"
        recorded = appointments.add(connection, alliance, partner, recorded, key)
    line = (
        f"{partner.name} is represented by {', '.join(recorded.representatives)}, on this: {recorded.authority}. "
        f"It is entry {recorded.entry} of the log of {alliance.name}; the channel is told, and the digest shows it "
        "until every other partner has seen it."
    )
    answer = {
        "alliance": alliance.name,
        "partner": partner.name,
        "before": recorded.before,
        "representatives": recorded.representatives,
        "authority": recorded.authority,
        "entry": recorded.entry,
    }
    say(arguments, [line], answer)
    return 0


def _partner(alliance: Alliance, name: str) -> Partner:
    found = next((partner for partner in alliance.partners if alike(partner.name) == alike(name)), None)
    if found is None:
        raise NotDone(f"{name!r} is no partner; there are {', '.join(partner.name for partner in alliance.partners)}")
    return found


def _refuse_others(alliance: Alliance, partner: Partner, named: list[str]) -> None:
    for person in named:
        theirs = alliance.partner_of(person)
        if theirs and theirs != partner:
            raise NotDone(f"{person} speaks for {theirs.name}; a person can speak for one partner only")
    if tuple(dict.fromkeys(named)) == partner.representatives == partner.lasting:
        raise NotDone(f"{partner.name} is represented by just these people already")
