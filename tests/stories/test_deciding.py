"""When is a proposal decided, and what do people read about it?"""

from concurrent.futures import ThreadPoolExecutor

from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, ELA, HAL, IVY, JON, KARA, LEADS
from tests.stories.stage import TODAY, Stage, picture


def test_one_press_consents_and_the_receipt_says_so(stage: Stage) -> None:
    card = stage.raises()

    stage.consents(card, ANN)

    receipt = stage.private_words(ANN, "Recorded: Harbour Shelter consents to No. 1 · Ten winter beds.")
    assert picture(receipt) == "Recorded: Harbour Shelter consents to No. 1 · Ten winter beds.\n[Add a concern] [Undo]"
    stage.card_says(card, "*◻️ Open* · ▰▱▱▱▱▱▱▱ 1 of 8 partners consent")


def test_undo_takes_the_consent_back_and_the_receipt_changes_in_place(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded")

    stage.person(ANN).clicks("Undo", receipt)

    stage.card_says(card, "◻️ Waits for all 8 partners (since today)")
    words = "Recorded: Harbour Shelter took its consent back, and has not answered No. 1 · Ten winter beds."
    stage.until(lambda: picture(receipt) == words)


def test_a_concern_is_kept_with_the_consent(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    ann = stage.person(ANN)
    ann.clicks("Add a concern", stage.private_words(ANN, "Recorded"))
    ann.fills({"What should be kept in mind": "The noise at night"})

    ann.submits()

    stage.card_says(card, "☑️ *Harbour Shelter* consents with a concern: The noise at night")
    words = "Recorded: Harbour Shelter consents with a concern to No. 1 · Ten winter beds."
    stage.private_words(ANN, f"{words}\n[Change the concern] [Undo]")
    stage.until(lambda: any("consents to No. 1 with a concern" in picture(it) for it in ann.thread(card)))


def test_an_objection_holds_the_decision_until_that_partner_consents(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *(lead for lead in LEADS if lead != HAL))
    stage.card_says(card, "*✋ Held by 1 objection (since today)* · 7 of 8 partners consent")
    assert stage.outcomes() == []

    stage.consents(card, HAL)

    stage.card_says(card, "Agreed on")
    assert len(stage.until(stage.outcomes)) == 1


def test_an_objection_is_said_in_the_thread_too(stage: Stage) -> None:
    card = stage.raises()

    stage.objects(card, HAL, "Too few <!channel> nurses", "Two nurses")

    said = stage.until(lambda: stage.person(KARA).thread(card))[0]
    assert picture(said) == (
        "*✋ Tollcross Housing First objects to No. 1* · Hal Quinn\n"
        "*Reason*\n"
        "> Too few <!channel> nurses\n"
        "*What would make it acceptable*\n"
        "> Two nurses\n"
        "(Please talk about it here. Consent on the card lifts the objection; Amend puts a new text.)"
    )
    assert stage.sandbox.workspace.notifications == []


def test_the_consent_that_decides_is_asked_for_once_more(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS[:7])

    stage.person(IVY).clicks("Consent", card)

    assert stage.window(IVY) == (
        "== Consent? ==\n"
        "⚠️ Every other partner consents to No. 1: "
        "with Gorbals Health Link's consent it is decided, and that is final.\n"
        "*No. 1 · Ten winter beds*\n"
        "*The text that stands now*\n"
        "Ten beds.\n"
        "*Why this is best for people*\n"
        "> Warmth.\n"
        f"(Raised by Kara Munro on {TODAY} · asked today)\n"
        "A concern to keep in mind (optional): [] - You still consent.\n"
        "[Not now] [Consent]"
    )
    stage.card_says(card, "7 of 8 partners consent")
    assert stage.outcomes() == []


def test_a_decision_is_announced_once_and_its_card_is_final(stage: Stage) -> None:
    card = stage.raises()

    stage.consents(card, *LEADS)

    stage.card_says(card, "Agreed on")
    (outcome,) = stage.until(stage.outcomes)
    assert outcome.thread_ts == card.ts
    assert outcome.is_broadcast
    assert picture(outcome).startswith(
        "*✅ Agreed: No. 1 · Ten winter beds*\n[⋯ Add an action…]\nTen beds.\n(Agreed on "
    )
    assert picture(outcome).endswith(" by all 8 partners)")
    assert "[Consent]" not in picture(card)
    assert "Silence is not consent" not in picture(card)
    stage.private_words(IVY, "Recorded: Gorbals Health Link consents to No. 1 · Ten winter beds. It is agreed.")


def test_any_representative_answers_and_the_latest_stands(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)

    stage.objects(card, BEN)

    stage.card_says(card, "✋ *Harbour Shelter* · Ben Okoro: ")
    words = "Harbour Shelter gave two different answers to "
    for person in (ANN, BEN):
        told = stage.private_words(person, words)
        assert "Ann Lee consents, then Ben Okoro objects. The latest one counts." in picture(told)


def test_the_authors_own_partner_is_asked_too(stage: Stage) -> None:
    card = stage.raises(by=CAT)

    assert "◻️ Waits for all 8 partners (since today)" in picture(card)


def test_two_representatives_at_once_count_once(stage: Stage) -> None:
    card = stage.raises()

    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda person: stage.person(person).clicks("Consent", card), (CAT, JON)))

    kind = "SELECT count(*) FROM responses WHERE kind = 'consent'"
    assert stage.rows(kind) == [(1,)]
    told = [person for person in (CAT, JON) if stage.person(person).window]
    assert len(told) == 1
    assert "== Your answer: consent ==" in stage.window(told[0])
    assert "Glasgow City Council already consents to No. 1." in stage.window(told[0])


