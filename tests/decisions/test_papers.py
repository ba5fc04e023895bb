"""Is a consent to a text and to the very bytes that come with it?"""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.answers.response import consent
from decisions.proposal.facts import logged
from decisions.proposal.proposal import Kind, Proposal, Response, Suggestion
from decisions.said import paper_refusal
from decisions.said.paper import (
    LARGEST_PAPER,
    MOST_PAPERS,
    Change,
    Paper,
    paper_changes,
    paper_of,
    papers_told,
    say_size,
    together,
)
from decisions.texts import suggestion
from decisions.texts.revision import Draft, amendment, first_revision
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, KARA, MONDAY, proposal, typed
from tests.cast import revision as a_text
from tests.decisions.refused import refused

BUDGET, PLAN = paper_of("Budget.pdf", "application/pdf", b"%PDF 1"), paper_of("Plan.txt", "text/plain", b"Ten beds")
CARRIED = proposal(revisions=(a_text(papers=(BUDGET,)),))

bytes_of_papers = st.binary(min_size=1, max_size=20)
names = st.sampled_from(["Budget.pdf", "budget.PDF", "Plan.txt", "Map.png"])
sets_of_papers = st.lists(st.builds(paper_of, names, st.just("text/plain"), bytes_of_papers), max_size=4).map(tuple)


def amends(beds: Proposal, *papers: Paper) -> Any:
    current = beds.current
    same = Draft(current.title, current.text, current.rich_text, current.benefit, current.decide_by, papers=papers)
    return amendment(beds, ALLIANCE, same, None, by=KARA, revision=current.number, at=MONDAY)


def raises(*papers: Paper) -> Any:
    return first_revision(ALLIANCE, Draft("Beds", "Ten", typed("Ten"), "Warm", papers=papers), None, by=ANN, at=MONDAY)


def test_a_text_without_papers_has_the_name_that_it_always_had() -> None:
    assert a_text().text_sha256 == "64b979c632e8bf450cc02ea22a9b5af873ce6de70478ac5f58a0b3352c1a6db4"
    assert "papers" not in logged(a_text(), proposal(), ALLIANCE)


@given(sets_of_papers, sets_of_papers)
def test_other_papers_are_another_text(some: tuple[Paper, ...], others: tuple[Paper, ...]) -> None:
    assert (a_text(papers=some).text_sha256 == a_text(papers=others).text_sha256) is (some == others)


@given(bytes_of_papers, st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_of_a_paper_asks_everybody_again(content: bytes, place: int, other: int) -> None:
    place %= len(content)
    changed = content[:place] + bytes([content[place] ^ other]) + content[place + 1 :]
    before, after = (paper_of("Plan.txt", "text/plain", these) for these in (content, changed))
    told = proposal(revisions=(a_text(papers=(before,)),))
    given_to_it = consent(told, ALLIANCE, by=BEN, revision=1, at=MONDAY)

    amended = amends(replace(told, responses=(given_to_it,)), after)

    assert given_to_it.text_sha256 == told.current.text_sha256 != amended.text_sha256
    assert [*paper_changes((before,), (after,))] == [Change(before, after)]


@pytest.mark.parametrize("papers", [(), (PLAN,), (BUDGET, PLAN), (replace(BUDGET, name="Costs.pdf"),)])
def test_another_paper_is_an_amendment(papers: tuple[Paper, ...]) -> None:
    amended = amends(CARRIED, *papers)

    assert (amended.number, amended.text, amended.papers) == (2, CARRIED.current.text, papers)


def test_the_same_papers_with_the_same_words_change_nothing() -> None:
    with refused(refusal.nothing_changed("text")):
        amends(CARRIED, BUDGET)


def test_the_log_names_each_paper_by_its_bytes() -> None:
    sha256 = hashlib.sha256(b"%PDF 1").hexdigest()
    budget = paper_of("Budget.pdf", "application/pdf", b"%PDF 1")

    told = logged(a_text(papers=(budget,)), CARRIED, ALLIANCE)["papers"]

    assert told == [{"name": "Budget.pdf", "size": 6, "type": "application/pdf", "sha256": sha256}]


def test_a_suggested_text_keeps_the_papers() -> None:
    against = Response(2, 1, Kind.OBJECTION, BEN, MONDAY, reason="No nurse", id=7)
    told = replace(CARRIED, responses=(against,))
    cure: Suggestion = suggestion.suggestion(
        told, against, suggestion.Cure("A nurse.", typed("A nurse."), consents=False)
    )

    taken = suggestion.taking(
        replace(told, suggestions=(replace(cure, id=4),)), ALLIANCE, None, cure, by=KARA, at=MONDAY
    )

    assert (taken.papers, taken.text_sha256) == ((BUDGET,), cure.text_sha256)


@given(sets_of_papers, sets_of_papers)
def test_papers_that_are_put_together_have_each_name_and_each_content_once(
    staying: tuple[Paper, ...], new: tuple[Paper, ...]
) -> None:
    found = together(together((), staying), new)

    assert {paper.sha256 for paper in new} <= {paper.sha256 for paper in found}
    assert len({paper.sha256 for paper in found}) == len(found)


def test_a_new_paper_takes_the_place_of_its_namesake() -> None:
    newer = paper_of("budget.pdf", "application/pdf", b"%PDF 2")

    assert together((BUDGET, PLAN), (newer,)) == (PLAN, newer)


@given(sets_of_papers, sets_of_papers)
def test_every_paper_that_changed_is_told_once(before: tuple[Paper, ...], after: tuple[Paper, ...]) -> None:
    before, after = together((), before), together((), after)

    told = [*paper_changes(before, after)]

    assert {each.before for each in told if each.before} == {*before} - {*after}
    assert {each.after for each in told if each.after} == {*after} - {*before}


@pytest.mark.parametrize(
    ("papers", "because"),
    [
        (
            (replace(BUDGET, size=LARGEST_PAPER + 1),),
            paper_refusal.paper_too_large("papers", "Budget.pdf", "25 MB", "25 MB"),
        ),
        ((replace(BUDGET, size=0),), paper_refusal.empty_paper("papers", "Budget.pdf")),
        ((BUDGET,) * (MOST_PAPERS + 1), paper_refusal.too_many_papers("papers", 10, 11)),
    ],
)
def test_what_does_not_fit_is_told_at_the_field(papers: tuple[Paper, ...], because: Refusal) -> None:
    with refused(because):
        raises(*papers)


def test_ten_papers_of_the_largest_size_fit() -> None:
    papers = tuple(Paper(f"{place}.pdf", LARGEST_PAPER, "application/pdf", str(place)) for place in range(MOST_PAPERS))

    assert raises(*papers).papers == papers


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (12_801, "13 KB"),
        (1000 * 1024, "1 MB"),
        (1_500_000, "1.4 MB"),
        (1_520_500, "1.5 MB"),
        (LARGEST_PAPER, "25 MB"),
    ],
)
def test_a_size_is_said_as_people_read_it(size: int, words: str) -> None:
    assert say_size(size) == words


def test_a_name_is_in_one_line_and_ends_as_it_did() -> None:
    assert paper_of("a\n" * 300 + ".pdf", "application/pdf", b"1").name.endswith(" .pdf")
    assert paper_of("\u202e", "application/pdf", b"1").name == "paper"


def test_what_the_log_tells_of_papers_is_read_again() -> None:
    assert papers_told([BUDGET.told, PLAN.told]) == (BUDGET, PLAN)
    with pytest.raises(LookupError):
        papers_told([{"name": "Budget.pdf"}])
