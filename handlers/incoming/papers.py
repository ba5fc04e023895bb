"""The papers that a person puts with a text: those that stay, and files that Slack has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from decisions.said.paper import LARGEST_PAPER, MOST_PAPERS, Paper, named, say_size, together
from handlers.courier.fetching.files import Fetched
from handlers.courier.fetching.papers import WAITS, GoOn
from handlers.incoming.payloads import Act
from handlers.views.windows.texts.paper_fields import KEPT, NO_PAPERS, OF_MESSAGE, UPLOADED, PaperChoice

# What listeners may know of how the courier fetches papers.
__all__ = ["WAITS", "Fetched", "GoOn"]

# What has to be known of an act to go on with it later.
_KEPT = ("person", "delivery", "name", "value", "typed", "team", "labels", "install")


def wanted(act: Act) -> list[dict[str, Any]]:
    """List the files that are still to be fetched: their ids and names, and what Slack tells of them so far."""
    chosen = act.typed.get(OF_MESSAGE) or []
    files = [{"id": each, "name": act.labels.get(each, "paper")} for each in chosen if isinstance(each, str)]
    uploaded = act.typed.get(UPLOADED) or []
    files += [_briefly(each) for each in uploaded if isinstance(each, dict) and isinstance(each.get("id"), str)]
    return [] if act.fetched is not None else files


def with_papers(act: Act, standing: Sequence[Paper] = ()) -> tuple[Paper, ...]:
    """Return the papers of what is typed; for those still to be fetched, what Slack tells so far."""
    staying = act.typed[KEPT] or () if KEPT in act.typed else [paper.sha256 for paper in standing]
    if act.fetched is not None:
        new = [each.paper for each in act.fetched]
    else:
        # What is not told yet is looked at when the bytes are here.
        sizes = ((each, each.get("size")) for each in wanted(act))
        new = [Paper(each["name"], 1 if size is None else size, each.get("type") or "") for each, size in sizes]
    return together([paper for paper in standing if paper.sha256 in staying], new)


def choice(act: Act, standing: Sequence[Paper] = ()) -> PaperChoice:
    """Offer the papers that stand, to stay or go, and a place for more where Slack gives us files."""
    ticked = (paper.sha256 for paper in standing if KEPT not in act.typed or paper.sha256 in (act.typed[KEPT] or ()))
    choices = [(paper.sha256, f"{paper.name} ({say_size(paper.size)})") for paper in standing]
    return PaperChoice(KEPT, choices, [*ticked], takes_more=act.takes_papers)


def of_message(act: Act) -> PaperChoice:
    """Offer the files of a message."""
    if not act.takes_papers:
        return NO_PAPERS
    files = [each for each in act.message.get("files") or () if isinstance(each, dict) and each.get("id")]
    sound = [each for each in files if _may_be_a_paper(each)][:MOST_PAPERS]
    choices = [(str(each["id"]), f"{_name(each)} ({say_size(int(each['size']))})") for each in sound]
    left = [_name(each) for each in files if each not in sound]
    return PaperChoice(OF_MESSAGE, choices, [value for value, _ in choices], takes_more=True, left_out=left)


def as_chosen(act: Act, standing: Sequence[Paper] = ()) -> PaperChoice:
    """Offer what is chosen in a window again, in which something else changes."""
    if OF_MESSAGE not in act.typed:
        return choice(act, standing)
    chosen = [each for each in act.typed[OF_MESSAGE] or () if isinstance(each, str)]
    return PaperChoice(OF_MESSAGE, [(each, act.labels.get(each, each)) for each in chosen], chosen, takes_more=True)


def kept(act: Act) -> dict[str, Any]:
    """Write an act as JSON, to go on with it when its papers are here."""
    return {name: getattr(act, name) for name in _KEPT}


def taken_up(told: Mapping[str, Any], now: datetime, fetched: Sequence[Fetched] | None) -> Act:
    return replace(Act(now=now, **{name: told[name] for name in _KEPT}), fetched=fetched)


def _briefly(file: Mapping[str, Any]) -> dict[str, Any]:
    size = file.get("size")
    return {
        "id": file["id"],
        "name": _name(file),
        "size": size if isinstance(size, int) else None,
        "type": str(file.get("mimetype") or ""),
    }


def _name(file: Mapping[str, Any]) -> str:
    return named(str(file.get("name") or file.get("title") or ""))


def _may_be_a_paper(file: Mapping[str, Any]) -> bool:
    size = file.get("size")
    is_there = not file.get("is_external") and file.get("mode") not in ("tombstone", "external", "hidden_by_limit")
    return is_there and isinstance(size, int) and 0 < size <= LARGEST_PAPER


def briefly_typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Keep only what we need of uploaded files; Slack tells much of each."""
    uploaded: Iterable[Any] = typed.get(UPLOADED) or ()
    files = [_briefly(each) for each in uploaded if isinstance(each, dict) and isinstance(each.get("id"), str)]
    return {**typed, UPLOADED: files} if UPLOADED in typed else dict(typed)
