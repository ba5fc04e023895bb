"""Does everybody whose press is not counted read why, privately, and what to do?"""

from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, HAL, IVY, KARA, LEADS, OUTSIDER
from tests.stories.stage import TODAY, Stage


def responses(stage: Stage) -> int:
    return int(stage.rows("SELECT count(*) FROM responses")[0][0])


def test_a_person_of_no_partner(stage: Stage) -> None:
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT 1 FROM people WHERE slack_user_id = 'U0KARA'"))

    stage.person(OUTSIDER).clicks("Consent", card)

    assert stage.window(OUTSIDER) == (
        "== Just so you know ==\n"
        "Nothing was recorded. Only representatives of the partners answer proposals, and you are not named as one "
        "yet.\n"
        "You can ask Kara Munro.\n"
        "[Close]"
    )
    assert responses(stage) == 0


def test_the_operations_manager_has_no_voice(stage: Stage) -> None:
    card = stage.raises()

    stage.person(KARA).clicks("Object", card)

    assert "Only representatives of the partners answer proposals" in stage.window(KARA)
    assert "You can ask" not in stage.window(KARA)


def test_a_second_press_shows_the_answer_and_the_way_to_change_it(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    ben = stage.person(BEN)

    ben.clicks("Consent", card)

    words = "Harbour Shelter already consents to No. 1. Nothing was changed, and nothing more is needed."
    assert words in stage.window(BEN)
    assert stage.window(BEN).startswith("== Your answer: consent ==\n✅ *Harbour Shelter consents to No. 1 ·")
    assert "[Add a concern] [Take it back] [Object]" in stage.window(BEN)
    assert responses(stage) == 1
    assert ben.window
    ben.clicks("Take it back", ben.window)
    assert "*Harbour Shelter took its consent back, and has not answered now: No. 1 ·" in stage.window(BEN)
    stage.card_says(card, "◻️ Waits for all 8 partners")
    assert stage.rows("SELECT kind FROM responses") == [("consent",), ("undo",)]


def test_an_answer_after_the_decision(stage: Stage) -> None:
    card = stage.raises()
    before = card.blocks
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")
    card.blocks = before

    stage.person(HAL).clicks("Object", card)

    shown = stage.window(HAL)
    assert "No. 1 was agreed on " in shown
    assert "To change it, raise a new proposal that supersedes it." in shown


def test_an_answer_after_the_withdrawal(stage: Stage) -> None:
    card = stage.raises()
    before = card.blocks
    stage.withdraws(card, "We found another way")
    card.blocks = before

    stage.person(HAL).clicks("Consent", card)

    assert "No. 1 was withdrawn on " in stage.window(HAL)
    assert "If it is still needed, it can be raised anew." in stage.window(HAL)


def test_an_objection_sent_after_the_end_keeps_what_was_typed(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "Too few nurses", "What would make it acceptable": "Two nurses"})
    stage.withdraws(card, "We found another way")

    hal.submits()

    shown = stage.window(HAL)
    assert "No. 1 was withdrawn on " in shown
    assert "What you wrote, so that it is not lost:" in shown
    assert "> Too few nurses" in shown
    assert responses(stage) == 0


def test_a_stale_card(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    before = card.blocks
    stage.amends(card, "Twelve beds.")
    card.blocks = before

    stage.person(BEN).clicks("Consent", card)

    assert stage.window(BEN) == (
        "== Consent? ==\n"
        "⚠️ The text of No. 1 has changed since you saw it, so nothing was recorded yet. "
        "This is the text that stands now.\n"
        "*No. 1 · Ten winter beds*\n"
        "*What changed since revision 1* (struck through: taken out, bold: put in)\n"
        "*What we propose*\n"
        "> ~Ten~ *Twelve* beds.\n"
        "*The text that stands now*\n"
        "Twelve beds.\n"
        "*Why this is best for people*\n"
        "> Warmth.\n"
        f"(Raised by Kara Munro on {TODAY} · revision 2 of {TODAY} · asked today)\n"
        "A concern to keep in mind (optional): [] - You still consent.\n"
        "[Not now] [Consent]"
    )
    assert responses(stage) == 1
    stage.person(BEN).submits()
    stage.card_says(card, "✅ Harbour Shelter consents")


def test_a_consent_from_a_stale_card_that_decides_says_so_before_it_counts(stage: Stage) -> None:
    card = stage.raises()
    before = card.blocks
    stage.amends(card, "Twelve beds.")
    stage.consents(card, *LEADS[:7])
    ivy = stage.person(IVY)
    card.blocks = before
    ivy.clicks("Consent", card)
    assert "has changed since you saw it" in stage.window(IVY)

    ivy.submits()

    assert "with Gorbals Health Link's consent it is decided" in stage.window(IVY)
    assert stage.outcomes() == []
    ivy.submits()
    stage.until(stage.outcomes)


def test_a_stale_window_keeps_the_reason_and_shows_the_new_text(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "Too few nurses"})
    stage.amends(card, "Twelve beds.")

    hal.submits()

    shown = stage.window(HAL)
    assert "⚠️ The text of No. 1 has changed since you saw it" in shown
    assert "Twelve beds." in shown
    assert hal.window
    assert hal.window.typed["reason"]["typed"]["value"] == "Too few nurses"
    hal.submits()
    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: ")


