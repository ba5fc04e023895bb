"""What does a person read privately?"""

from dataclasses import replace
from datetime import date, timedelta

from decisions.proposal.proposal import Agreement, Kind, Response
from decisions.words.refusal import Refusal
from handlers.views.messages import receipts, thread
from handlers.views.messages.reminder import Waiting, overdue_notice, reminder
from handlers.views.windows import refusal_window
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, KARA, MONDAY, NAMES, proposal, revision
from tests.paper import PAPER, RICH_PAPER
from tests.reading import read_message, read_window
from tests.views.every_refusal import refusals
from tests.views.views import consent, objection, view_of

CARD = "https://alliance.slack.com/archives/C0/p1"


def test_a_consent() -> None:
    seen = view_of(proposal(responses=(consent(2, ANN),)))

    said = receipts.response_receipt(seen, {"response": 2})

    assert (
        read_message(said) == "Recorded: Harbour Shelter consents to No. 12 · Ten winter beds.\n[Add a concern] [Undo]"
    )
    assert said.text == "Recorded: Harbour Shelter consents to No. 12 · Ten winter beds."


def test_a_consent_that_another_answer_took_the_place_of() -> None:
    later = Response(2, 1, Kind.OBJECTION, BEN, MONDAY, reason="No", id=3)
    seen = view_of(proposal(responses=(consent(2, ANN), later)))

    said = read_message(receipts.response_receipt(seen, {"response": 2}))

    assert said == "Recorded: Harbour Shelter consents to No. 12 · Ten winter beds."


def test_an_objection() -> None:
    seen = view_of(proposal(responses=(objection(2, BEN, "Too few nurses"),)))

    said = read_message(receipts.response_receipt(seen, {"response": 2}))

    assert said == "Recorded: Harbour Shelter objects to No. 12 · Ten winter beds."


def test_an_undo_that_brings_an_objection_back() -> None:
    said = (
        replace(objection(2, BEN, "No"), id=1),
        replace(consent(2, ANN), id=2),
        Response(2, 1, Kind.UNDO, ANN, MONDAY, id=3),
    )

    told = read_message(receipts.response_receipt(view_of(proposal(responses=said)), {"response": 3}))

    assert told == "Recorded: Harbour Shelter took its consent back, and objects again to No. 12 · Ten winter beds."


def test_the_consent_that_decided() -> None:
    decided = proposal(responses=(consent(2, ANN),), agreement=Agreement(1, MONDAY, (2,)))

    said = read_message(receipts.response_receipt(view_of(decided), {"response": 2}))

    assert said == "Recorded: Harbour Shelter consents to No. 12 · Ten winter beds. It is agreed."


def test_what_author_and_managers_did() -> None:
    seen = view_of(proposal())

    assert [
        read_message(receipts.raised_receipt(seen, {})),
        read_message(receipts.amended_receipt(seen, {"revision": 2})),
        read_message(receipts.withdrawn_receipt(seen, {})),
        read_message(receipts.reminded_receipt(seen, {"people": [ANN, DEV]})),
        read_message(receipts.posted_again_receipt(seen, {})),
    ] == [
        "Recorded: No. 12 · Ten winter beds is put to the partners. Its card is in the channel.",
        "Recorded: No. 12 · Ten winter beds is amended (revision 2). Every partner is asked again.",
        "Recorded: No. 12 · Ten winter beds is withdrawn.",
        "Reminded about No. 12 · Ten winter beds: Ann Lee, Dev Shah.",
        "The card of No. 12 · Ten winter beds is posted again.",
    ]


def test_a_reminder() -> None:
    assert read_message(reminder(Waiting("Harbour Shelter", [view_of(proposal())]), {})) == (
        f"<{CARD}|No. 12 · Ten winter beds> waits for Harbour Shelter's answer. Silence is not consent.\n"
        "Open ten more emergency beds at the harbour from December.\n"
        "asked 3 days ago, decide by 20 November 2026\n"
        "[Read and answer]"
    )


def test_a_reminder_of_several_matters() -> None:
    late = proposal(13, revisions=(revision(title="A van", decide_by=date(2026, 11, 4)),))

    held = view_of(proposal(responses=(objection(3, DEV, "Too few nurses", "Two nurses"),)))

    said = reminder(Waiting("Harbour Shelter", [held, view_of(late)]), {})

    assert read_message(said) == (
        "2 proposals wait for Harbour Shelter's answer. Silence is not consent.\n"
        f"*<{CARD}|No. 12 · Ten winter beds>*\n"
        "Open ten more emergency beds at the harbour from December.\n"
        "✋ *Clyde Outreach*: Too few nurses\n"
        "What would make it acceptable: Two nurses\n"
        "asked 3 days ago, decide by 20 November 2026\n"
        "[Read and answer]\n"
        f"*<{CARD}|No. 13 · A van>*\n"
        "Open ten more emergency beds at the harbour from December.\n"
        "asked 3 days ago, decide by 4 November 2026 (⏰ overdue: 1 day)\n"
        "[Read and answer]"
    )


