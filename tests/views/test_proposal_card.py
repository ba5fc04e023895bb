"""How does the card look in each state, and does it always fit?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import PartnerJoins
from decisions.proposal.proposal import Agreement, Proposal, Question, Settlement, Withdrawal
from handlers.gathering.proposal_view import next_change
from handlers.views.card.proposal_card import card
from handlers.views.card.status import EMPTY, FILLED, MOST_CELLS, meter
from sandbox.block_kit import check_message_blocks
from sandbox.block_kit.surfaces import LARGEST_MESSAGE, message_size
from tests.cast import (
    ALLIANCE,
    ANN,
    BEN,
    CAT,
    DEV,
    ELA,
    FAY,
    GUS,
    HAL,
    KARA,
    LEADS,
    MONDAY,
    OUTSIDER,
    PARTNERS,
    proposal,
    revision,
    typed,
)
from tests.reading import read_message
from tests.sampling import examples, sampled
from tests.views.views import THURSDAY, consent, objection, view_of

MENU = "[⋯ Amend | Withdraw | Remind | Report a consent | History]"
TEXT = """Open ten more emergency beds at the harbour from December.
*Why* Nobody sleeps outside in the cold.
"""
FOOT = """
[Consent] [Object] [I need time]
(*No. 12* · Kara Munro, 2 November · Silence is not consent.)"""


def test_fresh() -> None:
    shown = card(view_of(proposal(), now=MONDAY))

    assert read_message(shown) == (
        "# Ten winter beds\n"
        "*◻️ Open* · ▱▱▱▱▱▱▱▱ 0 of 8 partners consent · decide by 20 November\n"
        f"{MENU}\n{TEXT}"
        "(◻️ Waits for all 8 partners (since today))" + FOOT
    )
    assert shown.headline == ("No. 12 · Ten winter beds\n◻️ Open · 0 of 8 partners consent · decide by 20 November")


def test_held_with_a_concern_and_an_objection() -> None:
    answers = (
        consent(1, CAT),
        objection(2, BEN, "Too few nurses", "Two night nurses", at=MONDAY + timedelta(days=1)),
        consent(3, DEV, concern="The noise at night"),
    )

    shown = card(view_of(proposal(responses=answers)))

    assert read_message(shown) == (
        "# Ten winter beds\n"
        "*✋ Held by 1 objection (2 days)* · 2 of 8 partners consent\n"
        f"{MENU}\n{TEXT}"
        "✋ *Harbour Shelter* · Ben Okoro: Too few nurses *Would be acceptable:* Two night nurses\n"
        "(✅ Glasgow City Council consents\n"
        "☑️ *Clyde Outreach* consents with a concern: The noise at night\n"
        "◻️ Waits for Lived Experience Group, Northside Homes, Kelvin Advice, Tollcross Housing First and Gorbals "
        "Health Link (3 days))\n"
        "[Consent] [Object] [I need time]\n(*No. 12* · Kara Munro · decide by 20 November)"
    )


def test_everybody_stands_where_they_answered_and_nowhere_else() -> None:
    told = proposal(
        revisions=(revision(), revision(2, "Open twelve beds.", at=MONDAY)),
        responses=(
            consent(1, CAT),
            consent(2, ANN),
            objection(3, DEV, "Too few nurses"),
            replace(consent(4, ELA, revision=2), id=9),
            replace(consent(5, FAY, revision=2, concern="The noise"), id=10),
        ),
        questions=(
            Question(6, 2, GUS, MONDAY, "", date(2026, 11, 16)),
            Question(7, 2, HAL, MONDAY, "Who is there at night?", date(2026, 11, 16)),
        ),
    )

    shown = read_message(card(view_of(told)))

    assert (
        "(✅ Lived Experience Group consents · ☑️ *Northside Homes* consents with a concern: The noise · "
        "↻ Consented to revision 1, asked again: Glasgow City Council and Harbour Shelter · "
        "↻ *Clyde Outreach* objected to revision 1: Too few nurses · "
        "◻️ Waits for Gorbals Health Link (3 days) · ⏳ Needs time: Kelvin Advice (until 16 November) · "
        "❓ *Tollcross Housing First*, answers by 16 November: Who is there at night?)"
    ) in shown
    assert {name: shown.count(name) for name in PARTNERS} == dict.fromkeys(PARTNERS, 1)


@given(st.integers(1, 200), st.data())
def test_the_meter_is_full_only_when_all_consent_and_empty_only_when_nobody_does(
    partners: int, data: st.DataObject
) -> None:
    agree = data.draw(st.integers(0, partners))

    drawn = meter(agree, partners)

    assert len(drawn) == min(partners, MOST_CELLS)
    assert (EMPTY not in drawn) == (agree == partners)
    assert (FILLED not in drawn) == (agree == 0)


def test_overdue_is_said_and_closes_nothing() -> None:
    shown = read_message(card(view_of(proposal(), now=MONDAY + timedelta(days=20))))

    assert "decide by 20 November (⏰ overdue: 2 days)" in shown
    assert "[Consent] [Object]" in shown


def test_amended_names_its_revision() -> None:
    amended = revision(2, "Open twelve beds.", at=MONDAY + timedelta(days=1))

    shown = read_message(card(view_of(proposal(revisions=(revision(), amended), responses=(consent(1, CAT),)))))

    assert "· revision 2 of 3 November ·" in shown
    assert "*◻️ Open* · ▱▱▱▱▱▱▱▱ 0 of 8 partners consent" in shown
    assert "↻ Consented to revision 1, asked again: Glasgow City Council\n◻️ Waits for Harbour Shelter" in shown
    assert "Gorbals Health Link (2 days)" in shown


def agreed() -> Proposal:
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    return proposal(responses=answers, agreement=Agreement(1, MONDAY + timedelta(days=1), everybody))


def test_agreed_is_final() -> None:
    shown = read_message(card(view_of(agreed())))

    assert shown == (
        "# Ten winter beds\n"
        "*✅ Agreed on 3 November 2026 by all 8 partners*\n"
        "[⋯ Read | History | Raise a change… | Add an action…]\n"
        "Open ten more emergency beds at the harbour from December.\n"
        "(*No. 12*)"
    )


def test_what_is_superseded_says_so_and_has_no_way_to_change_it() -> None:
    shown = read_message(card(replace(view_of(agreed()), superseded_by=(14,))))

    assert "*✅ Agreed on 3 November 2026 by all 8 partners*\n[⋯ Read | History]\n*Superseded by No. 14*\n" in shown
    assert "Silence is not consent" not in shown


def with_words(told: Proposal) -> Proposal:
    """Clyde consents with a concern; Tollcross objected, and says how that was settled."""
    concern = replace(consent(3, DEV, concern="The noise at night, above all in the yard."), id=90)
    settled = replace(consent(7, HAL), id=92, settled_by=Settlement.WORDS, settled="A nurse comes.")
    against = replace(objection(7, HAL, "No nurse"), id=91)
    return replace(told, responses=(*told.responses, concern, against, settled))


def test_agreed_keeps_concerns_and_how_objections_were_settled() -> None:
    shown = read_message(card(view_of(with_words(agreed()))))

    assert (
        "(☑️ *Clyde Outreach*: The noise at night, above…\n"
        "🤝 *Tollcross Housing First* objected: A nurse comes.\n"
        "*No. 12*)"
    ) in shown


def test_what_has_no_room_on_an_ended_card_is_counted() -> None:
    told = with_words(agreed())
    more = replace(consent(4, ELA, concern="The buses"), id=93)

    shown = read_message(card(view_of(replace(told, responses=(*told.responses, more)))))

    assert "☑️ And 2 more are on record: *Read* in the menu (⋯)\n*No. 12*)" in shown


def reviewed_in(days: int, owner: str = GUS) -> str:
    due_on = THURSDAY.date() + timedelta(days=days)
    told = replace(agreed(), revisions=(revision(review_on=due_on, owner=owner),))
    return read_message(card(view_of(told)))


def test_a_review_is_offered_when_it_is_near_and_says_who_confirms_it() -> None:
    assert "[⋯ Read | History | Raise a change… | Add an action…]\n" in reviewed_in(days=15)
    assert "(*No. 12* · owner: Gus Wren · review on 20 November 2026)" in reviewed_in(days=15)
    assert "[⋯ Read | History | Raise a change… | Reviewed: keep… | Add an action…]\n" in reviewed_in(days=14)
    near = "(*No. 12* · owner: Gus Wren · 🔎 review on 19 November 2026: the owner confirms that it stays)"
    assert near in reviewed_in(days=14)
    assert ": a partner or a manager confirms that it stays)" in reviewed_in(days=-3, owner="")
    assert ": a partner or a manager confirms that it stays)" in reviewed_in(days=14, owner=OUTSIDER)


def test_a_decisions_card_changes_by_itself_when_its_review_comes_near() -> None:
    told = replace(agreed(), revisions=(revision(review_on=date(2026, 12, 1)),))

    assert next_change(view_of(told)) == datetime(2026, 11, 17, 0, 0, 5, tzinfo=UTC)
    assert next_change(view_of(told, now=datetime(2026, 11, 17, 9, tzinfo=UTC))) is None
    assert next_change(replace(view_of(told), superseded_by=(14,))) is None
    assert next_change(view_of(agreed())) is None


def test_a_decisions_card_changes_by_itself_when_nobody_may_correct_its_record_any_more() -> None:
    told = agreed()
    assert told.agreement
    told = replace(told, agreement=replace(told.agreement, correct_by=date(2026, 12, 1)))

    assert next_change(view_of(told)) == datetime(2026, 12, 2, 0, 0, 5, tzinfo=UTC)
    assert next_change(replace(view_of(told), superseded_by=(14,))) == datetime(2026, 12, 2, 0, 0, 5, tzinfo=UTC)
    assert next_change(view_of(told, now=datetime(2026, 12, 2, 9, tzinfo=UTC))) is None


def test_withdrawn_is_final_and_names_nobody_who_had_not_answered() -> None:
    ended = Withdrawal(KARA, MONDAY + timedelta(days=1), "We found another way")

    shown = read_message(card(view_of(proposal(withdrawal=ended))))

    assert shown == (
        "# Ten winter beds\n"
        "*↩️ Withdrawn on 3 November 2026 by Kara Munro*\n"
        "[⋯ Read | History]\n"
        "We found another way\n"
        "(*No. 12* · raised by Kara Munro on 2 November 2026)"
    )


def test_what_it_supersedes_is_linked() -> None:
    supersedes = proposal(revisions=(revision(supersedes=3),))
    seen = replace(view_of(supersedes), supersedes_title="Five <b>beds", supersedes_url="https://a.slack.com/p2")

    assert "(Supersedes <https://a.slack.com/p2|No. 3 · Five &lt;b&gt;beds>)" in read_message(card(seen))


def test_a_change_of_partners_says_what_is_carried_out() -> None:
    change = PartnerJoins("Eastside Trust", (ANN, BEN, ELA))

    shown = read_message(card(view_of(proposal(change=change))))

    words = "It is represented by Ann Lee (leads), Ben Okoro and Ela Novak."
    assert f"*When agreed:* Eastside Trust joins as a partner. {words}" in shown


def test_a_person_whose_name_is_not_known_is_named_by_slack() -> None:
    shown = read_message(card(replace(view_of(proposal()), names={})))

    assert "*No. 12* · <@U0KARA>, 2 November" in shown


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda words: words.strip()
)


@sampled
@settings(max_examples=examples(20, 300), deadline=None)
@given(
    title=WORDS.map(lambda words: (words * 9)[:150]),
    text=WORDS.map(lambda words: (words * 900)[:12000]),
    benefit=WORDS.map(lambda words: (words * 300)[:3000]),
    name=WORDS.map(lambda words: (words * 9)[:80]),
    reason=WORDS.map(lambda words: (words * 300)[:3000]),
    partners=st.integers(1, 80),
    data=st.data(),
)
def test_it_stays_inside_every_limit_of_slack(
    title: str, text: str, benefit: str, name: str, reason: str, partners: int, data: st.DataObject
) -> None:
    crowd = tuple(Partner(n, f"{n}{name}"[:80], (f"U{n}",)) for n in range(1, partners + 1))
    alliance = Alliance(1, "A", "C1", "Europe/London", (KARA,), crowd)
    kinds = data.draw(st.lists(st.sampled_from("ocn"), min_size=partners, max_size=partners))
    answers = tuple(
        objection(n, f"U{n}", reason, reason) if kind == "o" else consent(n, f"U{n}", concern=reason)
        for n, kind in enumerate(kinds, start=1)
        if kind != "n"
    )
    written = revision(title=title, text=text, rich_text=typed(text), benefit=benefit)
    seen = view_of(proposal(revisions=(written,), responses=answers), alliance)

    check_message_blocks(card(seen).blocks)
    assert message_size(card(seen).blocks) <= LARGEST_MESSAGE
    assert len(card(seen).text) < 4000