def test_the_last_two_partners_at_once_agree_it_once(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS[:6])

    def consent(person: str) -> None:
        stage.consents(card, person)

    with ThreadPoolExecutor(2) as both:
        list(both.map(consent, LEADS[6:]))

    stage.card_says(card, "Agreed on")
    assert len(stage.until(stage.outcomes)) == 1


def test_eight_answers_at_once_cost_few_updates_and_end_true(stage: Stage) -> None:
    card = stage.raises()

    with ThreadPoolExecutor(8) as everybody:
        list(everybody.map(lambda person: stage.consents(card, person), LEADS))

    stage.card_says(card, "Agreed on")
    assert len(stage.sandbox.calls("chat.update")) <= 9


def test_history_shows_every_revision_and_answer(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, HAL)

    stage.person(ELA).chooses("History", card)

    shown = stage.window(ELA)
    assert shown.startswith("== History of No. 1 ==")
    assert shown.index("✋ *Tollcross Housing First* objects") < shown.index("✅ *Tollcross Housing First* consents")
    assert "> Too few nurses" in shown


def test_remind_writes_to_the_leads_who_owe_an_answer_once_a_day(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS[:6])
    kara = stage.person(KARA)

    kara.chooses("Remind", card)

    stage.private_words(KARA, "Reminded about No. 1 · Ten winter beds: Hal Quinn, Ivy Stone.")
    told = stage.private_words(HAL, "waits for Tollcross Housing First's answer. Silence is not consent.")
    assert "Ten beds.\n" in picture(told)
    assert "[Read and answer]" in picture(told)
    assert stage.direct_messages(DEV) == []
    kara.chooses("Remind", card)
    assert "Everybody whose answer to No. 1 we wait for had a reminder today already." in stage.window(KARA)


def test_somebody_who_takes_no_direct_messages_is_mentioned_in_the_thread(stage: Stage) -> None:
    stage.sandbox.workspace.users[IVY].takes_direct_messages = False
    card = stage.raises()
    stage.consents(card, *LEADS[:7])

    stage.person(KARA).chooses("Remind", card)

    said = stage.until(lambda: stage.person(KARA).thread(card))[0]
    assert picture(said).startswith("<@U0IVY>\n")


def test_a_reminder_can_be_answered_where_it_is(stage: Stage) -> None:
    card = stage.raises()
    stage.person(KARA).chooses("Remind", card)
    told = stage.private_words(HAL, "waits for Tollcross Housing First's answer")

    stage.reads_and_consents(told, HAL)

    stage.card_says(card, "✅ Tollcross Housing First consents")
    receipt = stage.until(lambda: [it for it in stage.person(HAL).direct_messages() if "Recorded" in it.text])
    assert "[Add a concern] [Undo]" in picture(receipt[0])


def test_somebody_outside_the_channel_gets_the_receipt_directly(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.workspace.channels[CHANNEL].members.discard(CAT)

    stage.consents(card, CAT)

    receipt = stage.until(lambda: stage.direct_messages(CAT))[0]
    assert "Recorded: Glasgow City Council consents to No. 1 · Ten winter beds." in picture(receipt)
