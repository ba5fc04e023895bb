"""What do people see of a decision that is tried until a day, before it ends and afterwards?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from decisions.proposal.proposal import Agreement
from handlers.gathering.overview import ended_since
from handlers.gathering.proposal_view import next_change
from handlers.views.blocks.proposal.proposal_view import ProposalView, where_it_stands
from handlers.views.card.proposal_card import card
from handlers.views.desk.living_log import Listed, LivingLog, log_canvas
from handlers.views.desk.overview import Overview, digest
from handlers.views.windows.desk.decisions_window import decisions_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, LEADS, MONDAY, proposal, revision
from tests.reading import read_message, read_window
from tests.views.views import consent, view_of

UNTIL = date(2027, 6, 30)
IN_MAY, IN_JUNE, IN_JULY = (MONDAY.replace(year=2027, month=month, day=20) for month in (5, 6, 7))
ENDED = "Tried until 30 June 2027; it was not renewed"


def tried(now: datetime, agreed_at: datetime = MONDAY, **more: object) -> ProposalView:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    agreed = Agreement(1, agreed_at, everybody)
    text = revision(**{"tried_until": UNTIL, **more})  # type: ignore[arg-type]  # a test names any field
    return view_of(proposal(responses=answers, agreement=agreed, revisions=(text,)), now=now)


def test_the_card_says_until_when_and_offers_to_renew_it_in_the_weeks_before() -> None:
    early, near = read_message(card(tried(IN_MAY))), read_message(card(tried(IN_JUNE)))

    assert "tried until 30 June 2027" in early
    assert "[⋯ Read | History | Raise a change… |" in early
    assert "⌛ tried until 30 June 2027" in near
    assert "[⋯ Read | History | Renew or change… |" in near


def test_a_card_of_what_has_ended_says_so_first() -> None:
    over = card(tried(IN_JULY, review_on=date(2027, 9, 1)))

    shown = read_message(over)
    assert shown.splitlines()[1] == f"*⌛ {ENDED}* · agreed on 2 November 2026 by all 8 partners"
    assert "[⋯ Read | History | Renew or change…" in shown
    assert "✅" not in over.text + shown
    assert "review" not in shown


def test_what_another_decision_renewed_is_superseded_and_nothing_else() -> None:
    renewed = replace(tried(IN_JULY), superseded_by=(14,))

    shown = read_message(card(renewed))
    assert "*Superseded by No. 14*" in shown
    assert "not renewed" not in shown + where_it_stands(renewed)


def test_no_window_and_no_list_shows_it_as_in_force() -> None:
    over = tried(IN_JULY)
    listed = Listed(12, "Beds", MONDAY.date(), None, None, "", tried_until=UNTIL, is_over=True)

    assert "⌛ *No. 12 · Ten winter beds*" in read_window(decisions_window(1, "", 0, [over], has_more=False))
    assert ENDED in read_window(history_window(over))
    assert ENDED.lower() in read_window(reading_window(Reading(over, None, None))).lower()
    assert ENDED.lower() in log_canvas(LivingLog("Alliance", 1, [listed])).lower()
    still = replace(listed, is_over=False)
    assert log_canvas(LivingLog("Alliance", 1, [still])).splitlines()[3].endswith("· tried until 30 June 2027")


def test_the_digest_asks_to_renew_it_and_tells_once_that_it_ended() -> None:
    overview = Overview(IN_JUNE, ALLIANCE.timezone, MONDAY, (), (), (tried(IN_JUNE),), 1, "a" * 64)
    told = replace(overview, now=IN_JULY, ended=[tried(IN_JULY)], reviews=[])

    near, over = read_message(digest(overview)), digest(told)

    assert "· ⌛ tried until 30 June 2027: all renew it, or it ends" in near
    assert "[Renew or change…]" in near
    assert "Reviewed: keep…" not in near
    assert f"|No. 12 · Ten winter beds> · {ENDED.replace('Tried', 'tried')}" in read_message(over)
    assert over.text.splitlines()[0].endswith(": 1 not renewed")
    assert ended_since(tried(IN_JULY), IN_JUNE)
    assert not ended_since(tried(IN_JULY), IN_JULY)
    assert not ended_since(tried(IN_JUNE), IN_MAY)


def test_a_trial_that_is_listed_early_is_not_kept_by_one_person() -> None:
    early = tried(MONDAY.replace(year=2027, month=6, day=5))
    listed = Overview(early.now, ALLIANCE.timezone, MONDAY, (), (), (early,), 1, "a" * 64)

    said = read_message(digest(listed))

    assert "· ⌛ tried until 30 June 2027: all renew it, or it ends" in said
    assert ("[Renew or change…]" in said, "Reviewed: keep…" in said, "no date" in said) == (True, False, False)


def test_the_card_changes_by_itself_when_the_end_comes_near_and_when_it_has_come() -> None:
    near, over = next_change(tried(IN_MAY)), next_change(tried(IN_JUNE))

    assert near is not None
    assert over is not None
    assert (near.date(), over.date()) == (UNTIL - timedelta(days=14), UNTIL + timedelta(days=1))
    assert next_change(tried(IN_JULY)) is None


@pytest.mark.parametrize("now", [IN_MAY, IN_JULY])
def test_without_a_last_day_nothing_is_said_of_it(now: datetime) -> None:
    shown = tried(now, tried_until=None)

    words = read_message(card(shown)) + read_window(history_window(shown)) + where_it_stands(shown)
    assert "tried" not in words.lower()
    assert "[⋯ Read | History | Raise a change… |" in words


def test_what_was_agreed_after_its_last_day_never_counted() -> None:
    late = tried(IN_JULY, agreed_at=IN_JULY)

    assert "Tried until 30 June 2027, a day that had passed when it was agreed" in read_message(card(late))


def test_an_open_text_whose_last_day_has_passed_says_so() -> None:
    still_open = view_of(proposal(revisions=(revision(tried_until=UNTIL),)), now=IN_JULY)

    assert "tried until 30 June 2027 (this day has passed: *Amend* names another)" in read_message(card(still_open))
