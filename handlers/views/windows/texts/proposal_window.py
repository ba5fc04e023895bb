"""The window in which a proposal is raised or amended."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    RichTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)

from decisions.proposal.proposal import Revision
from decisions.texts.proposal_form import field_of
from decisions.texts.revision import LONGEST_TITLE
from handlers.views.answers.sealed import sealed_field
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, beside, button, field, long_words, modal, packed, paragraph, small
from handlers.views.blocks.pages import fitting
from handlers.views.blocks.proposal.form import filled_in
from handlers.views.blocks.words.text import escape, shorten
from handlers.views.blocks.written import whole
from handlers.views.windows.set_up.matter_fields import matter_fields
from handlers.views.windows.texts.paper_fields import paper_fields
from handlers.views.windows.texts.prefilled import Prefilled

NO_FORM = "No form"


def raise_window(alliance_id: int, alliance_name: str, prefilled: Prefilled, *, seals: bool = False) -> View:
    """Ask for the first text; `seals` tells that the alliance has every first round sealed."""
    keeps = {"alliance": alliance_id, **({"renews": prefilled.renews} if prefilled.renews else {})}
    intro = small(f"The partners of {escape(alliance_name)} are asked in the shared channel.")
    # What the alliance has chosen for all of them is said in any case.
    is_asked = seals or prefilled.shows_seldom
    reserved = any(of.is_reserved for of in prefilled.matters.classes)
    asked = sealed_field(ticked=prefilled.sealed, is_always=seals, some_are_reserved=reserved)
    sealed = [asked] if is_asked else []
    return modal(
        ids.RAISE_WINDOW,
        "Raise a proposal",
        [intro, *_fields(prefilled, keeps), *sealed],
        submit="Raise",
        close="Cancel",
        keeps={**keeps, **_form_kept(prefilled)},
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
        notice += [small(f"Revision {since.number} says:"), *fitting([*whole(since.rich_text), *filled_in(since)])]
    return modal(
        ids.AMEND_WINDOW,
        f"Amend No. {number}",
        [*notice, *wishes, small(words), *_fields(prefilled, keeps)],
        submit="Amend",
        close="Cancel",
        keeps={**keeps, **_form_kept(prefilled)},
    )


def decision_option(number: int, title: str) -> Option:
    return Option(text=shorten(f"No. {number} · {title}", 75), value=str(number))


def _form_kept(prefilled: Prefilled) -> dict[str, str]:
    return {"template": prefilled.form.mark} if prefilled.form else {}


def _choice_of_form(prefilled: Prefilled, value: Mapping[str, Any]) -> list[Block]:
    """Offer the alliance's own forms, where it has any."""
    if not prefilled.forms:
        return []
    marks = {"": NO_FORM, **{each.mark: each.name for each in prefilled.forms}}
    options = {mark: Option(text=name, value=packed({**value, "template": mark})) for mark, name in marks.items()}
    chosen = prefilled.form.mark if prefilled.form else ""
    select = StaticSelectElement(action_id=ids.FORM, options=[*options.values()], initial_option=options[chosen])
    return [beside("*Form*\nIts questions come below. You can do without one.", select.to_dict())]


def _fields_of_form(prefilled: Prefilled) -> list[Block]:
    return [
        field(
            field_of(each.name),
            each.name,
            long_words(prefilled.filled.get(each.name, "")),
            optional=not each.is_required,
            hint=each.asks or None,
        )
        for each in (prefilled.form.fields if prefilled.form else ())
    ]


def _fields(prefilled: Prefilled, value: Mapping[str, Any]) -> list[Block]:
    """List the inputs; `value` tells what the window is about to the list of forms."""
    title = PlainTextInputElement(
        action_id=ids.INPUT, max_length=LONGEST_TITLE, initial_value=shorten(prefilled.title, LONGEST_TITLE) or None
    )
    text = RichTextInputElement(
        action_id=ids.INPUT, initial_value=dict(prefilled.rich_text) if prefilled.rich_text else None
    )
    return [
        *_choice_of_form(prefilled, value),
        field("title", "Title", title),
        field("text", "What we propose", text),
        field("benefit", "Why this is best for people", long_words(prefilled.benefit)),
        *paper_fields(prefilled.papers),
        *_fields_of_form(prefilled),
        *matter_fields(prefilled.matters, prefilled.matter, prefilled.sum),
        field(
            "decide_by",
            "Decide by",
            _day(prefilled.decide_by),
            optional=True,
            hint="Nothing closes on this day. It reminds people.",
        ),
        *(_seldom(prefilled) if prefilled.shows_seldom else [_more(prefilled, value)]),
    ]


def _more(prefilled: Prefilled, value: Mapping[str, Any]) -> Block:
    """Lead to the rarely used fields. What is typed so far comes along (handlers/listeners/texts/forms.py)."""
    return beside(
        "*Seldom needed*\n"
        "From when it counts, a trial, a review, an owner, topics, what it replaces, a sealed first round.",
        button("More…", ids.MORE_FIELDS, {**value, **_form_kept(prefilled), "more": True}),
    )


def _seldom(prefilled: Prefilled) -> list[Block]:
    supersedes = ExternalDataSelectElement(
        action_id=ids.SUPERSEDES,
        min_query_length=0,
        placeholder="Search decisions by number or title",
        initial_option=decision_option(*prefilled.supersedes) if prefilled.supersedes else None,
    )
    return [
        field(
            "earliest_on",
            "Not to be decided before",
            _day(prefilled.earliest_on),
            optional=True,
            hint="It is decided on this day at the earliest, and only if all consent.",
        ),
        field(
            "in_force_on",
            "In force from",
            _day(prefilled.in_force_on),
            optional=True,
            hint="From when it counts, if that is not the day on which it is agreed.",
        ),
        field(
            "tried_until",
            "Try it until",
            _day(prefilled.tried_until),
            optional=True,
            hint="It ends after this day, unless every partner agrees to renew it.",
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
