"""What is shown of an alliance that was closed? All that can be read, and nothing that can't be done any more."""

from dataclasses import replace

from decisions.proposal.proposal import Agreement
from decisions.set_up.closing import withdrawn_by_closing
from handlers.views.card.proposal_card import card
from handlers.views.desk.front_desk import waits_window
from handlers.views.desk.home import Home, home
from handlers.views.windows.people.partner_windows import partners_window
from sandbox.block_kit import check_view
from tests.cast import ALLIANCE, ANN, KARA, MONDAY, NAMES, proposal, revision
from tests.reading import read, read_message, read_window
from tests.views.views import THURSDAY, view_of

CLOSED = replace(ALLIANCE, closed_at=MONDAY)
ROW = "[Search] [Partners] [How it works]"
CLOSED_ON = "for good on 2 November 2026. All that they decided can still be read here."
DECIDED = replace(
    view_of(
        proposal(
            agreement=Agreement(1, MONDAY, tuple(partner.id for partner in ALLIANCE.partners)),
            revisions=(revision(review_on=THURSDAY.date()),),
        )
    ),
    alliance=CLOSED,
)


def test_home_and_windows_have_what_only_reads() -> None:
    for person in (ANN, KARA):
        seen = Home(CLOSED, person, THURSDAY, NAMES, [], [], [], [], [DECIDED], None)
        shown, waits = home(seen), waits_window(seen)

        check_view(shown)
        assert read(shown["blocks"]).startswith(f"{ROW}\nThe partners closed Glasgow Alliance to End Homelessness")
        assert "[All decisions]" in read(shown["blocks"])
        assert f"{CLOSED_ON}\n{ROW}" in read_window(waits)


def test_the_partners_are_listed_without_a_button_to_change_them() -> None:
    shown = read_window(partners_window(CLOSED, NAMES))

    assert CLOSED_ON in shown
    assert "*Harbour Shelter* · Ann Lee leads" in shown
    assert "joins" not in shown


def test_the_card_of_a_decision_asks_for_no_review_and_offers_no_change() -> None:
    shown = read_message(card(DECIDED))

    assert "[⋯ Read | History]" in shown
    assert "confirms that it stays" not in shown


def test_nobody_is_named_as_having_withdrawn_what_the_closing_ended() -> None:
    shown = read_message(card(view_of(proposal(withdrawal=withdrawn_by_closing(14, MONDAY)))))

    assert "Withdrawn on 2 November 2026 by the closing of the alliance" in shown
    assert "It was open when the partners closed the alliance (No. 14)." in shown
