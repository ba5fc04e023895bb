"""Reads what was typed where a text is put, changed or suggested, an objection ends, or settings stand."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, Settings
from decisions.proposal.proposal import Settlement
from decisions.texts.revision import Draft, Superseded
from decisions.texts.suggestion import Cure
from decisions.texts.topics import topics
from handlers.incoming.papers import with_papers
from handlers.incoming.payloads import Act
from handlers.views.blocks.words import rich_text
from handlers.views.windows.set_up.matter_fields import chosen_class
from storage.record.proposals import proposals


def draft(act: Act) -> Draft:
    """Read the fields of the window. Of its papers it knows the new ones."""
    rich = act.typed.get("text")
    supersedes = act.text("supersedes")
    typed: Mapping[str, Any] = rich if isinstance(rich, dict) else rich_text.block()
    return Draft(
        title=act.text("title"),
        text=rich_text.plain(typed),
        rich_text=typed,
        benefit=act.text("benefit"),
        decide_by=act.day("decide_by"),
        review_on=act.day("review_on"),
        in_force_on=act.day("in_force_on"),
        tried_until=act.day("tried_until"),
        earliest_on=act.day("earliest_on"),
        matter=chosen_class(act.text("matter")),
        sum=act.text("sum"),
        sealed=bool(act.typed.get("sealed")),
        supersedes=int(supersedes) if supersedes.isdecimal() else None,
        owner=act.text("owner"),
        topics=topics(act.text("topics")),
        papers=with_papers(act),
    )


def cure(act: Act) -> Cure:
    """Read the text that an objection brings. Its field is named for the revision, or Slack would keep older words."""
    rich = act.typed.get(f"suggestion.{act.value.get('revision')}")
    typed: Mapping[str, Any] = rich if isinstance(rich, dict) else rich_text.block()
    return Cure(rich_text.plain(typed), typed, consents=bool(act.typed.get("own_consent")))


def settlement(act: Act) -> Settlement | None:
    """Read how the partner's own objection ends; None where nobody was asked."""
    chosen = act.text("settled_by")
    return Settlement(chosen) if chosen in list(Settlement) else None


def settings(act: Act) -> Settings:
    """Read what is said of an alliance besides its partners, when it is set up and later."""
    return Settings(
        name=act.text("name"),
        timezone=act.text("timezone"),
        digest_day=act.text("digest_day"),
        digest_time=act.text("digest_time"),
        operations_managers=tuple(act.people("operations_managers")),
        country=act.text("country"),
        region=act.text("region"),
        first_round=act.text("first_round"),
        correction_days=_days(act.text("correction_days")),
    )


def _days(typed: str) -> int:
    """Read a number of days; what is not a number counts as too few."""
    days = typed.strip()[:9]
    return int(days) if days.isdecimal() else -1 if days else 0


def superseded(connection: Connection, alliance: Alliance, written: Draft) -> Superseded | None:
    if written.supersedes is None:
        return None
    proposal_id = proposals.id_of_number(connection, alliance.id, written.supersedes)
    if proposal_id is None:
        return None
    is_agreed = proposals.title_of_decision(connection, alliance.id, written.supersedes) is not None
    is_change = proposals.load(connection, proposal_id).change is not None
    return Superseded(is_agreed, proposals.newer(connection, proposal_id), is_change)
