"""May a partner wait for its board on a day that it does not know yet?"""

from contextlib import closing
from typing import Any

from handlers.listeners.answers import questions
from handlers.listeners.set_up import matters
from handlers.listeners.texts import raising
from tests.cast import ANN, KARA
from tests.databases import on_both_databases, with_tables
from tests.handlers.test_matters import WORDS, Room


@on_both_databases
def test_a_board_may_meet_on_a_day_that_is_not_known_yet(database_url: str) -> None:
    two: dict[str, Any] = {"proposal": 2, "revision": 1}
    with closing(with_tables(database_url)) as database:
        room = Room(database)
        room.does(matters.set_limit, ANN, {"over": "50,000", "who": "our board"})
        room.does(raising.raise_proposal, KARA, {**WORDS, "title": "Beds", "sum": "60,000"})

        room.does(questions.take_time, ANN, {"answer_by": "", "subject_to": ["yes"]}, **two)

        assert room.rows("SELECT answer_by, subject_to FROM questions") == [(None, "our board")]
        assert "subject to our board, day not known yet" in room.card(2)
        assert room.differences() == []
