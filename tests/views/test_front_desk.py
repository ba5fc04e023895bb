"""What stands at the front desk and in the window behind What waits for us, and does it fit?"""

from dataclasses import replace
from datetime import date

import pytest

from handlers.views.blocks.desk_row import above_desk_row
from handlers.views.blocks.kit import plain
from handlers.views.desk.front_desk import Desk, desk, waits_window
from handlers.views.desk.home import Asked, Home
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, ANN, HAL, HARBOUR, KARA, MONDAY, NAMES, proposal, revision
from tests.reading import read_message, read_window
from tests.views.views import THURSDAY, objection, view_of

ROW = "[Raise a proposal] [What waits for us] [Search] [I'm away] [Partners] [How it works]"


def test_the_desk_says_how_things_stand_and_has_a_button_for_everything() -> None:
    said = desk(Desk(ALLIANCE, 3, 1, 12))

    assert read_message(said) == (
        "*Accord's desk* · Glasgow Alliance to End Homelessness\n"
        "◻️ 3 proposals are open · ✋ 1 held by an objection · ✅ 12 decided\n"
        f"{ROW}\n"
        "(Everybody here can press these, from any workspace. What opens is for your eyes only.)"
    )
    assert said.text.startswith("Accord's desk: ◻️ 3 proposals are open · ✋ 1 held by an objection · ✅ 12 decided\n")
    check_message_blocks(said.blocks)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Desk(ALLIANCE, 0, 0, 0), "Nothing waits for an answer now\n"),
        (Desk(ALLIANCE, 0, 0, 1), "Nothing waits for an answer now · ✅ 1 decided\n"),
        (Desk(ALLIANCE, 1, 0, 0), "◻️ 1 proposal is open\n"),
        (Desk(ALLIANCE, 2, 2, 0), "◻️ 2 proposals are open · ✋ 2 held by an objection\n"),
        (Desk(replace(ALLIANCE, name="<!channel> & all"), 0, 0, 0), "&lt;!channel&gt; &amp; all\n"),
    ],
)
def test_it_counts_only_what_there_is(seen: Desk, words: str) -> None:
    assert words in read_message(desk(seen))


def test_the_row_stands_below_what_is_said() -> None:
    assert read_message(above_desk_row(plain("Thank you."), 1)) == f"Thank you.\n{ROW}"


def seen_by(person: str, *, count: int = 1, asked: bool = False) -> Home:
    """Gather proposals raised by Kara: each is held, and the last one is overdue too."""
    against = tuple(objection(place, HAL, "<" * 3000, "&" * 3000) for place in range(1, 9))
    late = replace(proposal(count, responses=against), revisions=(revision(decide_by=date(2026, 11, 4)),))
    numbers = range(1, count)
    shown = [view_of(proposal(number, id=number, responses=against, raised_at=MONDAY)) for number in numbers] + [
        view_of(replace(late, id=count))
    ]
    waits = [Asked(each, None) for each in shown] if asked else []
    return Home(ALLIANCE, person, THURSDAY, NAMES, waits, shown, shown, shown, [], None)


@pytest.mark.parametrize("person", [ANN, KARA])
@pytest.mark.parametrize("count", [1, 200])
def test_as_much_as_fits_is_shown(person: str, count: int) -> None:
    asked = person == ANN

    view = waits_window(seen_by(person, count=count, asked=asked))

    check_view(view)
    assert "[Where we stand]" in read_window(view)
    assert ("more.\n[Show all]" in read_window(view)) == (count == 200)


def test_what_is_overdue_comes_first_for_a_manager_and_each_matter_once() -> None:
    shown = read_window(waits_window(seen_by(KARA, count=3)))
    listed = shown.partition("# To look at again")[0]

    titles = [line for line in listed.splitlines() if "No. " in line]

    assert [title.partition("|")[2][:5] for title in titles] == ["No. 3", "No. 1", "No. 2"]


def test_what_somebody_raised_is_listed_unless_they_are_asked_about_it() -> None:
    manager_of_old = replace(ALLIANCE, operations_managers=())
    partner = replace(HARBOUR, representatives=(KARA,))
    alliance = replace(manager_of_old, partners=(ALLIANCE.partners[0], partner, *ALLIANCE.partners[2:]))
    seen = replace(seen_by(KARA), alliance=alliance, reviews=[])

    answered = read_window(waits_window(seen))
    asked = read_window(waits_window(replace(seen, asked=[Asked(seen.open[0], None)])))

    assert "Nothing waits for Harbour Shelter's answer. Thank you!\n# What you raised\n" in answered
    assert "What you raised" not in asked
    assert "[Read and answer]" in asked
