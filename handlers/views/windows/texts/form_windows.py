"""The windows in which an operations manager sees, makes and changes the alliance's forms for proposals."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import CheckboxesElement, Option, PlainTextInputElement

from decisions.texts.proposal_form import LONGEST_ASKS, LONGEST_NAME, MOST_FIELDS, FormField, ProposalForm, not_taken
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, View, actions, beside, button, field, menu, modal, paragraph, small
from handlers.views.blocks.words.text import escape, shorten

# There is always room for some more fields than are there.
SPARE_FIELDS = 2


def forms_window(alliance_id: int, there: Sequence[ProposalForm]) -> View:
    """List the alliance's forms, and those that come along."""
    return modal("window.forms", "Forms for proposals", list(_listed(alliance_id, there)))


def _listed(alliance_id: int, there: Sequence[ProposalForm]) -> Iterator[Block]:
    value = {"alliance": alliance_id}
    yield small("Whoever raises a proposal can choose one of these. Its fields are part of the text that is decided.")
    if not there:
        yield paragraph("There are none yet. Proposals are raised without.")
    for form in there:
        acts = {"Change": ids.CHANGE_FORM, "Remove": ids.REMOVE_FORM}
        choices = {words: {**value, "form": form.version, "act": act} for words, act in acts.items()}
        yield beside(_described(form), menu(ids.FORM_MENU, choices))
    offered = not_taken(there)
    if offered:
        yield {"type": "divider"}
        yield small("These come along, to begin with. Look at one, and change what does not suit you.")
    for form in offered:
        yield beside(_described(form), button("Use…", f"{ids.NEW_FORM}.{form.mark}", {**value, "offered": form.mark}))
    yield actions(button("A new form…", f"{ids.NEW_FORM}.empty", value))


def _described(form: ProposalForm) -> str:
    names = (f"{escape(each.name)}{' (needed)' if each.is_required else ''}" for each in form.fields)
    return shorten(f"*{escape(form.name)}*\n{', '.join(names)}", 2900)


def form_window(alliance_id: int, before: ProposalForm | None, offered: ProposalForm | None) -> View:
    """Ask what a form is called, and for its fields; begin with the one `before`, or with one that comes along."""
    begin = before or offered
    fields = begin.fields if begin else ()
    rows = [*fields, *[FormField("")] * max(SPARE_FIELDS, 4 - len(fields))][:MOST_FIELDS]
    inputs = [block for place, row in enumerate(rows) for block in _row(place, row)]
    return modal(
        ids.FORM_WINDOW,
        "Change a form" if before else "A new form",
        [
            small("Everybody in the channel is told. Proposals that are written in a form already stay as they are."),
            field("name", "Name of the form", _words(begin.name if begin else "", LONGEST_NAME)),
            *inputs,
        ],
        submit="Keep",
        close="Cancel",
        keeps={"alliance": alliance_id, **({"form": before.version} if before else {})},
    )


def _row(place: int, row: FormField) -> list[Block]:
    needed = Option(text="Has to be filled in", value="required")
    checked = [needed] if row.is_required else None
    number = place + 1
    return [
        field(f"name.{place}", f"Field {number}", _words(row.name, LONGEST_NAME), optional=True),
        field(f"asks.{place}", f"What field {number} asks", _words(row.asks, LONGEST_ASKS), optional=True),
        field(
            f"required.{place}",
            f"Is field {number} needed?",
            CheckboxesElement(action_id=ids.INPUT, options=[needed], initial_options=checked),
            optional=True,
        ),
    ]


def _words(initial: str, longest: int) -> PlainTextInputElement:
    return PlainTextInputElement(action_id=ids.INPUT, max_length=longest, initial_value=initial or None)