def test_a_stale_objection_button_shows_the_new_text_first(stage: Stage) -> None:
    card = stage.raises()
    before = card.blocks
    stage.amends(card, "Twelve beds.")
    card.blocks = before

    stage.person(HAL).clicks("Object", card)

    assert "⚠️ The text of No. 1 has changed since you saw it" in stage.window(HAL)


def test_an_objection_without_a_reason(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "   "})

    hal.submits()

    assert hal.window
    assert hal.window.errors == {"Reason": "Please write why your organisation can't go along with this."}


def test_the_same_objection_twice(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "Too few nurses", "What would make it acceptable": "Two nurses"})

    hal.submits()

    assert "already objects to No. 1 with these words" in stage.window(HAL)
    assert responses(stage) == 1


def test_undo_of_an_answer_that_does_not_stand_any_more(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded")
    stage.objects(card, BEN)

    stage.person(ANN).clicks("Undo", receipt)

    words = "There is nothing to undo: Harbour Shelter has a newer answer to No. 1, or none at all."
    assert words in stage.window(ANN)


def test_undo_after_the_decision(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded")
    stage.consents(card, *(lead for lead in LEADS if lead != ANN))

    stage.person(ANN).clicks("Undo", receipt)

    assert "a decision stays as it is" in stage.window(ANN)


def test_only_author_and_managers_amend_withdraw_and_remind(stage: Stage) -> None:
    card = stage.raises(by=CAT)

    for act, word in (("Amend", "amend"), ("Withdraw", "withdraw"), ("Remind", "send reminders for")):
        stage.person(DEV).chooses(act, card)

        words = f"Only the person who raised No. 1 and the operations managers may {word} it."
        assert words in stage.window(DEV)


def test_amending_what_somebody_else_amended_meanwhile_keeps_what_was_typed(stage: Stage) -> None:
    card = stage.raises(by=CAT)
    cat = stage.person(CAT)
    cat.chooses("Amend", card)
    cat.fills({"What we propose": "Eleven beds."})
    stage.amends(card, "Twelve beds.")

    cat.submits()

    shown = stage.window(CAT)
    assert "Kara Munro amended No. 1 while you were writing, so nothing was recorded yet." in shown
    assert "Twelve beds." in shown
    assert "What we propose: [Eleven beds.]" in shown


def test_amending_nothing(stage: Stage) -> None:
    card = stage.raises()
    kara = stage.person(KARA)
    kara.chooses("Amend", card)

    kara.submits()

    assert kara.window
    words = "Nothing is different yet. Change the text, or close this window to leave it as it is."
    assert kara.window.errors == {"What we propose": words}


def test_a_concern_without_a_consent(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded")
    stage.objects(card, BEN)

    stage.person(ANN).clicks("Add a concern", receipt)

    assert "A concern goes with a consent, and Harbour Shelter does not consent to No. 1 now." in stage.window(ANN)


def test_nobody_left_to_remind(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS[:7])
    stage.objects(card, IVY)

    stage.person(KARA).chooses("Remind", card)

    assert "Every partner has answered No. 1, so there is nobody to remind." in stage.window(KARA)


def test_help_is_one_command_away(stage: Stage) -> None:
    stage.person(KARA).runs("/accord help", CHANNEL)

    assert stage.window(KARA).startswith("== How Accord works ==")
