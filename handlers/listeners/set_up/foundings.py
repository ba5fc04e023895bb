"""Accord comes into a channel; somebody sets up an alliance there, names its partners, and puts it to them."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.set_up import founding, founding_refusal
from decisions.set_up.founding import Founding
from handlers.gathering.foundings import founding_asked
from handlers.incoming import drafts
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.recording.set_up.foundings import record_founding
from handlers.views.blocks.kit import View
from handlers.views.set_up.founding_text import founding_draft
from handlers.views.windows.set_up.founding_windows import founder_window, set_up_window
from storage.alliance import alliances, foundings
from storage.alliance.installed import install_of
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record.changes import dormancy, takeovers


def come_in(act: Act, database: Database) -> None:
    """Accord is invited to a channel. Where no alliance is founded, it says what can be done.

    Where another install of Accord came first, this one is silent, unless that is over and nothing was founded.
    """
    with database.transaction() as connection:
        alliance_id = foundings.begin(connection, act.channel, act.now, act.install)
        if alliance_id is not None:
            outbox.open_desk(connection, alliance_id, act.now)
        elif install_of(connection, act.channel) == act.install:
            _come_back(connection, act)
        else:
            takeovers.take_over(connection, act.channel, act.install, act.now)


def _come_back(connection: Connection, act: Act) -> None:
    """Accord was out of the channel of an alliance that is founded: what waited is said, as it is now."""
    alliance_id = alliances.of_channel(connection, act.channel)
    if alliance_id is not None:
        dormancy.go_on(connection, alliances.load(connection, alliance_id, for_writing=True), act.now)


def ask_what_it_is(act: Act, database: Database) -> View:
    """Somebody presses *Set up an alliance here*, or the button that changes what was said then."""
    with database.snapshot() as connection:
        alliance, draft = _drafted(connection, act)
        names = people.names(connection, {act.person, *draft.settings.operations_managers})
    return set_up_window(alliance.id, draft, act.zone, act.person, {act.person: act.name, **names})


def set_up(act: Act, database: Database) -> None:
    """That window is sent."""
    with database.transaction() as connection:
        alliance, draft = _drafted(connection, act, for_writing=True)
        _keep(connection, alliance, founding.set_up(draft, alliance, drafts.settings(act), by=act.person), act)


def ask_who_founds(act: Act, database: Database) -> View:
    """Somebody presses *Add a partner*, or *Change* beside one."""
    with database.snapshot() as connection:
        alliance, draft = _drafted(connection, act)
        named = _named(act)
        partner = draft.partner(named) if named is not None else None
        names = people.names(connection, partner.representatives if partner else ())
    return founder_window(alliance.id, partner, names)


def keep_founder(act: Act, database: Database) -> None:
    """That window is sent."""
    those = [*act.people("people"), *act.people("deputies")]
    with database.transaction() as connection:
        alliance, draft = _drafted(connection, act, for_writing=True)
        draft = founding.with_partner(draft, alliance, _named(act), act.text("name"), those, by=act.person)
        _keep(connection, alliance, draft, act)


def remove_founder(act: Act, database: Database) -> None:
    with database.transaction() as connection:
        alliance, draft = _drafted(connection, act, for_writing=True)
        _keep(connection, alliance, founding.without_partner(draft, alliance, _named(act) or "", by=act.person), act)


def put(act: Act, database: Database) -> None:
    """Somebody presses *Put it to the partners*, for the first time or after the draft was changed."""
    with database.transaction() as connection:
        alliance, draft = _drafted(connection, act, for_writing=True)
        asked = founding_asked(connection, alliance.id)
        text = founding.put(draft, alliance, asked, founding_draft(draft), by=act.person, at=act.now)
        record_founding(connection, alliance, draft, asked, text, act)
        outbox.open_desk(connection, alliance.id, act.now)


def whose_people(act: Act, database: Database) -> str:
    """Somebody chooses people in one of these windows: of the channel that it is about."""
    with database.snapshot() as connection:
        alliance, _ = _drafted(connection, act)
    return alliance.channel


def _drafted(connection: Connection, act: Act, *, for_writing: bool = False) -> tuple[Alliance, Founding]:
    alliance = alliance_kept(connection, act, for_writing=for_writing)
    draft = foundings.load(connection, alliance.id)
    if draft is None:
        raise founding_refusal.is_founded()
    founding.refuse_unless_may_change(draft, alliance, act.person)
    return alliance, draft


def _named(act: Act) -> str | None:
    """Read which partner of the draft it is about."""
    named = act.value.get("founder")
    return named if isinstance(named, str) else None


def _keep(connection: Connection, alliance: Alliance, draft: Founding, act: Act) -> None:
    """Store the draft; whoever is named in it is called what the list called them, until Slack is asked."""
    foundings.keep(connection, alliance.id, draft)
    people.introduce(connection, act.person, act.name)
    for person, name in act.labels.items():
        if person in {*act.people("operations_managers"), *act.people("people"), *act.people("deputies")}:
            people.introduce(connection, person, name if name != person else "")
    outbox.open_desk(connection, alliance.id, act.now)
