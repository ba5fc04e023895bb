"""What do the digest and /accord status say?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decisions.proposal.proposal import Agreement, Proposal, Withdrawal
from handlers.views.blocks.desk_row import above_desk_row
from handlers.views.blocks.kit import LARGEST_MESSAGE, message_size
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.desk.overview import Overview, digest, preview_window, status_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, ANN, HAL, KARA, LEADS, MONDAY, proposal, revision
from tests.reading import read_message, read_window
from tests.views.views import THURSDAY, consent, objection, view_of


def overview(
    *views: ProposalView, ended: tuple[ProposalView, ...] = (), reviews: tuple[ProposalView, ...] = ()
) -> Overview:
    return Overview(THURSDAY, "Europe/London", MONDAY - timedelta(days=4), ended, views, reviews, 214, "3f9c" * 16)


def held(number: int = 12) -> Proposal:
    answers = (consent(1, LEADS[0]), objection(2, ANN, "Too few nurses", "Two night nurses"), consent(3, LEADS[2]))
    return proposal(number, responses=answers, revisions=(revision(decide_by=date(2026, 11, 4)),))


def shown(what: Proposal) -> ProposalView:
    """Draw it before its card's address is known."""
    return replace(view_of(what), card_url="")


def agreed(review_on: date | None = None) -> Proposal:
    everybody = tuple(consent(place, lead) for place, lead in enumerate(LEADS, start=1))
    agreement = Agreement(1, MONDAY + timedelta(days=1), tuple(range(1, 9)))
    return proposal(
        10, responses=everybody, agreement=agreement, revisions=(revision(title="A van", review_on=review_on),)
    )


def test_the_digest_reads_as_an_agenda() -> None:
    withdrawn = proposal(11, withdrawal=Withdrawal(KARA, MONDAY, "Not now"), revisions=(revision(title="A boat"),))
    fresh = proposal(13, revisions=(revision(title="A rota", decide_by=date(2026, 11, 20)),))
    review = agreed(review_on=date(2026, 11, 30))

    said = digest(
        overview(
            shown(held()),
            shown(fresh),
            ended=(shown(agreed()), shown(withdrawn)),
            reviews=(shown(review),),
        )
    )

    assert read_message(said) == (
        "# Where we stand on 5 November 2026\n"
        "*Ended since 29 October 2026*\n"
        "✅ No. 10 · A van · agreed on 3 November 2026 by all 8 partners\n"
        "↩️ No. 11 · A boat · withdrawn on 2 November 2026\n"
        "✋ *Held by an objection* (oldest first)\n"
        "No. 12 · Ten winter beds · ⏰ overdue: 1 day\n"
        "✋ Harbour Shelter objects (for 3 days). What would make it acceptable: Two night nurses · 2 of 8 consent\n"
        "◻️ *Open* (oldest first)\n"
        "No. 13 · A rota · decide by 20 November 2026\n"
        "◻️ Waits for all 8 partners (for 3 days) · 0 of 8 consent\n"
        "🔎 *To look at again*\n"
        "No. 10 · A van · review on 30 November 2026\n"
        "[Reviewed: keep…] [Raise a change…]\n"
        "(Nothing closes on a date. A proposal is decided when every partner consents; silence is not consent.)\n"
        "(The decision log has 214 entries now, sealed with `3f9c3f9c3f9c3f9c`.)"
    )
    assert said.headline == "Where we stand on 5 November 2026: 1 agreed, 1 held, 1 open and 1 to review"


def test_a_quiet_week_gets_one_line() -> None:
    said = digest(overview())

    assert read_message(said) == (
        "A quiet week: nothing was decided since 29 October 2026, and nothing waits.\n"
        "(The decision log has 214 entries now, sealed with `3f9c3f9c3f9c3f9c`.)"
    )


@pytest.mark.parametrize("count", [1, 13, 200])
def test_the_longest_digest_fits_into_a_message(count: int) -> None:
    names = {partner.id: "Ω" * 80 for partner in ALLIANCE.partners}
    alliance = replace(ALLIANCE, partners=tuple(replace(partner, name="Ω" * 80) for partner in ALLIANCE.partners))
    long = replace(held(), revisions=(revision(title="&" * 150),))
    against = replace(long, responses=tuple(objection(place, HAL, "x" * 3000, "<" * 3000) for place in range(1, 9)))
    many = [replace(view_of(against, alliance), partner_names=names)] * count

    said = digest(overview(*many, ended=tuple([view_of(agreed())] * count), reviews=tuple(many)))

    check_message_blocks(said.blocks)
    assert message_size(said.blocks) <= LARGEST_MESSAGE
    check_view(status_window(overview(*many, reviews=tuple(many))))
    check_view(preview_window(overview(*many), "window.digest", {"alliance": 1}, may_post=True))


def test_a_digest_of_many_short_matters_has_room_for_the_row_below_it() -> None:
    reviews = (agreed(review_on=date(2026, 11, 30)), agreed(review_on=date(2026, 11, 30)))
    many = [shown(proposal(number, revisions=(revision(title="A"),))) for number in range(12)]
    held_too = [shown(replace(held(), number=number)) for number in range(12)]

    said = digest(overview(*many, *held_too, reviews=tuple(map(shown, reviews * 6)), ended=(shown(agreed()),) * 12))

    check_message_blocks(above_desk_row(said, 1).blocks)


def test_what_is_longer_than_a_page_is_behind_show_all() -> None:
    many = [replace(proposal(number), raised_at=MONDAY + timedelta(hours=number)) for number in range(1, 13)]
    seen = overview(*map(shown, many), shown(held(40)))

    said = read_message(digest(seen))
    first, last = (read_window(status_window(seen, page)) for page in (0, 1))

    assert "No. 40" in said
    assert "No. 5 " in said
    assert "No. 6 " not in said
    assert "And 7 more.\n[Show all]" in said
    assert "Page 1 of 2" in first
    assert "No. 9 " in first
    assert "No. 10 " in last


def test_whoever_looks_where_it_stands_can_read_each_there() -> None:
    waiting = overview(shown(held()))

    assert "[Read]" in read_window(status_window(waiting))
    assert "[Read]" not in read_message(digest(waiting))


def test_status_says_when_nothing_waits() -> None:
    assert "Nothing waits for an answer now." in read_window(status_window(overview()))


def test_only_a_manager_is_offered_to_post_the_digest() -> None:
    waiting = overview(shown(held()))

    assert "[Cancel] [Post it now]" in read_window(preview_window(waiting, "window.digest", {}, may_post=True))
    assert read_window(preview_window(waiting, "window.digest", {}, may_post=False)).endswith("[Close]")
