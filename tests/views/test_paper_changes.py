"""Are the words that changed in a paper shown, however long it is, and else that it is to be opened?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.said.paper import paper_of
from handlers.views.blocks.proposal.diff import all_changes
from handlers.views.blocks.proposal.paper_changes import changed_words
from handlers.views.blocks.words.alignment import Mark
from tests.cast import proposal, revision
from tests.reading import read
from tests.views.views import view_of

PLANS = [paper_of("Plan.docx", "application/x", str(number).encode()) for number in (1, 2)]


def shown_of_plans(*words: str) -> str:
    before, after = revision(papers=(PLANS[0],)), revision(2, papers=(PLANS[1],))
    told = {plan.sha256: each for plan, each in zip(PLANS, words, strict=False)}
    view = replace(view_of(proposal(revisions=(before, after))), paper_texts=told)
    (_, shown) = read(all_changes(before, after, view)).split("*Plan.docx*\n")
    return shown


def test_of_a_long_paper_only_the_paragraphs_that_changed_are_shown() -> None:
    lines = [
        f"Paragraph {number} tells of the beds of house {number}, and of whoever sleeps there." for number in range(800)
    ]
    old = "\n".join(lines)

    shown = shown_of_plans(old, old.replace("house 399,", "house 9,").replace("house 700,", "house 7,"))

    assert "house ~399,~ *9,* and of whoever sleeps there." in shown
    assert "house ~700,~ *7,* and" in shown
    assert len(shown) < 1500


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("Ten beds.",),
        ("Ten beds.", "Ten beds."),
        ("Ten beds. " * 3000, "Other nights. " * 3000),
        ("0\n" * 1000, "0\n1\n" * 900),
    ],
)
def test_where_words_are_not_to_be_had_or_too_many_changed_the_paper_is_to_be_opened(words: tuple[str, ...]) -> None:
    assert shown_of_plans(*words) == "> The words that changed can't be shown here. Please open the paper."


texts_of_papers = st.lists(st.sampled_from(["Ten beds.", "A nurse.", "", "Ten vans and beds."])).map("\n".join)


@given(texts_of_papers, texts_of_papers)
def test_what_is_the_same_or_taken_out_is_the_old_paper_to_the_letter(before: str, after: str) -> None:
    stretches = changed_words(before, after, 1000) or []

    assert "".join(each.words for each in stretches if each.mark is not Mark.IN) == before
    assert "".join(each.words for each in stretches if each.mark is not Mark.OUT) == after
