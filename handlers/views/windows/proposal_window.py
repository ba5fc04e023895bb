"""What does the window look like in which a proposal is raised or amended?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    RichTextInputElement,
    UserSelectElement,
)

from decisions.proposal import Revision
from decisions.revision import LONGEST_TITLE, Draft
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, field, long_words, modal, paragraph, small
from handlers.views.blocks.pages import fitting
from handlers.views.blocks.text import escape, shorten
from handlers.views.blocks.written import whole
from handlers.views.windows.paper_fields import NO_PAPERS, PaperChoice, paper_fields


@dataclass(frozen=True)
class Prefilled:
    """What stands in the window before the person types. `supersedes` is a decision's number and title."""

    title: str = ""
    rich_text: Mapping[str, Any] | None = None
    benefit: str = ""
    decide_by: date | None = None
    supersedes: tuple[int, str] | None = None
    review_on: date | None = None
    owner: str = ""
    topics: tuple[str, ...] = ()
    in_force_on: date | None = None
    papers: PaperChoice = NO_PAPERS


def raise_window(alliance_id: int, alliance_name: str, prefilled: Prefilled) -> View:
    intro = small(f"The partners of {escape(alliance_name)} are asked in the shared channel.")
    return modal(
        ids.RAISE_WINDOW,
        "Raise a proposal",
        [intro, *_fields(prefilled)],
        submit="Raise",
        close="Cancel",
        keeps={"alliance": alliance_id},
    )


def amend_window(
    number: int,
    keeps: Mapping[str, Any],
    prefilled: Prefilled,
    because: str = "",
    since: Revision | None = None,
    wishes: Sequence[Block] = (),
) -> View:
    """Ask for the new text.

    `keeps` names the text that is amended, `because` says why the window is shown anew, `since` is the
    text that somebody else put meanwhile. `wishes` are what those who object would accept.
    """
    words = "Every partner is asked again, and sees what changed. The answers so far are kept in the history."
    notice = [paragraph(f"⚠️ {escape(because)}")] if because else []
    if since:
        notice += [small(f"Revision {since.number} says:"), *fitting(whole(since.rich_text))]
    return modal(
        ids.AMEND_WINDOW,
        f"Amend No. {number}",
        [*notice, *wishes, small(words), *_fields(prefilled)],
        submit="Amend",
        close="Cancel",
        keeps=keeps,
    )


def prefilled_with(
    revision: Revision | Draft,
    supersedes_title: str,
    instead: Mapping[str, Any] | None = None,
    papers: PaperChoice = NO_PAPERS,
) -> Prefilled:
    """Begin with what stands or was typed before, or with another text `instead`."""
    earlier = (revision.supersedes, supersedes_title) if revision.supersedes and supersedes_title else None
    return Prefilled(
        revision.title,
        instead or revision.rich_text,
        revision.benefit,
        revision.decide_by,
        earlier,
        revision.review_on,
        revision.owner,
        revision.topics,
        revision.in_force_on,
        papers,
    )


def decision_option(number: int, title: str) -> Option:
    return Option(text=shorten(f"No. {number} · {title}", 75), value=str(number))


def _fields(prefilled: Prefilled) -> list[Block]:
    title = PlainTextInputElement(
        action_id=ids.INPUT, max_length=LONGEST_TITLE, initial_value=shorten(prefilled.title, LONGEST_TITLE) or None
    )
    text = RichTextInputElement(
        action_id=ids.INPUT, initial_value=dict(prefilled.rich_text) if prefilled.rich_text else None
    )
    supersedes = ExternalDataSelectElement(
        action_id=ids.SUPERSEDES,
        min_query_length=0,
        placeholder="Search decisions by number or title",
        initial_option=decision_option(*prefilled.supersedes) if prefilled.supersedes else None,
    )
    return [
        field("title", "Title", title),
        field("text", "What we propose", text),
        field("benefit", "Why this is best for people", long_words(prefilled.benefit)),
        *paper_fields(prefilled.papers),
        field(
            "decide_by",
            "Decide by",
            _day(prefilled.decide_by),
            optional=True,
            hint="Nothing closes on this day. It reminds people.",
        ),
        field(
            "in_force_on",
            "In force from",
            _day(prefilled.in_force_on),
            optional=True,
            hint="From when it counts, if that is not the day on which it is agreed.",
        ),
        field(
            "review_on",
            "Review on",
            _day(prefilled.review_on),
            optional=True,
            hint="When we look at it together again.",
        ),
        field(
            "owner",
            "Owner",
            UserSelectElement(action_id=ids.INPUT, initial_user=prefilled.owner or None),
            optional=True,
            hint="Who sees to it once it is agreed.",
        ),
        field(
            "topics",
            "Topics",
            PlainTextInputElement(
                action_id=ids.INPUT, placeholder="winter, beds", initial_value=", ".join(prefilled.topics) or None
            ),
            optional=True,
            hint="Words to find it by later, with commas between them.",
        ),
        field(
            "supersedes", "Supersedes", supersedes, optional=True, hint="An earlier decision that this one replaces."
        ),
    ]


def _day(day: date | None) -> DatePickerElement:
    return DatePickerElement(action_id=ids.INPUT, initial_date=day.isoformat() if day else None)
