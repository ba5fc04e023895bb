"""How do the other messages and windows look, and do they fit?"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance.membership import PartnerLeaves
from decisions.proposal.proposal import Agreement, Withdrawal
from decisions.said.paper import Paper
from decisions.words.refusal import AsksAgain
from handlers.views.answers import objection as objection_views
from handlers.views.messages import receipts, thread
from handlers.views.windows.answers import answer_windows
from handlers.views.windows.desk import help_window
from handlers.views.windows.people import partner_windows
from handlers.views.windows.texts import proposal_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.prefilled import Prefilled, prefilled_with
from handlers.views.windows.texts.reading_window import Reading, changes_window, reading_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, LEADS, MONDAY, NAMES, proposal, revision, typed
from tests.reading import read_message, read_window
from tests.sampling import examples, sampled
from tests.views.views import consent, objection, view_of

ANSWERED = proposal(responses=(consent(1, CAT), objection(2, BEN, "Too few nurses"), consent(3, DEV, concern="Noise")))


def test_a_concern_in_the_thread() -> None:
    said = read_message(thread.concern(view_of(ANSWERED), {"response": 3}))

    assert said == "*☑️ Clyde Outreach consents to No. 12 with a concern* · Dev Shah\n> Noise"


def test_an_objection_that_does_not_say_what_would_help() -> None:
    said = read_message(objection_views.objection(view_of(ANSWERED), {"response": 2}))

    assert "*What would make it acceptable*\n> Not said yet." in said


def test_the_outcome_of_a_change_of_partners_says_that_it_is_done() -> None:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    decided = proposal(change=PartnerLeaves(6, "Kelvin Advice"), agreement=Agreement(1, MONDAY, everybody))

    said = read_message(thread.outcome(view_of(decided), {}))

    assert "*From now on:* Kelvin Advice leaves the alliance and is no longer asked." in said
    assert said.endswith("(Agreed on 2 November 2026 by all 8 partners)")


def test_the_history_window() -> None:
    amended = revision(2, "Open twelve beds.", by=CAT, at=MONDAY + timedelta(days=1))
    ended = Withdrawal(KARA, MONDAY + timedelta(days=2), "Not now")
    told = replace(ANSWERED, revisions=(revision(), amended), withdrawal=ended)

    assert (
        read_window(history_window(view_of(told)))
        == """== History of No. 12 ==
<https://alliance.slack.com/archives/C0/p1|No. 12 · Ten winter beds>
Withdrawn on 4 November 2026 by Kara Munro
*Raised* · Kara Munro, 2 November 2026
Open ten more emergency beds at the harbour from December.
*Why this is best for people*
> Nobody sleeps outside in the cold.
✅ *Glasgow City Council* consents · Cat Reid, 2 November 2026
✋ *Harbour Shelter* objects · Ben Okoro, 2 November 2026
> Too few nurses
☑️ *Clyde Outreach* consents with a concern · Dev Shah, 2 November 2026
> Noise
*Amended: revision 2* · Cat Reid, 3 November 2026
*What we propose*
> Open ~ten more emergency~ *twelve* beds ~at the harbour from December~.
(The text of revision 2:)
Open twelve beds.
*Withdrawn* by Kara Munro
> Not now
[Close]"""
    )


def test_a_long_history_has_pages() -> None:
    answers = tuple(objection(1, CAT, f"Reason {n}") for n in range(200))
    told = view_of(proposal(responses=answers))

    first, last = history_window(told), history_window(told, page=99)

    assert read_window(first).endswith("[Later]\n(Page 1 of 7)\n[Close]")
    assert "> Reason 199" in read_window(last)
    assert "[Earlier]\n(Page 7 of 7)" in read_window(last)


def test_the_objection_window() -> None:
    assert (
        read_window(answer_windows.objection_window(view_of(proposal())))
        == """== Object to No. 12 ==
