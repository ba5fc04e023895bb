"""What happens when nobody clicks: each function does once what is due now, whichever process is first."""

from datetime import datetime, timedelta
from functools import partial

from handlers.clock.actions import due_action_reminders, say_action_reminder
from handlers.clock.asks import due_asks, say_ask
from handlers.clock.bundles import due_bundle_asks, say_bundle_ask, without_bundled
from handlers.clock.digests import post_due_digests
from handlers.clock.going_on import going_on_after, say_unless_said
from handlers.clock.look import look
from handlers.clock.reminders import due_reminders, say_reminder
from handlers.clock.steps import due_step_notices, say_step_notice
from handlers.clock.trials import due_endings, say_ending
from handlers.clock.unreachable import due_reports, say_unreachable
from storage.alliance import alliances, due
from storage.engine.database import Database
from storage.record.changes import appointments


def look_after_alliances(database: Database, now: datetime) -> None:
    """Do all that is due, so that a tick costs little more than that."""
    end_stand_ins(database, now)
    post_due_digests(database, now)
    send_due_reminders(database, now)
    report_unreachable(database, now)


def end_stand_ins(database: Database, now: datetime) -> None:
    """Record whose time is over as a stand-in for those who speak for a partner."""
    with database.snapshot() as connection:
        concerned = due.with_stand_ins_over(connection, now)
    for alliance_id in concerned:
        with going_on_after(alliance_id), database.transaction() as connection:
            appointments.end_stand_ins(connection, alliances.load(connection, alliance_id, for_writing=True), now)


def send_due_reminders(database: Database, now: datetime) -> None:
    """Ask and remind those who owe an answer or do something, and tell of what is overdue or ends, at a good hour."""
    with database.snapshot() as connection:
        concerned = due.with_people_to_remind(connection, now)
    for alliance_id in concerned:
        with going_on_after(alliance_id):
            with database.snapshot() as connection:
                seen = look(connection, alliance_id, now)
                of_bundles = list(due_bundle_asks(connection, seen, now))
                asks = without_bundled(due_asks(seen, now), of_bundles)
                bundled = {(each.person, of.id) for each in of_bundles for of in each.proposals}
                reminders = list(due_reminders(connection, seen, now, bundled))
                of_actions = list(due_action_reminders(connection, seen, now))
                endings = list(due_endings(connection, seen, now))
                of_steps = list(due_step_notices(connection, seen, now))
            for bundle in of_bundles:
                say_unless_said(database, partial(say_bundle_ask, this=bundle, now=now))
            for ask in asks:
                say_unless_said(database, partial(say_ask, this=ask, now=now))
            for this in reminders:
                say_unless_said(database, partial(say_reminder, this=this, now=now))
            for each in of_actions:
                say_unless_said(database, partial(say_action_reminder, this=each, now=now))
            for notice in of_steps:
                say_unless_said(database, partial(say_step_notice, this=notice, now=now))
            for ending in endings:
                say_unless_said(database, partial(say_ending, this=ending, now=now))


def report_unreachable(database: Database, now: datetime) -> None:
    """Tell managers of partners whose people are all away or gone, once for each such time."""
    with database.snapshot() as connection:
        # Somewhere it may still be yesterday.
        concerned = due.with_absent_people(connection, now.date() - timedelta(days=1))
    for alliance_id in concerned:
        with going_on_after(alliance_id):
            with database.snapshot() as connection:
                reports = list(due_reports(connection, alliance_id, now))
            for this in reports:
                say_unless_said(database, partial(say_unreachable, this=this, now=now))
