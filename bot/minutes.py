"""How does the decision log read as minutes, in Markdown?"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.log_entry import LogEntry
from decisions.refusal import say_day
from storage import alliances, decision_log, people

_KINDS = {
    "alliance_founded": "Alliance founded",
    "settings_changed": "Settings changed",
    "partner_joined": "Partner joined",
    "partner_left": "Partner left",
    "partner_renamed": "Partner renamed",
    "representatives_changed": "Representatives changed",
    "proposal_raised": "Raised:",
    "proposal_amended": "Amended:",
    "proposal_withdrawn": "Withdrawn:",
    "consent_given": "Consent to",
    "objection_raised": "Objection to",
    "consent_taken_back": "Consent taken back:",
    "time_taken": "Time taken for",
    "consent_reported": "Consent reported, to be confirmed:",
    "reported_consent_refused": "Reported consent not confirmed:",
    "decision_agreed": "Agreed:",
    "decision_reviewed": "Looked at again, and kept:",
}
_WORDS = (
    ("", "text"),
    ("Why this is best for people", "benefit"),
    ("Reason", "reason"),
    ("What would make it acceptable", "acceptable_if"),
    ("Concern", "concern"),
    ("Question", "question"),
    ("Answer by", "answer_by"),
    ("Note", "note"),
    ("Decide by", "decide_by"),
    ("Review on", "review_on"),
)


def write_minutes(connection: Connection, since: datetime | None, out: TextIO) -> None:
    """Write every event under its day, in the alliance's own time."""
    for alliance_id in alliances.every(connection):
        alliance = alliances.load(connection, alliance_id)
        zone = ZoneInfo(alliance.timezone)
        out.write(f"# {_plain(alliance.name)}: minutes from the decision log\n")
        day = None
        for entry in decision_log.entries(connection, alliance_id, since):
            moment = datetime.fromisoformat(entry.at).astimezone(zone)
            if moment.date() != day:
                day = moment.date()
                out.write(f"\n## {say_day(day)}\n")
            out.write("\n")
            out.writelines(f"{line}\n" for line in _minute(connection, entry, moment))
        out.write("\n")


def _minute(connection: Connection, entry: LogEntry, moment: datetime) -> Iterator[str]:
    fields = entry.fields
    who = _plain(fields["partner"]) or (_plain(_name(connection, fields["actor"])) if fields["actor"] else "")
    number = f" No. {fields['number']}" if fields.get("number") else ""
    yield f"{moment:%H:%M} · **{_KINDS.get(entry.kind, entry.kind)}{number}**{f' · {who}' if who else ''}"
    if fields.get("title"):
        yield f"\n**{_plain(fields['title'])}**"
    for label, name in _WORDS:
        if fields.get(name):
            yield f"\n{label}:\n" if label else ""
            yield from (f"> {_plain(line)}" for line in str(fields[name]).splitlines())
    if isinstance(fields.get("partners"), list):
        yield f"\nConsented: {_plain(', '.join(fields['partners']))}"


def _name(connection: Connection, person: str) -> str:
    return people.names(connection, [person]).get(person, person)


def _plain(words: str) -> str:
    """Keep Markdown from reading a person's words as its own signs."""
    return re.sub(r"([\\`*_{}\[\]<>#+|~!-])", r"\\\1", words)