*No. 12 · Ten winter beds*
(An objection holds the decision until your organisation consents or the text is amended.)
Reason: []
What would make it acceptable (optional): []
A text to which you could consent (optional): [Open ten more emergency beds at the harbour from December.]\
 - It can be taken with one press.
Your consent to it (optional): [( ) If exactly this text is taken, we consent] - It settles your objection then.
---
*The text that stands now*
Open ten more emergency beds at the harbour from December.
*Why this is best for people*
> Nobody sleeps outside in the cold.
(Raised by Kara Munro on 2 November 2026 · asked 3 days ago, decide by 20 November 2026)
[Cancel] [Object]"""
    )


def test_the_concern_window() -> None:
    assert (
        read_window(answer_windows.concern_window(view_of(proposal()), "Noise", ""))
        == """== Add a concern ==
*No. 12 · Ten winter beds*
(Your organisation still consents. The concern is shown on the card and kept for the review.)
What should be kept in mind: [Noise]
[Cancel] [Add]"""
    )


def test_the_withdrawal_window() -> None:
    assert (
        read_window(answer_windows.withdrawal_window(view_of(proposal())))
        == """== Withdraw No. 12 ==
*No. 12 · Ten winter beds*
(This ends the proposal for good. It stays in the decision log, and it can be raised anew.)
Reason: [] - Everybody in the channel sees it.
[Cancel] [Withdraw]"""
    )


def test_the_amend_window_is_filled_with_what_stands() -> None:
    filled = prefilled_with(revision(supersedes=3), "Five beds")

    assert (
        read_window(proposal_window.amend_window(12, {}, filled))
        == """== Amend No. 12 ==
(Every partner is asked again, and sees what changed. The answers so far are kept in the history.)
Title: [Ten winter beds]
What we propose: [Open ten more emergency beds at the harbour from December.]
Why this is best for people: [Nobody sleeps outside in the cold.]
Decide by (optional): [2026-11-20] - Nothing closes on this day. It reminds people.
Not to be decided before (optional): [] - It is decided on this day at the earliest, and only if all consent.
In force from (optional): [] - From when it counts, if that is not the day on which it is agreed.
Try it until (optional): [] - It ends after this day, unless every partner agrees to renew it.
Review on (optional): [] - When we look at it together again.
Owner (optional): [] - Who sees to it once it is agreed.
Topics (optional): [] - Words to find it by later, with commas between them.
Supersedes (optional): [No. 3 · Five beds] - An earlier decision that this one replaces.
[Cancel] [Amend]"""
    )


def test_the_windows_about_partners() -> None:
    assert (
        read_window(partner_windows.joins_window(ALLIANCE))
        == """== A partner joins ==
