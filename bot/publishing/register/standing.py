"""The standing interests that the register tells of: those that stand, of organisations, never of people."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register.clerk import told_outside
from storage.alliance import alliances
from storage.record.changes import interests


@dataclass(frozen=True)
class Standing:
    partner: str
    words: str
    since: date


def standing(connection: Connection, alliance_id: int, redactor: Redactor) -> list[Standing]:
    zone = ZoneInfo(alliances.load(connection, alliance_id).timezone)
    return [
        Standing(
            redactor.words(each.partner),
            redactor.words(told_outside(each.nature, each.words)),
            each.declared_at.astimezone(zone).date(),
        )
        for each in interests.standing(connection, alliance_id)
    ]
