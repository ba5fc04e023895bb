"""What do people see of an interest, and where is nothing seen of one?"""

from dataclasses import replace
from datetime import timedelta

from decisions.proposal.part import deciding
from decisions.proposal.proposal import Interest, Part, Withdrawal
from decisions.said.paper import paper_of
from handlers.views.blocks.proposal.proposal_view import where_it_stands
from handlers.views.card.ended_card import ended_card
from handlers.views.card.proposal_card import card
from handlers.views.messages.reminder import Waiting, reminder
from handlers.views.windows.answers.interest_windows import parts_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, HARBOUR, KARA, proposal, revision
from tests.reading import read, read_message, read_window
from tests.views.views import LETS, THURSDAY, consent, objection, view_of, with_interest

BACK = view_of(with_interest(proposal(responses=(consent(1, CAT),))))


def test_the_card_says_who_stepped_back_and_why() -> None:
    shown = read_message(card(BACK))

    assert "1 of 7 who decide consent" in shown
    assert "↪️ *Harbour Shelter* stepped back (a role or task): We run the hostel" in shown
    assert "[Consent] [Object] [I need time] [Interests]" in shown
    assert "Waits for Clyde Outreach" in shown


def test_papers_and_interests_stand_together_before_and_after_the_end() -> None:
    carried = revision(papers=(paper_of("Budget.pdf", "application/pdf", b"900"),))
    told = with_interest(proposal(revisions=(carried,)))
    ended = replace(told, withdrawal=Withdrawal(KARA, THURSDAY, "We found another way."))

    for shown in (read_message(card(view_of(told))), read(ended_card(view_of(ended)))):
        assert "↪️ *Harbour Shelter* stepped back (a role or task): We run the hostel" in shown
        assert "📎 1 paper, fixed on " in shown
        assert "Budget.pdf" in shown


def test_a_card_without_interests_has_nothing_of_them() -> None:
    shown = read_message(card(view_of(proposal())))

    assert "0 of 8 partners consent" in shown
    assert not [word for word in ("Interests", "stepped back", "who decide") if word in shown]


def test_an_objection_that_holds_nothing_any_more_is_told() -> None:
    held = proposal(responses=(objection(2, BEN, "Too loud"),))

    shown = read_message(card(view_of(with_interest(held, LETS))))

    assert "Held" not in shown
    assert (
        "stepped back (a role or task): We run the hostel (its objection holds nothing now, and stays on record"
        in shown
    )
    assert "; 1 of 7 let it take part)" in shown


def test_whoever_takes_part_again_leaves_no_trace_on_the_card_but_the_way_to_it() -> None:
    again = Interest(2, 1, Part.TAKES_PART, ANN, THURSDAY, 2, words="We sold it", id=31)

    shown = read_message(card(view_of(with_interest(proposal(), again))))

    assert "0 of 8 partners consent" in shown
    assert "stepped back" not in shown
    assert "[Interests]" in shown


def test_too_few_are_told_of() -> None:
    two = replace(ALLIANCE, partners=(COUNCIL, HARBOUR))

    assert "At least two have to decide" in read_message(card(view_of(with_interest(proposal()), two)))


def test_whoever_left_is_not_told_of_while_it_is_open() -> None:
    left = replace(ALLIANCE, partners=tuple(each for each in ALLIANCE.partners if each != HARBOUR), former=(HARBOUR,))
    told = with_interest(proposal())
    shown = replace(BACK, proposal=told, alliance=replace(left, partners=deciding(told, left)))

    assert where_it_stands(shown).startswith("Open: 0 of 7 partners consent")


def test_whoever_stepped_back_reads_it_without_the_ways_to_answer() -> None:
    theirs = read_window(reading_window(Reading(BACK, HARBOUR, None)))
    others = read_window(reading_window(Reading(BACK, COUNCIL, None)))

    assert "[Consent]" not in theirs
    assert "Decided only when all 7 who decide consent." in others
    assert "↪️ *Harbour Shelter* stepped back (a role or task): We run the hostel" in others


def test_a_reminder_that_went_out_before_says_it() -> None:
    shown = read_message(reminder(Waiting(HARBOUR.name, [BACK], HARBOUR.id, ANN), {}))

    assert "nothing waits for your answer now" in shown
    assert "↪️ Harbour Shelter stepped back from" in shown
    assert "[Change]" not in shown


def test_history_tells_all_of_it() -> None:
    granted = Interest(2, 1, Part.LET_BY_ALL, "", THURSDAY + timedelta(days=1), 2, id=32)

    shown = read_window(history_window(view_of(with_interest(proposal(), LETS, granted))))

    assert "↪️ *Harbour Shelter* has an interest (a role or task), and stepped back · Ben Okoro, 5 November" in shown
    assert "↪️ *Clyde Outreach* lets *Harbour Shelter* take part · Dev Shah" in shown
    assert "↪️ All others let *Harbour Shelter* take part: it decides again, and is asked, 6 November" in shown


def test_only_the_others_are_asked_whether_they_let_it() -> None:
    let = view_of(with_interest(proposal(), LETS))

    assert "[Let Harbour Shelter take part]" in read_window(parts_window(let, COUNCIL))
    assert "[Take part again…]" in read_window(parts_window(let, HARBOUR))
    for partner in (ALLIANCE.partners[2], None):
        assert "[Let " not in read_window(parts_window(let, partner))