(Every partner has to consent to this, as to any proposal. Accord carries it out when it is agreed.)
The organisation's name: []
Who leads: []
Deputies (optional): []
What we propose: [] - In your own words: what changes, and from when.
Why this is best for people: []
[Cancel] [Raise]"""
    )
    assert "Partner: []" in read_window(partner_windows.leaves_window(ALLIANCE))
    window = partner_windows.representatives_window(ALLIANCE, HARBOUR)
    own = read_window(window)
    lead, deputies, *_ = (block["element"] for block in window["blocks"] if block["type"] == "input")
    assert (lead["initial_user"], deputies["initial_users"]) == (ANN, [BEN])
    assert "For another partner, its own people can change it here." in own


def test_notices() -> None:
    seen = view_of(ANSWERED)

    assert "Shall I post the card again?\n[Post it again]" in read_message(receipts.card_lost_notice(seen, {}))
    trouble = read_message(receipts.channel_trouble_notice(ALLIANCE, {"error": "not_in_channel"}))
    assert trouble == (
        "Accord can't post to <#C0ALLIANCE> (Slack says: not_in_channel). Nothing is lost, and it goes on by itself as "
        "soon as the app is back in the channel: open the channel and type /invite @Accord."
    )
    digest = read_message(receipts.stuck_digest_notice(ALLIANCE, {"error": "fatal"}))
    assert digest.startswith("Slack does not accept the digest of Glasgow Alliance to End Homelessness (Slack says: ")
    stuck = read_message(receipts.stuck_notice(seen, {"error": "fatal"}))
    assert stuck.startswith("Slack does not accept a message about No. 12 · Ten winter beds (Slack says: fatal).")


def test_what_brings_papers_alone_is_not_called_a_new_text() -> None:
    plan = Paper("Plan.pdf", 12_000, "application/pdf", "b" * 64)
    told = proposal(revisions=(revision(), replace(revision(2), papers=(plan,))), responses=(consent(2, ANN),))

    amended = read_message(thread.amendment(view_of(told), {"revision": 2}))
    notice = read_message(receipts.amended_notice(view_of(told), {"revision": 2, "seen": 1, "partner": 2}))

    assert "No. 12 has other papers (revision 2) by Kara Munro" in amended
    assert "has other papers. Harbour Shelter answered with the earlier ones; please answer again." in notice


def test_an_amended_notice_that_comes_late_says_only_where_to_look() -> None:
    amended = revision(2, "Open twelve beds.")
    ended = replace(ANSWERED, revisions=(revision(), amended), withdrawal=Withdrawal(KARA, MONDAY, "No"))

    said = read_message(receipts.amended_notice(view_of(ended), {"revision": 2, "seen": 1, "partner": 2}))

    assert said.endswith("had a new text. Its card shows where it stands now.")


@sampled
@settings(max_examples=examples(8, 200), deadline=None)
@given(st.text(st.sampled_from("ab &<>*_~`\n"), min_size=1, max_size=40).map(lambda words: (words * 300)[:12000]))
def test_everything_fits_whatever_people_write(words: str) -> None:
    long = revision(title=words[:150], text=words, rich_text=typed(words), benefit=words[:3000])
    amended = replace(long, number=2, text=words[::-1], rich_text=typed(words[::-1]), benefit=words[:2999])
    answers = (objection(2, BEN, words[:3000], words[:3000]), consent(3, DEV, concern=words[:3000]))
    told = proposal(revisions=(long, amended), responses=answers, withdrawal=Withdrawal(KARA, MONDAY, words[:3000]))
    seen = view_of(told)
    decided = replace(told, agreement=Agreement(2, MONDAY, tuple(partner.id for partner in ALLIANCE.partners)))

    for view in (
        history_window(seen),
        reading_window(Reading(replace(seen, proposal=replace(told, withdrawal=None)), ALLIANCE.partners[0], long)),
        changes_window(seen, long, amended),
        answer_windows.recorded_window(seen, told.responses[0]),
        answer_windows.consent_window(seen, AsksAgain(words[:200]), long),
        answer_windows.objection_window(seen, words[:200], long, words[:3000], words[:3000]),
        answer_windows.concern_window(seen, words[:3000], "https://hooks.slack.com/x"),
        answer_windows.withdrawal_window(seen),
        proposal_window.raise_window(1, words[:100], Prefilled(words[:200])),
        proposal_window.amend_window(12, {}, prefilled_with(long, ""), words[:200], since=long),
        partner_windows.partners_window(ALLIANCE, NAMES),
        help_window.help_window(),
    ):
        check_view(view)
    about = {"response": 2, "revision": 2, "seen": 1, "partner": 2, "people": LEADS, "error": "e"}
    for write in (objection_views.objection, thread.amendment, thread.withdrawal):
        check_message_blocks(write(seen, about).blocks)
    check_message_blocks(thread.concern(seen, {"response": 3}).blocks)
    check_message_blocks(thread.outcome(view_of(decided), {}).blocks)
    check_message_blocks(receipts.response_receipt(seen, about).blocks)
    check_message_blocks(receipts.amended_notice(view_of(replace(told, withdrawal=None)), about).blocks)
    check_message_blocks(receipts.two_voices_notice(seen, {"before": 2, "after": 3}).blocks)
    assert ANN
