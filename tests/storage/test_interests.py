"""Is the register of standing interests what the log says?"""

from dataclasses import replace
from datetime import timedelta

from decisions.answers.standing_interest import StandingInterest, standing_interest
from decisions.proposal.proposal import Nature
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.changes import interests
from tests.cast import ANN, DEV, MONDAY
from tests.databases import on_both_databases

pytestmark = on_both_databases

LATER = MONDAY + timedelta(days=370)


def test_those_that_stand_are_read_back_with_the_day_of_the_last_look(database: Database) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        by = {alliance.partner_of(person): person for person in (ANN, DEV)}
        for partner, person in by.items():
            assert partner
            said = standing_interest(alliance, by=person, at=MONDAY, nature=Nature.ROLE, words=f"{person}'s")
            interests.declare(connection, alliance, said)
        first, second = interests.standing(connection, 1)
        interests.look_at(connection, alliance, first, by=ANN, at=LATER, is_over=False)
        interests.look_at(connection, alliance, second, by=DEV, at=LATER, is_over=True)
        renamed = {"before": first.partner}
        decision_log.append(
            connection, alliance, at=LATER, kind="partner_renamed", actor="", partner="Haven", **renamed
        )

    with database.snapshot() as connection:
        (stands,) = interests.standing(connection, 1)
    assert stands == replace(first, partner="Haven", looked_at=LATER)
    assert first == StandingInterest(first.partner, Nature.ROLE, "U0ANN's", ANN, MONDAY, MONDAY, first.entry)


def test_whoever_left_has_no_interest_any_more(database: Database) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        said = standing_interest(alliance, by=ANN, at=MONDAY, nature=Nature.MONEY, words="We are paid")
        interests.declare(connection, alliance, said)
        decision_log.append(
            connection, alliance, at=MONDAY, kind="partner_left", actor="", partner=said.partner, number=1
        )
        assert interests.standing(connection, 1) == []
