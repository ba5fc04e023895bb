"""Is what is filled in of a form shown wherever the text is that it belongs to?"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.proposal.proposal import Revision
from decisions.texts.proposal_form import OFFERED, ProposalForm
from handlers.courier.messages import KINDS
from handlers.views.blocks import ids
from handlers.views.blocks.proposal.diff import changed_fields
from handlers.views.card.proposal_card import card
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import raise_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, proposal, revision
from tests.reading import read, read_window
from tests.views.message_texts import samples
from tests.views.test_binding_presses import BINDING, buttons
from tests.views.views import view_of
from tests.views.window_texts import windows

FILLED = (("Budget", "£12,000"), ("Risk", "Few nurses"))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=3000).filter(str.strip)


def text(*filled: tuple[str, str], number: int = 1, **more: Any) -> Any:
    return revision(number, template="Spending", filled=filled, **more)


def test_all_of_it_can_be_read_where_it_is_answered_and_in_the_history() -> None:
    view = view_of(proposal(revisions=(text(*FILLED),)))

    for shown in (read_window(reading_window(Reading(view, None, None))), read_window(history_window(view))):
        assert "*Budget*\n> £12,000\n*Risk*\n> Few nurses" in shown
    assert "form: Spending" in read_window(reading_window(Reading(view, None, None)))


def test_the_card_opens_what_it_has_no_room_for() -> None:
    short, long = (
        card(view_of(proposal(revisions=(text(*FILLED),)))),
        card(view_of(proposal(revisions=(text(("Budget", "It costs a lot of money. " * 40)),)))),
    )

    assert "*Budget* £12,000\n*Risk* Few nurses" in read(short.blocks)
    assert "[Read all of it]" not in read(short.blocks)
    assert read(long.blocks).count("[Read all of it]") == 1


def test_each_field_that_changed_is_told_by_itself() -> None:
    before, after = text(*FILLED), text(("Budget", "£15,000"), ("Who was consulted", "Residents"), number=2)

    told = {label: "".join(bit["text"] for bit in bits) for label, bits in changed_fields(before, after, {})}

    assert told == {
        "Budget": "£12,000£15,000",
        "Who was consulted": "nothingResidents",
        "Risk": "Few nursesnothing",
    }


def test_a_text_that_comes_to_stand_in_a_form_says_so() -> None:
    changed = dict(changed_fields(revision(), text(("Budget", "£1"), number=2), {}))

    assert list(changed) == ["Form", "Budget"]


@given(st.lists(WORDS, min_size=1, max_size=10))
def test_slack_takes_whatever_is_filled_in(words: list[str]) -> None:
    filled = tuple((f"Field {place}", each) for place, each in enumerate(words))
    view = view_of(proposal(revisions=(text(*filled),)))

    check_message_blocks(card(view).blocks)
    check_view(reading_window(Reading(view, None, None)))
    check_view(history_window(view))


def test_the_window_offers_forms_where_there_are_any() -> None:
    def window(*forms: ProposalForm, form: ProposalForm | None = None) -> str:
        shown = raise_window(1, ALLIANCE.name, Prefilled(forms=forms, form=form))
        check_view(shown)
        return read_window(shown)

    assert "Form" not in window()
    assert "[No form | Spending | Policy | Urgent: No form]" in window(*OFFERED)
    assert "\nBudget: [] - What it costs, from which money, and until when.\n" in window(*OFFERED, form=OFFERED[0])


@pytest.mark.parametrize("words", ["No nurse, no bed.", "No nurse, no bed. " * 200])
def test_no_press_binds_a_partner_where_what_is_filled_in_can_not_be_read(words: str) -> None:
    binding = []
    for kind, (gathered, about) in samples().items():
        blocks = KINDS[kind].write(in_a_form(gathered, words), about).blocks
        if ids.CONSENT in buttons(blocks):
            binding.append(kind)
            assert words.strip() in read(blocks) or ids.READ in buttons(blocks), kind
    for name, view in windows(lambda gathered: in_a_form(gathered, words)).items():
        if view.get("callback_id") in BINDING or ids.CONSENT in buttons(view["blocks"]):
            shown = " ".join(read(view["blocks"]).replace("\n> ", " ").split())
            assert " ".join(words.split()) in shown or ids.READ in buttons(view["blocks"]), name

    assert {"card", "amended_notice", "report_request"} <= set(binding)


def in_a_form(gathered: Any, words: str) -> Any:
    """Put these words in a field of every text in what a view is made from."""
    if isinstance(gathered, Revision):
        return replace(gathered, template="Safety", filled=(("What we need", words),))
    if is_dataclass(gathered) and not isinstance(gathered, type):
        values = {
            field.name: in_a_form(getattr(gathered, field.name), words) for field in fields(gathered) if field.init
        }
        return replace(gathered, **values)
    if isinstance(gathered, list | tuple):
        return type(gathered)(in_a_form(each, words) for each in gathered)
    if isinstance(gathered, Mapping):
        return {name: in_a_form(each, words) for name, each in gathered.items()}
    return gathered
