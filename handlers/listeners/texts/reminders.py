"""Somebody has others reminded by hand; the clock does so by itself (handlers/clock/reminders.py)."""

from decisions.alliance.alliance import local_day
from decisions.asking.reminder import owed, reminder
from handlers.clock.reminders import Reminder, say_reminder
from handlers.gathering.waiting import open_proposals, reach
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.engine.database import Database
from storage.outbox import outbox
from storage.record.news import News


def remind(act: Act, database: Database) -> None:
    """Somebody chooses *Remind*: write to those who owe an answer."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        today, can_be = local_day(act.now, alliance), reach(connection, alliance, act.now)
        others = [each for each in open_proposals(connection, alliance) if each.id != proposal.id]
        messages = {
            person: Reminder(alliance, person, today, [proposal, *owed(person, others, alliance, today, can_be)])
            for person in alliance.representatives
        }
        already = {person for person, this in messages.items() if outbox.was_said(connection, this.key)}
        people = reminder(proposal, alliance, by=act.person, today=today, reach=can_be, reminded_today=already)
        for person in people:
            say_reminder(connection, messages[person], act.now)
        news = News(alliance.id, act.now)
        receipt(proposal, act, news, "reminded_receipt", {"people": people})
        news.put_down(connection)
