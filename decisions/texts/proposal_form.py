"""Which forms has an alliance for its proposals, who makes them, and what is filled in?

A form is offered to whoever raises a proposal, and never forced on anybody. What is filled in is part of the text to
which the partners consent (rule 5). The log calls a form a template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from decisions.alliance.alliance import Alliance
from decisions.log.log_entry import canonical, sha256
from decisions.proposal.proposal import Revision
from decisions.texts import form_refusal
from decisions.words import refusal
from decisions.words.spelling import alike, written_in_line

MOST_FORMS = 20
MOST_FIELDS = 10
LONGEST_NAME = 60
LONGEST_ASKS = 150
# How the inputs for a form's fields begin.
FIELDS = "form."


@dataclass(frozen=True)
class FormField:
    """What a field is called, what it asks, and whether it has to be filled in."""

    name: str
    asks: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class ProposalForm:
    """One of an alliance's own forms for proposals."""

    name: str
    fields: tuple[FormField, ...]

    @property
    def mark(self) -> str:
        return mark(self.name)

    @property
    def version(self) -> str:
        """Tell this form from what it was, or will be, when it is changed."""
        return sha256(canonical([self.name, [[each.name, each.asks, each.is_required] for each in self.fields]]))[:10]


@dataclass(frozen=True)
class Filled:
    """What was typed in a field of a form."""

    name: str
    words: str
    is_required: bool = False

    @property
    def field(self) -> str:
        """Name the input in the window."""
        return field_of(self.name)


_REASONS = FormField("Reasons for the decision", "Why we would decide this, and why now.", is_required=True)
_ALTERNATIVES = FormField(
    "Alternative options considered and rejected", "What else we could do, and why we would not.", is_required=True
)
_BUDGET = FormField("Budget", "What it costs, from which money, and until when.")
_EQUALITY = FormField(
    "Equality impact", "Whom it affects, among them people with protected characteristics, and what we do about it."
)
_RISK = FormField("Risk", "What could go wrong, how bad that would be, and who watches it.")
_CONSULTED = FormField("Who was consulted", "Whom we asked, how, and what they said.")
_PAPERS = FormField("Background papers", "What this relies on, and where it can be read.")

# These come along. Their fields are called as the Openness of Local Government Bodies Regulations 2014 (7, on written
# records, and 8, on background papers) and the guidance of the Equality and Human Rights Commission call them.
OFFERED = (
    ProposalForm(
        "Spending", (_REASONS, replace(_BUDGET, is_required=True), _ALTERNATIVES, _RISK, _EQUALITY, _CONSULTED, _PAPERS)
    ),
    ProposalForm(
        "Policy",
        (
            _REASONS,
            _ALTERNATIVES,
            replace(_EQUALITY, is_required=True),
            replace(_CONSULTED, is_required=True),
            _RISK,
            _BUDGET,
            _PAPERS,
        ),
    ),
    ProposalForm(
        "Urgent",
        (
            FormField("Why it can't wait", "What happens if we take our usual time.", is_required=True),
            replace(_RISK, is_required=True),
            replace(_ALTERNATIVES, is_required=False),
            _BUDGET,
            _PAPERS,
        ),
    ),
)


def mark(name: str) -> str:
    """Tell a form or a field of this name from the others, in a few letters."""
    return sha256(name)[:10]


def field_of(name: str) -> str:
    """Name the input for the field of this name in the window in which a proposal is written."""
    return f"{FIELDS}{mark(name)}"


def find(forms: Sequence[ProposalForm], marked: object) -> ProposalForm | None:
    return next((each for each in forms if each.mark == marked), None)


def not_taken(forms: Sequence[ProposalForm]) -> list[ProposalForm]:
    """List the forms that come along and that the alliance has not taken yet."""
    names = {alike(each.name) for each in forms}
    return [each for each in OFFERED if alike(each.name) not in names]


def refuse_unless_may_make(alliance: Alliance, by: str) -> None:
    """Operations managers make the forms (rule 8)."""
    if not alliance.is_manager(by):
        raise form_refusal.managers_make_forms(alliance)


def made(
    forms: Sequence[ProposalForm],
    alliance: Alliance,
    before: ProposalForm | None,
    name: str,
    rows: Sequence[FormField],
    *,
    by: str,
) -> ProposalForm:
    """Make a form, or change the one `before`. Rows without any words are none."""
    refuse_unless_may_make(alliance, by)
    others = [each for each in forms if each != before]
    if before is None and len(others) >= MOST_FORMS:
        raise form_refusal.too_many_forms("name", MOST_FORMS)
    new = ProposalForm(written_in_line(name), tuple(_fields(rows)))
    _refuse_unless_it_fits("name", new.name, LONGEST_NAME, "what the form is called")
    if any(alike(each.name) == alike(new.name) for each in others):
        raise form_refusal.form_exists("name", new.name)
    if not new.fields:
        raise refusal.missing("name.0", "at least one field")
    if new == before:
        raise form_refusal.same_form("name")
    return new


def _fields(rows: Sequence[FormField]) -> list[FormField]:
    fields: list[FormField] = []
    for place, row in enumerate(rows[:MOST_FIELDS]):
        field = replace(row, name=written_in_line(row.name), asks=written_in_line(row.asks))
        if not field.name and not field.asks:
            continue
        _refuse_unless_it_fits(f"name.{place}", field.name, LONGEST_NAME, "what the field is called")
        if len(field.asks) > LONGEST_ASKS:
            raise refusal.too_long(f"asks.{place}", LONGEST_ASKS, len(field.asks))
        if any(alike(each.name) == alike(field.name) for each in fields):
            raise form_refusal.field_exists(f"name.{place}", field.name)
        fields.append(field)
    return fields


def _refuse_unless_it_fits(field: str, words: str, longest: int, what: str) -> None:
    if not words:
        raise refusal.missing(field, what)
    if len(words) > longest:
        raise refusal.too_long(field, longest, len(words))


def offered_for(forms: Sequence[ProposalForm], text: Revision) -> tuple[ProposalForm, ...]:
    """List the forms that a text can be written in: that in which it stands has at least the fields filled in."""
    if not text.template:
        return tuple(forms)
    known = next((each for each in forms if each.name == text.template), None)
    fields = known.fields if known else ()
    names = {field.name for field in fields}
    own = ProposalForm(text.template, (*fields, *(FormField(name) for name, _ in text.filled if name not in names)))
    return tuple(own if each == known else each for each in forms) if known else (own, *forms)


def filled_in(form: ProposalForm, typed: Mapping[str, str]) -> tuple[Filled, ...]:
    """Take what was `typed`, by the inputs' names. Raises a Refusal when the window had other fields than the form."""
    if typed.keys() != {field_of(field.name) for field in form.fields}:
        raise form_refusal.form_changed(form.name)
    return tuple(Filled(field.name, typed[field_of(field.name)], field.is_required) for field in form.fields)
