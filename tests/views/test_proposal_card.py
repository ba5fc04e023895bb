"""How does the card look in each state, and does it always fit?"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance import Alliance, Partner
from decisions.membership import PartnerJoins
from decisions.proposal import Agreement, Proposal, Withdrawal
from handlers.views.proposal_card import card
from sandbox.block_kit import check_message_blocks
from sandbox.block_kit.surfaces import LARGEST_MESSAGE, message_size
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, ELA, KARA, LEADS, MONDAY, proposal, revision, typed
from tests.reading import read_message
from tests.views.pictures import consent, objection, picture_of

HEAD = """# Ten winter beds
(*No. 12* · raised by Kara Munro on 2 November 2026 · decide by 20 November 2026)
Open ten more emergency beds at the harbour from December.
*Why this is best for people*
> Nobody sleeps outside in the cold.
---
"""
FOOT = """
(Decided only when all 8 partners consent. Silence is not consent.)
[Consent] [Object] [I need time] [⋯ Amend | Withdraw | Remind | Report a consent | History]"""


def test_fresh() -> None:
    shown = card(picture_of(proposal(), now=MONDAY))

    assert read_message(shown) == (
        HEAD
        + """*Open: 0 of 8 partners consent, waiting for 8 (since today)*
◻️ *Glasgow City Council* not yet
◻️ *Harbour Shelter* not yet
◻️ *Clyde Outreach* not yet
◻️ *Lived Experience Group* not yet
◻️ *Northside Homes* not yet
◻️ *Kelvin Advice* not yet
◻️ *Tollcross Housing First* not yet
◻️ *Gorbals Health Link* not yet"""
        + FOOT
    )
    assert shown.headline == "No. 12 · Ten winter beds\nOpen: 0 of 8 partners consent, waiting for 8 (since today)"


def test_held_with_a_concern_and_an_objection() -> None:
    answers = (
        consent(1, CAT),
        objection(2, BEN, "Too few nurses", "Two night nurses", at=MONDAY + timedelta(days=1)),
        consent(3, DEV, concern="The noise at night"),
    )

    shown = card(picture_of(proposal(responses=answers)))

    assert read_message(shown) == (
        HEAD
        + """*Held: 2 of 8 partners consent, 1 objects, waiting for 5 (3 days)*
✅ *Glasgow City Council* consents · Cat Reid
✋ *Harbour Shelter* objects · Ben Okoro
☑️ *Clyde Outreach* consents with a concern · Dev Shah
◻️ *Lived Experience Group* not yet
◻️ *Northside Homes* not yet
◻️ *Kelvin Advice* not yet
◻️ *Tollcross Housing First* not yet
◻️ *Gorbals Health Link* not yet
✋ *Harbour Shelter* objects (2 days ago):
> Too few nurses
*What would make it acceptable:*
> Two night nurses
☑️ *Clyde Outreach* consents, and asks to keep in mind:
> The noise at night"""
        + FOOT
    )


def test_overdue_is_said_and_closes_nothing() -> None:
    shown = read_message(card(picture_of(proposal(), now=MONDAY + timedelta(days=20))))

    assert "decide by 20 November 2026 (overdue: 2 days)" in shown
    assert "[Consent] [Object]" in shown


def test_amended_names_its_revision() -> None:
    amended = revision(2, "Open twelve beds.", at=MONDAY + timedelta(days=1))

    shown = read_message(card(picture_of(proposal(revisions=(revision(), amended), responses=(consent(1, CAT),)))))

    assert "· revision 2 of 3 November 2026 ·" in shown
    assert "*Open: 0 of 8 partners consent, waiting for 8 (2 days)*" in shown


def agreed() -> Proposal:
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    return proposal(responses=answers, agreement=Agreement(1, MONDAY + timedelta(days=1), everybody))


def test_agreed_is_final() -> None:
    shown = read_message(card(replace(picture_of(agreed()), superseded_by=(14,))))

    assert "(*Superseded by No. 14*)" in shown
    assert "*Agreed on 3 November 2026 by all 8 partners*" in shown
    assert "✅ *Gorbals Health Link* consents · Ivy Stone" in shown
    assert "[" not in shown
    assert "Silence is not consent" not in shown


def test_withdrawn_is_final() -> None:
    ended = Withdrawal(KARA, MONDAY + timedelta(days=1), "We found another way")

    shown = read_message(card(picture_of(proposal(withdrawal=ended))))

    assert "*Withdrawn on 3 November 2026 by Kara Munro*\n> We found another way" in shown
    assert "[" not in shown


def test_what_it_supersedes_is_linked() -> None:
    supersedes = proposal(revisions=(revision(supersedes=3),))
    seen = replace(picture_of(supersedes), supersedes_title="Five <b>beds", supersedes_url="https://a.slack.com/p2")

    assert "(Supersedes <https://a.slack.com/p2|No. 3 · Five &lt;b&gt;beds>)" in read_message(card(seen))


def test_a_change_of_partners_says_what_is_carried_out() -> None:
    change = PartnerJoins("Eastside Trust", (ANN, BEN, ELA))

    shown = read_message(card(picture_of(proposal(change=change))))

    words = "It is spoken for by Ann Lee (leads), Ben Okoro and Ela Novak."
    assert f"*When agreed:* Eastside Trust joins as a partner. {words}" in shown


def test_a_person_whose_name_is_not_known_is_named_by_slack() -> None:
    shown = read_message(card(replace(picture_of(proposal()), names={})))

    assert "raised by <@U0KARA>" in shown


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda words: words.strip()
)


@settings(max_examples=60, deadline=None)
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
    seen = picture_of(proposal(revisions=(written,), responses=answers), alliance)

    check_message_blocks(card(seen).blocks)
    assert message_size(card(seen).blocks) <= LARGEST_MESSAGE
    assert len(card(seen).text) < 4000
