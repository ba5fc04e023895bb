"""By which hash is a text known, which of its fields are logged, and whose was it before?"""

from typing import Any

from decisions.proposal.facts import logged
from tests.cast import ALLIANCE, proposal
from tests.cast import revision as a_text
from tests.decisions.logs import HARBOUR, OBJECTS, RAISED, SUGGESTS, TAKEN, doubts
from tests.decisions.test_texts_to_the_letter import OBJECTED, WHOLE

NO_DAYS: dict[str, Any] = {"in_force_on": None, "tried_until": None, "earliest_on": None, "matter": "", "sum": None}


def test_a_text_that_names_no_day_from_which_it_counts_has_the_name_that_it_always_had() -> None:
    whole = a_text(**{**WHOLE, **NO_DAYS, "template": "", "filled": ()})

    assert a_text().text_sha256 == "64b979c632e8bf450cc02ea22a9b5af873ce6de70478ac5f58a0b3352c1a6db4"
    assert whole.text_sha256 == "90ef572b6d8d98006ec50dd4060bca4ec1623cde2115f4116c7d035eb4e5b47b"
    assert a_text(**WHOLE).text_sha256 != whole.text_sha256


def test_the_day_from_which_it_counts_is_logged_where_it_is_named() -> None:
    named, none = a_text(**WHOLE), a_text()

    assert logged(named, OBJECTED, ALLIANCE)["in_force_on"] == "2027-01-01"
    assert "in_force_on" not in logged(none, proposal(), ALLIANCE)


def test_what_is_filled_in_is_logged_where_a_form_is_used() -> None:
    named, none = a_text(**WHOLE), a_text()

    assert logged(named, OBJECTED, ALLIANCE)["filled"] == [["Budget", "£200"], ["Risk", "None"]]
    assert logged(named, OBJECTED, ALLIANCE)["template"] == "Spending"
    assert not {"template", "filled"} & logged(none, proposal(), ALLIANCE).keys()


def test_a_text_may_be_taken_although_the_partner_that_suggested_it_has_left() -> None:
    left = ("partner_left", {"partner": HARBOUR})

    assert doubts(RAISED, OBJECTS, SUGGESTS, left, TAKEN) == doubts(RAISED, OBJECTS, SUGGESTS, left)
