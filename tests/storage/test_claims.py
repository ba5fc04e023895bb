"""When is a lane worked on, and by whom?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import attempts, claims, outbox
from storage.record.proposals import facts
from tests.cast import ANN, MONDAY, revision
from tests.databases import on_both_databases

pytestmark = on_both_databases


def claimed(connection: Connection, now: datetime) -> claims.Lane:
    lane = claims.claim_next(connection, now)
    assert lane
    return lane


def raised(database: Database) -> int:
    with database.transaction() as connection:
        return facts.add_proposal(connection, alliances.load(connection, 1, for_writing=True), revision()).id


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_lane_is_due_again_at_its_moment_whatever_the_zone(database: Database, zone: str) -> None:
    later = (MONDAY + timedelta(hours=5)).astimezone(ZoneInfo(zone))
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, ANN, MONDAY)
        claims.release(connection, claimed(connection, MONDAY), shown="x", next_due_at=later, now=MONDAY)

        assert not claims.is_due(connection, later - timedelta(seconds=1))
        assert claims.is_due(connection, later)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_lane_that_was_marked_meanwhile_is_due_at_once(database: Database, zone: str) -> None:
    here = MONDAY.astimezone(ZoneInfo(zone))
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, ANN, here)
        lane = claimed(connection, here)
        outbox.person_lane(connection, 1, ANN, here)
        claims.release(connection, lane, shown="x", next_due_at=None, now=here)

        assert claims.is_due(connection, MONDAY)


def test_a_lane_is_claimed_by_one_courier_and_free_again_when_the_claim_has_run_out(database: Database) -> None:
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)

    with database.transaction() as connection:
        assert claims.claim_next(connection, MONDAY)
        assert claims.claim_next(connection, MONDAY) is None
        assert not claims.is_due(connection, MONDAY)
        assert claims.claim_next(connection, MONDAY + claims.CLAIM)


def test_what_all_see_is_claimed_before_what_one_person_is_told(database: Database) -> None:
    proposal_id = raised(database)
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        card = outbox.card_lane(connection, 1, proposal_id, MONDAY)

    with database.transaction() as connection:
        first = claims.claim_next(connection, MONDAY)
        assert first
        assert first.id == card
        assert claims.claim_next(connection, MONDAY)


def test_what_one_person_is_told_does_not_wait_for_ever_while_cards_change(database: Database) -> None:
    proposal_id = raised(database)
    with database.transaction() as connection:
        private = outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        outbox.card_lane(connection, 1, proposal_id, MONDAY + claims.CARDS_FIRST)

    with database.transaction() as connection:
        first = claims.claim_next(connection, MONDAY + claims.CARDS_FIRST)
        assert first
        assert first.id == private


def test_a_card_passes_whatever_waits_longer_where_cards_come_first(database: Database) -> None:
    proposal_id = raised(database)
    later = MONDAY + timedelta(minutes=5)
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        card = outbox.card_lane(connection, 1, proposal_id, later)

    with database.transaction() as connection:
        first = claims.claim_next(connection, later, cards_first=True)
        assert first
        assert first.id == card
        assert claims.claim_next(connection, later, cards_first=True)


def test_an_alliance_that_floods_slack_leaves_room_for_the_others(database: Database) -> None:
    with database.transaction() as connection:
        other = alliances.found(connection, "C0OTHER", alliances.settings(connection, 1), MONDAY)
        for number in range(claims.MOST_OF_ONE + 2):
            outbox.person_lane(connection, 1, f"U0{number}", MONDAY)
        outbox.person_lane(connection, other, ANN, MONDAY + timedelta(seconds=1))

    later = MONDAY + timedelta(minutes=1)
    with database.transaction() as connection:
        flood = [claimed(connection, later) for _ in range(claims.MOST_OF_ONE)]
        assert {lane.alliance_id for lane in flood} == {1}
        assert claimed(connection, later).alliance_id == other
        assert claims.claim_next(connection, later) is None
        claims.release(connection, flood[0], shown="x", next_due_at=None, now=later)
        assert claimed(connection, later).alliance_id == 1


def test_a_change_during_a_round_makes_the_lane_due_at_once(database: Database) -> None:
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        lane = claims.claim_next(connection, MONDAY)
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)

        assert lane
        claims.release(connection, lane, shown="x", next_due_at=None, now=MONDAY)
        assert claims.is_due(connection, MONDAY)


def test_whoever_lost_a_claim_says_nothing_any_more(database: Database) -> None:
    with database.transaction() as connection:
        lane = outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        outbox.say_once(connection, lane, "a key", "notice", {}, MONDAY)
        (read_by_two,) = attempts.unsaid(connection, lane)

    with database.transaction() as connection:
        assert attempts.attempt(connection, read_by_two, "Hello", MONDAY)
    with database.transaction() as connection:
        assert not attempts.attempt(connection, read_by_two, "Hello", MONDAY)
        (looked_for,) = attempts.unsaid(connection, lane)
        assert attempts.attempt(connection, looked_for, "Hello", MONDAY + claims.CLAIM)
        attempts.end(connection, looked_for.id, ended_as="said", message_ts="1.0", now=MONDAY)
    with database.transaction() as connection:
        assert not attempts.attempt(connection, looked_for, "Hello", MONDAY)


def test_whoever_comes_too_late_has_the_lane_made_true_again(database: Database) -> None:
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, ANN, MONDAY)
        paused = claimed(connection, MONDAY)
        later = MONDAY + claims.CLAIM
        other = claimed(connection, later)

        claims.release(connection, paused, shown="old", next_due_at=None, now=later)

        assert claims.claim_next(connection, later) is None
        claims.release(connection, other, shown="new", next_due_at=None, now=later)
        again = claimed(connection, later)
        assert (again.shown, again.claim) == ("", 3)
        claims.postpone(connection, other, until=later + claims.CLAIM, is_failure=True, now=later)
        claims.release(connection, again, shown="true", next_due_at=None, now=later)
        assert claimed(connection, later).shown == ""


def test_what_was_to_be_shown_when_the_power_failed_counts_as_not_shown(database: Database) -> None:
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        claimed = claims.claim_next(connection, MONDAY)
        assert claimed
        claims.release(connection, claimed, shown="a digest", next_due_at=None, now=MONDAY)
        # Marked again; the claim that followed, and what was shown then, is lost.
        outbox.person_lane(connection, 1, "U0ANN", MONDAY)

    with database.transaction() as connection:
        claims.free_all_claims(connection)

    with database.transaction() as connection:
        found = claims.claim_next(connection, MONDAY)
        assert found
        assert found.shown == ""


def test_a_key_is_said_once(database: Database) -> None:
    with database.transaction() as connection:
        lane = outbox.person_lane(connection, 1, "U0ANN", MONDAY)
        outbox.say_once(connection, lane, "key", "notice", {}, MONDAY)

    with pytest.raises(outbox.SaidAlready), database.transaction() as connection:
        outbox.say_once(connection, lane, "key", "notice", {}, MONDAY)
