"""Who makes an alliance's forms, what can they ask, and what becomes of what is filled in?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.proposal.facts import logged
from decisions.proposal.proposal import Revision, Suggestion
from decisions.texts import form_refusal, proposal_form, suggestion
from decisions.texts.proposal_form import (
    OFFERED,
    Filled,
    FormField,
    ProposalForm,
    field_of,
    filled_in,
    made,
    offered_for,
)
from decisions.texts.revision import Draft, amendment, first_revision
from decisions.words import refusal
from decisions.words.refusal import Refusal
from decisions.words.spelling import written
from tests import outside
from tests.cast import ALLIANCE, ANN, BEN, BENEFIT, KARA, LEADS, MONDAY, OUTSIDER, TEXT, proposal, typed
from tests.decisions.logs import FOUNDING, after_founding, doubts, entries
from tests.decisions.refused import refused

SPENDING = ProposalForm("Spending", (FormField("Budget", "What does it cost?", is_required=True), FormField("Risk")))
RISK = FormField("Risk")
ROWS = st.lists(st.builds(FormField, st.text(max_size=70), st.text(max_size=160), st.booleans()), max_size=12)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def makes(
    name: str = "Policy", rows: Sequence[FormField] = SPENDING.fields, by: str = KARA, **more: object
) -> ProposalForm:
    before = more.get("before")
    return made([SPENDING], ALLIANCE, before if isinstance(before, ProposalForm) else None, name, rows, by=by)


def raises(*form: Filled, by: str = ANN) -> Revision:
    draft = Draft("Beds", TEXT, typed(TEXT), BENEFIT, template="Spending" if form else "", form=form)
    return first_revision(ALLIANCE, draft, None, by=by, at=MONDAY)


@given(st.sampled_from([*LEADS, BEN, OUTSIDER, ""]))
def test_nobody_but_a_manager_makes_forms(person: str) -> None:
    with refused(form_refusal.managers_make_forms(ALLIANCE)):
        makes(by=person)


@given(st.text(max_size=70), ROWS)
def test_every_form_that_is_made_has_fields_that_can_be_told_apart(name: str, rows: list[FormField]) -> None:
    try:
        form = makes(name, rows)
    except Refusal as why:
        form = SPENDING
        is_said_where = why.field is not None
    else:
        is_said_where = True

    assert is_said_where
    assert form.name
    assert 0 < len({field_of(each.name) for each in form.fields}) == len(form.fields) <= proposal_form.MOST_FIELDS


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        ("", SPENDING.fields, refusal.missing("name", "what the form is called")),
        ("spending ", SPENDING.fields, form_refusal.form_exists("name", "spending")),
        ("x" * 61, SPENDING.fields, refusal.too_long("name", 60, 61)),
        ("Policy", (), refusal.missing("name.0", "at least one field")),
        ("Policy", (RISK, FormField("", "What is it?")), refusal.missing("name.1", "what the field is called")),
        ("Policy", (RISK, FormField("RISK")), form_refusal.field_exists("name.1", "RISK")),
        ("Policy", (FormField("Risk", "x" * 151),), refusal.too_long("asks.0", 150, 151)),
    ],
)
def test_what_a_form_cannot_be(name: str, rows: Sequence[FormField], expected: Refusal) -> None:
    with refused(expected):
        makes(name, rows)


def test_rows_without_words_are_no_fields_and_the_others_are_taken_as_they_are_written_best() -> None:
    rows = (FormField(" Risk\n", "What could  go wrong?"), FormField(" ", "\n"), FormField("x" * 60, "y" * 150))

    assert makes(rows=rows).fields == (FormField("Risk", "What could go wrong?"), rows[2])
    assert makes("z" * 60).name == "z" * 60


def test_an_alliance_has_at_most_20_forms() -> None:
    full = [replace(SPENDING, name=f"Form {place}") for place in range(20)]

    with refused(form_refusal.too_many_forms("name", 20)):
        made(full, ALLIANCE, None, "Policy", SPENDING.fields, by=KARA)
    assert made(full, ALLIANCE, full[0], "Policy", SPENDING.fields, by=KARA).name == "Policy"
    assert made(full[1:], ALLIANCE, None, "Policy", SPENDING.fields, by=KARA).name == "Policy"


def test_an_input_keeps_its_name_for_what_was_typed_in_open_windows_is_read_by_it() -> None:
    assert field_of("Budget") == "form.1c6225ec70"


def test_a_form_can_be_changed_but_not_into_itself() -> None:
    assert makes("Spending", SPENDING.fields[:1], before=SPENDING) == replace(SPENDING, fields=SPENDING.fields[:1])
    with refused(form_refusal.same_form("name")):
        makes("Spending", before=SPENDING)


@pytest.mark.parametrize("form", OFFERED, ids=lambda form: form.name)
def test_the_forms_that_come_along_can_be_made(form: ProposalForm) -> None:
    assert made([], ALLIANCE, None, form.name, form.fields, by=KARA) == form
    assert proposal_form.not_taken([form]) == [each for each in OFFERED if each != form]


@given(WORDS, WORDS)
def test_what_is_filled_in_is_part_of_the_text(budget: str, risk: str) -> None:
    form = (Filled("Budget", budget), Filled("Risk", risk))

    text = raises(*form)

    assert dict(text.filled) == {each.name: written(each.words) for each in form if written(each.words)}
    assert text.text_sha256 != raises().text_sha256
    other = raises(Filled("Budget", f"{budget}."), form[1])
    assert text.text_sha256 != other.text_sha256


@given(WORDS)
def test_what_has_to_be_filled_in_is_asked_for_at_its_field(words: str) -> None:
    needed = Filled("Budget", words, is_required=True)

    if written(words):
        assert raises(needed).filled == (("Budget", written(words)),)
    else:
        with refused(refusal.missing(field_of("Budget"), "this too: the form asks for it")):
            raises(needed)


def test_what_is_too_long_is_said_at_its_field() -> None:
    with pytest.raises(Refusal, match="3,001 characters") as declined:
        raises(Filled("Risk", "x" * 3001))

    assert declined.value.field == field_of("Risk")


def test_another_word_in_a_form_is_an_amendment() -> None:
    first = raises(Filled("Budget", "£200"))
    beds = proposal(author=ANN, revisions=(first,))
    draft = Draft("Beds", TEXT, typed(TEXT), BENEFIT, template="Spending", form=(Filled("Budget", "£300"),))

    second = amendment(beds, ALLIANCE, draft, None, by=ANN, revision=1, at=MONDAY)

    assert second.filled == (("Budget", "£300"),)
    with refused(refusal.nothing_changed("text")):
        amendment(
            proposal(author=ANN, revisions=(second,)),
            ALLIANCE,
            draft,
            None,
            by=ANN,
            revision=second.number,
            at=MONDAY,
        )


def test_a_suggestion_leaves_what_is_filled_in_as_it_is() -> None:
    first = raises(Filled("Budget", "£200"))
    suggested = Suggestion(2, 1, BEN, MONDAY, "Two nurses", typed("Two nurses"), "", 7)

    draft = suggestion.with_suggestion(first, suggested)

    assert (draft.template, draft.form) == ("Spending", (Filled("Budget", "£200"),))


def test_a_window_with_other_fields_than_the_form_counts_for_nothing() -> None:
    both = {field_of("Budget"): "£200", field_of("Risk"): ""}

    assert filled_in(SPENDING, both) == (Filled("Budget", "£200", is_required=True), Filled("Risk", ""))
    for typed_in in ({field_of("Budget"): "£200"}, {**both, field_of("Gone"): "Words"}):
        with refused(form_refusal.form_changed("Spending")):
            filled_in(SPENDING, typed_in)


def test_a_text_keeps_the_fields_of_its_form_when_that_is_changed_or_removed() -> None:
    text = raises(Filled("Budget", "£200"), Filled("Papers", "A report"))
    papers = FormField("Papers")

    assert offered_for([SPENDING], text) == (ProposalForm("Spending", (*SPENDING.fields, papers)),)
    assert offered_for([], text) == (ProposalForm("Spending", (FormField("Budget"), papers)),)
    assert offered_for([SPENDING], raises()) == (SPENDING,)
    policy = ProposalForm("Policy", (RISK,))
    assert offered_for([policy, SPENDING], text) == (policy, ProposalForm("Spending", (*SPENDING.fields, papers)))


def test_the_log_alone_tells_what_was_filled_in() -> None:
    text = raises(Filled("Budget", "£200"), by=KARA)
    fields = logged(text, proposal(1, revisions=(text,)), ALLIANCE)
    raised = ("proposal_raised", {"actor": KARA, **fields})
    changed = ("proposal_raised", {"actor": KARA, **fields, "filled": [["Budget", "£20"]]})

    assert after_founding(raised).proposals[1].current.filled == (("Budget", "£200"),)
    assert after_founding(raised).doubts == []
    assert len(after_founding(changed).doubts) == 1
    assert outside.verdict(outside.export(entries(*FOUNDING, raised)))[0]
    assert "another text" in outside.verdict(outside.export(entries(*FOUNDING, changed)))[1]


def test_a_form_is_found_by_its_mark() -> None:
    other = ProposalForm("Policy", (FormField("Risk"),))

    assert proposal_form.find([other, SPENDING], SPENDING.mark) == SPENDING
    assert proposal_form.find([other], SPENDING.mark) is None
    assert proposal_form.find([other], None) is None


@pytest.mark.parametrize("kind", ["template_made", "template_removed"])
def test_only_managers_make_forms(kind: str) -> None:
    form: dict[str, Any] = {"name": "Spending", "form": ["Budget"], "asks": [""], "required": []}

    assert doubts((kind, {"actor": KARA, **form})) == []
    (doubt,) = doubts((kind, {"actor": ANN, **form}))
    assert f"is by {ANN}" in doubt
