"""Confirms an act to the person, and tells two who speak for one partner that their answers differ."""

from collections.abc import Mapping
from typing import Any

from decisions.proposal.proposal import Kind, Proposal, Response
from handlers.incoming.payloads import Act
from storage.record.news import News


def receipt(proposal: Proposal, act: Act, news: News, kind: str, about: Mapping[str, Any]) -> None:
    """Confirm an act to the person. Its key makes the same act count once, however often Slack delivers it."""
    told = {**about, "receipt_url": act.receipt_url or act.value.get("receipt_url", "")}
    # Whoever answers in a direct message looks for the receipt there.
    told["is_direct"] = act.is_direct
    news.privately(act.person, proposal.id, act.delivery, kind, told)


def two_voices(proposal: Proposal, before: Response | None, given: Response, news: News) -> None:
    """Tell both representatives of a partner that their answers differ."""
    if before is None or given.kind is Kind.UNDO:
        return
    for person in (before.by, given.by):
        told = {"before": before.id, "after": given.id}
        news.privately(person, proposal.id, f"two_voices:{given.id}:{person}", "two_voices_notice", told)
