"""What do people see of whose matter something is, and nothing where it is not used?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import Matters
from decisions.proposal.own_word import needs_word
from decisions.proposal.proposal import Proposal, Question
from decisions.set_up.matter_search import having
from handlers.courier.messages import KINDS
from handlers.views.answers.question import question_window
from handlers.views.blocks.proposal.brief import brief
from handlers.views.blocks.proposal.matters import delegated_line, left_words
from handlers.views.blocks.proposal.proposal_view import ProposalView, where_it_stands
from handlers.views.card.proposal_card import card
from handlers.views.desk.front_desk import Desk, desk
from handlers.views.desk.home import Home, home
from handlers.views.desk.living_log import Listed, LivingLog, log_canvas, log_message
from handlers.views.messages.thread import outcome
from handlers.views.windows.answers.answer_windows import consent_window
from handlers.views.windows.desk.decisions_window import decisions_window
from handlers.views.windows.people.partner_windows import partners_window
from handlers.views.windows.set_up.matter_windows import matters_window
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import raise_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, ANN, CAT, COUNCIL, HARBOUR, KARA, MONDAY, NAMES, TEXT, proposal, revision
from tests.reading import read_message, read_window
from tests.views.matter_texts import (
    CLASSES,
    DECIDED_ALONE,
    LIMIT,
    MADE,
    PLAN,
    SETS,
    TAKEN_BACK,
    TODAY,
    UNTIL,
    WITH_MATTERS,
    messages,
    reserved,
)
from tests.views.views import consent, objection, view_of


def test_all_of_it_can_be_read_before_the_press() -> None:
    shown = read_message(card(view_of(proposal(change=SETS[0]))))

    assert (
        "*When agreed:* *Small repairs*: delegated to the operations managers, up to £5,000 for one decision and "
        "£20,000 in all, until 30 June 2027. Each decision is recorded, and everybody is told."
    ) in shown


def test_a_partner_is_called_as_it_is_now() -> None:
    view = view_of(proposal(change=SETS[1]))

    shown = read_message(card(replace(view, partner_names={**view.partner_names, COUNCIL.id: "Glasgow Council"})))

    assert "*Planning*: reserved to Glasgow Council by law, which decides alone." in shown


def test_a_manager_decides_and_never_the_partners() -> None:
    told, about = messages()["delegated_decision_made"]

    said = read_message(KINDS["delegated_decision_made"].write(told, about))

    assert "D1 · Decided by Kara Munro, to whom it is delegated: A new boiler" in said
    assert "Small repairs · £1,200 (£18,800 of £20,000 is left) · delegated by No. 7" in said
    assert "agreed" not in said.casefold()


def test_what_is_left_is_that_of_then() -> None:
    told, about = messages()["delegated_decision_made"]
    matters = replace(told.alliance.matters, made=(*MADE, replace(MADE[0], number=2, sum=5_000)))
    later = replace(told, alliance=replace(told.alliance, matters=matters))

    assert "(£18,800 of" in read_message(KINDS["delegated_decision_made"].write(later, about))


def test_what_is_taken_back_is_told_with_the_reason_and_what_is_left() -> None:
    told, about = messages()["delegated_decision_taken_back"]

    said = read_message(KINDS["delegated_decision_taken_back"].write(told, about))

    assert "D1 · Taken back by Kara Munro: A new boiler" in said
    assert "The guarantee pays for it." in said
    assert "£1,200 (£20,000 of £20,000 is left) · delegated by No. 7" in said
    assert delegated_line(TAKEN_BACK.matters.made[0], NAMES).endswith("(No. 7); taken back by Kara Munro")


@pytest.mark.parametrize(
    ("alliance", "day", "is_manager", "offered"),
    [
        (WITH_MATTERS, TODAY, True, True),
        (WITH_MATTERS, TODAY, False, False),
        (WITH_MATTERS, TODAY + timedelta(days=1), True, False),
        (TAKEN_BACK, TODAY, True, False),
        (replace(WITH_MATTERS, closed_at=MONDAY), TODAY, True, False),
    ],
)
def test_a_manager_is_offered_to_take_it_back_on_its_day(
    alliance: Alliance, day: date, *, is_manager: bool, offered: bool
) -> None:
    shown = read_window(matters_window(alliance, day, is_manager=is_manager))

    assert ("[Take back…]" in shown) == offered
    assert ("taken back on the same day" in shown) == (alliance is TAKEN_BACK)


def test_the_window_says_how_each_class_stands() -> None:
    shown = read_window(matters_window(WITH_MATTERS, TODAY, is_manager=True))

    assert "*Planning* · Glasgow City Council decides it alone, whose matter it is by law (No. 5)" in shown
    assert "£18,800 of £20,000 is left, at most £5,000 for one decision, until 30 June 2027 (No. 7)" in shown
    assert "[Decide what is delegated…]" in shown


def test_after_the_last_day_nothing_is_left_to_a_manager() -> None:
    late = UNTIL + timedelta(days=1)

    shown = read_window(matters_window(WITH_MATTERS, late, is_manager=True))

    assert "it ended on 30 June 2027" in shown
    assert "[Decide what is delegated…]" not in shown
    assert left_words(WITH_MATTERS.matters, late) == ""


def test_who_manages_nothing_decides_nothing_alone() -> None:
    assert "[Decide what" not in read_window(matters_window(WITH_MATTERS, TODAY, is_manager=False))


def test_where_there_are_no_classes_nothing_is_seen_of_them() -> None:
    assert "Whose matter" not in read_window(partners_window(ALLIANCE, NAMES))
    assert "Whose matter" in read_window(partners_window(WITH_MATTERS, NAMES))
    assert "elegated" not in read_message(desk(Desk(ALLIANCE, 1, 0, 2, left_words(ALLIANCE.matters, TODAY))))


def test_what_was_decided_alone_is_found_by_number_and_words() -> None:
    made = [*MADE, *(replace(MADE[0], number=number, what="A lock") for number in range(2, 11))]

    assert [each.number for each in having("D1", made)] == [1]
    assert [each.number for each in having("boil repairs", made)] == [1]
    assert [each.number for each in having("lock broke", made)] == [*range(10, 1, -1)]
    assert having("boats", made) == []
    assert [each.number for each in having("", made)] == [*range(10, 0, -1)]


def test_who_searches_reads_what_a_manager_decided_alone() -> None:
    shown = read_window(decisions_window(1, "boiler", 0, [], has_more=False, alone=MADE, names=NAMES))

    assert "☑️ D1 · A new boiler · £1,200 · decided by Kara Munro (No. 7)" in shown
    assert "Nothing was found" not in shown


# A partner's own limit.

DEAR = proposal(revisions=(revision(sum=60_000, matter="Small repairs"),))
WAITS = Question(HARBOUR.id, 1, ANN, MONDAY, "", date(2026, 11, 30), "our board")
LIMITED = replace(ALLIANCE, matters=Matters(CLASSES, limits=(LIMIT,)))


def dear(**more: object) -> ProposalView:
    return replace(view_of(replace(DEAR, **more)), alliance=LIMITED)  # type: ignore[arg-type]  # a test names any field


def test_the_card_tells_of_sum_class_and_whose_limit_is_passed() -> None:
    shown = read_message(card(dear()))

    assert "(💷 Over the own limit of Harbour Shelter (£50,000: our board))" in shown
    assert "matter: Small repairs · sum: £60,000" in shown


def test_a_card_below_all_limits_tells_of_none() -> None:
    cheap = view_of(proposal(revisions=(revision(sum=50_000),)))

    assert "💷" not in read_message(card(replace(cheap, alliance=LIMITED)))


def test_subject_to_its_board_is_shown_beside_the_partner_and_counts_nothing() -> None:
    shown = read_message(card(dear(questions=(WAITS,))))

    assert "Consents only with the word of its own: Harbour Shelter (subject to our board, 30 November)" in shown
    assert "0 of 8 partners consent" in shown


def test_a_day_that_is_not_known_yet_is_told_as_such() -> None:
    view = dear(questions=(replace(WAITS, answer_by=None),))
    told = [read_message(KINDS[kind].write(view, {"question": 0})) for kind in ("question", "question_receipt")]

    assert "(subject to our board, day not known yet)" in read_message(card(view))
    of_three = replace(LIMITED, partners=LIMITED.partners[:3])
    others = dear(questions=view.proposal.questions, responses=(consent(1, CAT), consent(3, "U0DEV")))
    assert "Harbour Shelter, subject to our board (day not known yet)" in brief(replace(others, alliance=of_three))
    assert "subject to our board, which meets on a day not known yet. It is no consent yet" in told[0]
    assert "before it answers No. 12 · Ten winter beds. The day is not known yet. It is no consent yet." in told[1]
    assert "We will answer by (optional)" in read_window(question_window(view, limit=LIMIT))
    assert "We will answer by (optional)" not in read_window(question_window(view))


def test_a_board_that_agrees_is_an_ordinary_consent_with_all_its_care() -> None:
    shown = read_window(consent_window(dear(), needs_word(DEAR, LIMIT, decides=False, opens=""), None))

    assert "over £50,000 Harbour Shelter consents only with the word of our board." in shown
    assert "[Subject to our board…]" in shown
    assert "[Our board agrees]" in shown
    assert TEXT in shown


def test_the_window_for_time_offers_it_only_over_the_limit() -> None:
    assert "Subject to" in read_window(question_window(dear(), limit=LIMIT))
    assert "Subject to" not in read_window(question_window(view_of(proposal())))


def test_what_is_said_of_it_never_sounds_like_a_consent() -> None:
    view = dear(questions=(WAITS,))

    for kind in ("question", "question_notice", "question_receipt"):
        assert "It is no consent yet" in read_message(KINDS[kind].write(view, {"question": 0})), kind


@pytest.mark.parametrize(
    ("matters", "shown"),
    [(Matters(), ()), (Matters(limits=(LIMIT,)), ("Sum",)), (Matters(CLASSES), ("Whose matter it is", "Sum"))],
)
def test_the_window_has_these_fields_only_where_they_are_used(matters: Matters, shown: tuple[str, ...]) -> None:
    window = read_window(raise_window(1, "Glasgow", Prefilled(matters=matters)))

    assert [each for each in ("Whose matter it is", "Sum") if f"{each} (optional)" in window] == [*shown]


@pytest.mark.parametrize("matters", [Matters(), Matters(CLASSES)])
def test_of_a_partners_own_matter_no_sealed_round_is_promised(matters: Matters) -> None:
    window = read_window(raise_window(1, "Glasgow", Prefilled(matters=matters), seals=True))

    assert ("A partner's own matter is asked openly." in window) is bool(matters.classes)


def test_what_stands_is_chosen_already() -> None:
    window = read_window(raise_window(1, "Glasgow", Prefilled(matter="Gone", sum="60,000")))

    assert "Whose matter it is (optional): [Gone]" in window
    assert "Sum (optional): [60,000]" in window


# What one partner decides alone.

UNANIMOUS = ("all 8 partners", "Agreed", "unanim", "every partner")


@pytest.mark.parametrize("told", [PLAN, DECIDED_ALONE])
def test_it_is_never_called_agreed_by_all(told: Proposal) -> None:
    view = reserved(told)
    shown = [read_message(card(view)), read_window(reading_window(Reading(view, HARBOUR, None))), where_it_stands(view)]
    shown.append(read_message(outcome(view, {})) if told.agreement else brief(view))

    for words in shown:
        assert not [each for each in UNANIMOUS if each in words], words
        assert "Glasgow City Council" in words


def test_card_and_outcome_say_who_decided_and_who_gave_views() -> None:
    words = "Decided on 2 November 2026 by Glasgow City Council, whose matter it is; views of Harbour Shelter"
    view = reserved(DECIDED_ALONE)

    for shown in (read_message(card(view)), read_message(outcome(view, {})), where_it_stands(view)):
        assert words in shown
    assert "💬 *Harbour Shelter*: The ground is wet in winter." in read_message(outcome(view, {}))


def test_whoever_does_not_decide_it_is_asked_for_a_view() -> None:
    harbours = read_window(reading_window(Reading(reserved(), HARBOUR, None)))
    councils = read_window(reading_window(Reading(reserved(), COUNCIL, None)))

    assert "[Our view…]" in harbours
    assert "[Consent]" not in harbours
    assert "[Consent]" in councils
    assert "Our view" not in read_message(card(view_of(proposal())))


def test_a_manager_waits_for_the_one_that_decides_it_and_for_nobody_else() -> None:
    answered = reserved(replace(PLAN, responses=(objection(COUNCIL.id, CAT, "Too wet"),)))

    def waits(view: ProposalView) -> str:
        return read_message(home(Home(WITH_MATTERS, KARA, MONDAY, NAMES, [], [view], [], [], [], None)))

    assert ("[Remind]" in waits(reserved()), "Nobody: every partner" in waits(reserved())) == (True, False)
    assert ("[Remind]" in waits(answered), "Nobody: every partner has answered." in waits(answered)) == (False, True)


def test_the_list_of_all_decisions_says_it_too() -> None:
    alone = Listed(3, "A plan", MONDAY.date(), None, None, "", decided_by="Homes & Co")
    log = LivingLog("Glasgow", 1, [alone], has_stepped_back=True)

    assert "decided on 2 November 2026 by Homes &amp; Co, whose matter it is" in read_message(log_message(log))
    assert "decided on 2 November 2026 by Homes & Co, whose matter it is" in log_canvas(log)
