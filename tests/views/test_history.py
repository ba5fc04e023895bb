"""Does History tell who took time, and call a decision what the card calls it?"""

from dataclasses import replace
from datetime import date

from decisions.proposal.proposal import Question
from handlers.views.windows.texts.history_window import history_window
from tests.cast import ANN, MONDAY, proposal
from tests.reading import read_window
from tests.views.matter_texts import DECIDED_ALONE, reserved
from tests.views.views import view_of


def test_history_tells_who_took_time_and_whom_it_waited_for() -> None:
    asked = Question(2, 1, ANN, MONDAY, "Who is there at night?", date(2026, 11, 16))
    waiting = replace(asked, words="", subject_to="our board")

    words = read_window(history_window(view_of(proposal(questions=(asked, waiting)))))

    assert "❓ *Harbour Shelter* needs time, and answers by 16 November 2026 · Ann Lee, 2 November 2026" in words
    assert "Who is there at night?" in words
    assert "⏳ *Harbour Shelter* would consent, subject to our board, which meets by 16 November 2026" in words


def test_history_calls_it_decided_as_the_card_does() -> None:
    words = read_window(history_window(reserved(DECIDED_ALONE)))

    assert "✅ *Decided* on 2 November 2026" in words
    assert "*Agreed*" not in words
