"""What do people see of the step on which a held decision is, and what where nobody agreed on any?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decisions.alliance.ladder import CameOfIt, LadderChanges, StepRecorded
from decisions.proposal.proposal import Proposal
from handlers.views.blocks.proposal.brief import brief
from handlers.views.card.proposal_card import card
from handlers.views.desk.front_desk import waits_window
from handlers.views.desk.home import Home
from handlers.views.desk.overview import Overview, digest
from handlers.views.messages.step import step_notice, step_proposed, step_recorded
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, KARA, MONDAY, NAMES, proposal
from tests.reading import read_message, read_window
from tests.views.views import CLIMBING, STEPS, THURSDAY, objection, stepped, view_of

HELD = proposal(responses=(objection(2, BEN, "Two nurses are too few."),), author=DEV)
FIRST = stepped(HELD, MONDAY + timedelta(days=2))
CAME = StepRecorded(1, BEN, THURSDAY, CameOfIt.DONE, "We *talked*.", date(2026, 11, 5))
DONE = replace(FIRST, steps_recorded=(CAME,))
LINE = "(🪜 Step 1 of 3 since 4 November: Whoever objects and whoever raised it talk with each other.)"


def waits(person: str, told: Proposal) -> str:
    shown = view_of(told, CLIMBING)
    return read_window(waits_window(Home(CLIMBING, person, THURSDAY, NAMES, [], [shown], [shown], [], [], None)))


def test_the_card_has_one_line_of_the_step_and_leads_to_what_came_of_it() -> None:
    shown = read_message(card(view_of(FIRST, CLIMBING)))

    assert shown.count("🪜") == 1
    assert LINE in shown
    assert "[I need time] [What came of it…]" in shown


def test_the_card_says_what_came_of_it_and_what_is_next() -> None:
    shown = read_message(card(view_of(DONE, CLIMBING)))

    assert "🪜 Step 1 of 3 was done: Whoever objects" in shown
    assert "Next, if it is still held: after 3 working days.)" in shown
    assert "[What came of it…]" not in shown


@pytest.mark.parametrize("told", [HELD, replace(FIRST, responses=())])
def test_where_no_step_is_proposed_or_nobody_objects_nothing_tells_of_any(told: Proposal) -> None:
    shown = view_of(told, CLIMBING)

    everything = read_message(card(shown)) + brief(shown) + waits(DEV, told)
    assert "🪜" not in everything
    assert "step" not in everything.lower()


def test_an_alliance_without_steps_sees_what_it_saw() -> None:
    assert read_message(card(view_of(HELD, CLIMBING))) == read_message(card(view_of(HELD, ALLIANCE)))


def test_the_digest_and_lists_say_in_a_few_words_on_which_step_it_is() -> None:
    shown = view_of(FIRST, CLIMBING)
    overview = Overview(THURSDAY, ALLIANCE.timezone, MONDAY, (), (shown,), (), 1, "a" * 64)

    assert brief(shown).endswith(" · 0 of 8 consent · step 1 of 3 since 4 November")
    assert "· step 1 of 3 since 4 November" in read_message(digest(overview))


def test_what_waits_for_us_has_it_for_those_concerned_only() -> None:
    for person in (DEV, KARA, ANN, BEN):
        assert "# What could help with what is held" in waits(person, FIRST), person
    assert "# What could help with what is held" not in waits(CAT, FIRST)
    assert "# What could help with what is held" not in waits(DEV, DONE)


def test_the_history_has_each_with_what_came_of_it() -> None:
    shown = read_window(history_window(view_of(DONE, CLIMBING)))

    assert "🪜 *Step 1 of 3* · 4 November 2026" in shown
    assert "It was done (5 November 2026) · Ben Okoro, for Harbour Shelter\n> We *talked*." in shown


def test_to_try_it_offers_the_author_to_write_until_when() -> None:
    before = replace(CAME, place=2)
    last = view_of(stepped(HELD, MONDAY + timedelta(days=2), CAME, before, step=3), CLIMBING)

    assert "[What came of it…] [Try it until…]" in read_message(step_proposed(last, {"place": 3}))
    assert "[Try it until…]" not in read_message(step_proposed(view_of(FIRST, CLIMBING), {"place": 1}))


def test_what_is_written_late_asks_for_nothing_any_more() -> None:
    over = view_of(replace(FIRST, responses=()), CLIMBING)

    assert "[" not in read_message(step_proposed(over, {"place": 1}))
    assert read_message(step_notice(over, {"place": 1})).endswith("nothing more is needed for this step.")


def test_nobody_is_promised_a_next_step_after_the_last() -> None:
    alone = replace(CLIMBING, ladder=STEPS[:1])

    assert "next step" not in read_message(step_recorded(view_of(DONE, alone), {"place": 1}))
    assert "the next step is proposed after 3 working days" in read_message(
        step_recorded(view_of(DONE, CLIMBING), {"place": 1})
    )


def test_all_steps_can_be_read_where_they_are_consented_to() -> None:
    told = view_of(proposal(change=LadderChanges(STEPS)))

    for shown in (read_message(card(told)), read_window(reading_window(Reading(told, ALLIANCE.partners[0], None)))):
        for place, step in enumerate(STEPS, 1):
            assert f"{place}. {step.what} (after " in shown
