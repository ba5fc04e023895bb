"""The windows in which somebody looks for a decision: the words, the list of what was found, and the way back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from decisions.alliance.matter import DelegatedDecision
from decisions.proposal.proposal import Status
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import few_words, field
from handlers.views.blocks.kit import Block, View, actions, button, modal, paragraph, small
from handlers.views.blocks.proposal.matters import delegated_line
from handlers.views.blocks.proposal.proposal_view import ProposalView, name, where_it_stands
from handlers.views.blocks.words.text import escape, shorten

PAGE = 8

_SIGNS = {Status.AGREED: "✅", Status.WITHDRAWN: "↩️", Status.HELD: "✋", Status.OPEN: "◻️"}


def decisions_window(
    alliance_id: int,
    words: str,
    page: int,
    found: Sequence[ProposalView],
    *,
    has_more: bool,
    alone: Sequence[DelegatedDecision] = (),
    names: Mapping[str, str] | None = None,
) -> View:
    """List one page, newest first, and what managers decided `alone` below. `page` counts from 0."""
    what = f"What was found for “{escape(shorten(words, 100))}”" if words else "The alliance's decisions"
    blocks: list[Block] = [small(f"{what}, newest first.")]
    for view in found:
        sign = "⌛" if view.has_ended else _SIGNS[view.status]
        blocks.append(paragraph(f"{sign} *{name(view)}*\n{where_it_stands(view)}"))
        about = {"proposal": view.proposal.id, "words": words, "page": page}
        blocks.append(actions(button("Show", f"{ids.SHOW_DECISION}.{view.proposal.number}", about)))
    blocks += _decided_alone(alone, names or {})
    if not (found or alone):
        blocks.append(paragraph(_nothing(words)))
    keeps = {"alliance": alliance_id, "words": words}
    turn = [
        button(label, f"{ids.DECISIONS_PAGE}.{target}", {**keeps, "page": target})
        for label, target, is_there in (("Newer", page - 1, page > 0), ("Older", page + 1, has_more))
        if is_there
    ]
    return modal("window.decisions", "Decisions", [*blocks, *([actions(*turn)] if turn else [])])


def _decided_alone(made: Sequence[DelegatedDecision], names: Mapping[str, str]) -> Iterator[Block]:
    if made:
        yield paragraph("*Decided by an operations manager, to whom it is delegated*")
    for each in made[:PAGE]:
        yield paragraph(delegated_line(each, names))
    if len(made) > PAGE:
        yield small(f"And {len(made) - PAGE} more. The decision log has all of them.")


def search_window(alliance_id: int) -> View:
    """Ask for words or a number."""
    words = few_words(longest=100, placeholder="beds winter, or 12")
    hint = "Words of a title, a text or a reason, or a number."
    return modal(
        ids.SEARCH_WINDOW,
        "Search",
        [field("words", "Look for", words, hint=hint)],
        submit="Search",
        keeps={"alliance": alliance_id},
    )


def back_button(alliance_id: int, value: dict[str, Any]) -> list[Block]:
    """Lead from one proposal back to the list it was found in."""
    if "words" not in value:
        return []
    about = {"alliance": alliance_id, "words": value["words"], "page": value.get("page", 0)}
    return [actions(button("Back to the list", f"{ids.DECISIONS_PAGE}.back", about))]


def _nothing(words: str) -> str:
    if not words:
        return "Nothing is decided yet. The first decision will stand here."
    return "Nothing was found. Try fewer words, the beginning of a word, or a number such as 12."
