"""What happens when a proposal's text changes, or it is withdrawn?"""

from tests.cast import ANN, CAT, HAL, KARA
from tests.stories.stage import Stage, picture


def test_an_amendment_asks_everybody_again_and_the_thread_says_what_changed(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)

    stage.amends(card, "Ten beds and two nurses.")

    stage.card_says(card, "*◻️ Open* · ▱▱▱▱▱▱▱▱ 0 of 8 partners consent")
    stage.card_says(card, "· revision 2 of ")
    said = stage.until(lambda: stage.person(KARA).thread(card))[0]
    assert picture(said) == (
        "*No. 1 has a new text (revision 2) by Kara Munro*\n"
        "Every partner is asked again. Struck through: taken out. Bold: put in.\n"
        "*What we propose*\n"
        "> Ten beds *and two nurses*."
    )


def test_a_partner_is_shown_what_changed_since_its_own_last_answer(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.amends(card, "Ten beds, warm.")
    stage.consents(card, HAL)

    stage.amends(card, "Eleven beds, warm.")

    anns = stage.until(lambda: len(stage.direct_messages(ANN)) == 2 and stage.direct_messages(ANN)[1])
    assert "> ~Ten~ *Eleven* beds*, warm*." in picture(anns)
    assert "[Consent] [Object]" in picture(anns)
    hals = stage.private_words(HAL, "has a new text")
    assert "> ~Ten~ *Eleven* beds, warm." in picture(hals)


def test_an_amendment_lifts_nothing_by_itself_but_asks_who_objected_again(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)

    stage.amends(card, "Ten beds and two nurses.")

    stage.card_says(card, "↻ *Tollcross Housing First* objected to revision 1: Too few nurses")
    assert stage.rows("SELECT kind FROM responses") == [("objection",)]


def test_the_author_withdraws_with_a_reason_that_everybody_reads(stage: Stage) -> None:
    card = stage.raises(by=CAT)
    stage.consents(card, ANN)

    stage.withdraws(card, "We found another way", by=CAT)

    stage.card_says(card, "by Cat Reid*\n[⋯ Read | History]\nWe found another way")
    assert "[Consent]" not in picture(card)
    said = stage.until(lambda: stage.person(KARA).thread(card))[0]
    assert picture(said) == "*No. 1 was withdrawn by Cat Reid*\n> We found another way"
    stage.private_words(CAT, "Recorded: No. 1 · Ten winter beds is withdrawn.")