def test_a_reminder_that_came_too_late_says_thank_you() -> None:
    assert read_message(reminder(Waiting("Harbour Shelter", []), {})) == (
        "Thank you: nothing waits for your answer now."
    )


def test_the_manager_is_told_what_is_overdue() -> None:
    late = proposal(13, revisions=(revision(title="A van", decide_by=date(2026, 11, 4)),))

    assert read_message(overdue_notice([view_of(late)], {})) == (
        "1 proposal is past the decide-by date. Nothing closes.\n"
        f"<{CARD}|No. 13 · A van> waits for Glasgow City Council, Harbour Shelter, Clyde Outreach, "
        "Lived Experience Group, Northside Homes, Kelvin Advice, Tollcross Housing First and Gorbals Health Link\n"
        "asked 3 days ago, decide by 4 November 2026 (⏰ overdue: 1 day)"
    )


def test_what_changed_since_ones_own_answer() -> None:
    amended = revision(2, "Open twelve more emergency beds.", at=MONDAY + timedelta(days=1))
    seen = view_of(proposal(revisions=(revision(), amended), responses=(consent(2, ANN),)))

    assert read_message(receipts.amended_notice(seen, {"revision": 2, "seen": 1, "partner": 2})) == (
        f"<{CARD}|No. 12 · Ten winter beds> has a new text. Harbour Shelter answered the earlier one; "
        "please answer again.\n"
        "*What changed since Harbour Shelter's answer* (struck through: taken out, bold: put in)\n"
        "*What we propose*\n"
        "> Open ~ten~ *twelve* more emergency beds ~at the harbour from December~.\n"
        "[Consent] [Object] [I need time] [Read all of it]"
    )


def test_two_voices_of_one_partner() -> None:
    said = (replace(consent(2, ANN), id=1), replace(objection(2, BEN, "No"), id=2))

    assert read_message(receipts.two_voices_notice(view_of(proposal(responses=said)), {"before": 1, "after": 2})) == (
        f"Harbour Shelter gave two different answers to <{CARD}|No. 12 · Ten winter beds>: Ann Lee consents, then "
        "Ben Okoro objects. The latest one counts. If that is not what you want, please talk to each other and "
        "answer again."
    )


def test_a_refusal_with_somebody_to_ask_and_what_was_typed() -> None:
    shown = refusal_window.refusal_window(Refusal("No. 12 has ended.", people=[KARA, CAT]), NAMES, ["My <b>reason"])

    assert read_window(shown) == (
        "== Not recorded ==\n"
        "No. 12 has ended.\n"
        "You can ask Kara Munro and Cat Reid.\n"
        "(What you wrote, so that it is not lost:)\n"
        "> My <b>reason\n"
        "[Close]"
    )


def test_nobody_is_told_to_ask_themselves() -> None:
    with_helpers = [each for each in refusals().values() if each.people]

    asked = [(each, reader) for each in with_helpers for reader in each.people]

    assert asked
    assert [each.words for each, reader in asked if NAMES[reader] in refusal_window.words(each, NAMES, reader)] == []


def test_the_outcome() -> None:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    decided = proposal(agreement=Agreement(1, MONDAY, everybody))

    assert read_message(thread.outcome(view_of(decided), {})) == (
        "*✅ Agreed: No. 12 · Ten winter beds*\n"
        "[⋯ Add an action…]\n"
        "Open ten more emergency beds at the harbour from December.\n"
        "(Agreed on 2 November 2026 by all 8 partners)"
    )


def test_the_outcome_of_a_long_text_says_what_was_decided_in_a_few_lines() -> None:
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    written = revision(text=PAPER, rich_text=RICH_PAPER, owner="U0GUS", review_on=date(2027, 3, 1))
    answers = (consent(3, DEV, concern="The noise at night"),)
    decided = proposal(revisions=(written,), responses=answers, agreement=Agreement(1, MONDAY, everybody))

    said = read_message(thread.outcome(view_of(decided), {}))

    assert said.startswith("*✅ Agreed: No. 12 · Ten winter beds*\n[⋯ Add an action…]\nHarbour Shelter opens ten more")
    assert (
        "\n…\n[Read all of it]\n"
        "(Agreed on 2 November 2026 by all 8 partners · owner: Gus Wren · review on 1 March 2027\n"
        "☑️ *Clyde Outreach* consents with a concern: The noise at night)"
    ) in said
    assert len(said) < 500
