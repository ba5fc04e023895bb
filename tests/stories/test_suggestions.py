"""Does an objection bring its cure, and does a consent to it count to the letter and not beyond?"""

from sandbox import Message
from tests.cast import ANN, BEN, CAT, DEV, ELA, HAL, KARA, LEADS
from tests.stories.stage import Stage, picture
from tests.stories.test_partners import proposes

CURE = "Ten beds, and a nurse every night."
ENDS = "How does your objection end?"
CONSENTS = {"Your consent to it": ["If exactly this text is taken, we consent"]}


def suggests(stage: Stage, card: Message, *, consents: bool = False, by: str = HAL, text: str = CURE) -> Message:
    """Hal of Tollcross objects with another text; return what stands in the thread."""
    seen = len(stage.rows("SELECT id FROM suggestions"))
    stage.objects(card, by, typed={"A text to which you could consent": text, **(CONSENTS if consents else {})})
    assert len(stage.rows("SELECT id FROM suggestions")) == seen + 1

    def shown() -> Message | None:
        found = [it for it in stage.person(KARA).thread(card) if "[Take this text]" in picture(it)]
        return found[-1] if len(found) > seen else None

    return stage.until(shown)


def would_consent(stage: Stage, entry: Message, *people: str) -> None:
    for user_id in people:
        person = stage.person(user_id)
        person.clicks("Read it and answer…", entry)
        if ENDS in stage.window(user_id):
            person.fills({ENDS: "This text settles it"})
        person.submits()
        assert person.window is None, person.window.errors
        stage.private_words(user_id, "It counts only if exactly this text is taken.")


def test_the_author_sees_what_differs_and_takes_it_with_one_press(stage: Stage) -> None:
    card = stage.raises(by=CAT)
    suggests(stage, card)
    told = stage.private_words(CAT, "✋ Tollcross Housing First objects to ")
    assert "*, and a nurse every night*" in picture(told)

    stage.person(CAT).clicks("Take this text", told)

    stage.card_says(card, "revision 2 of ")
    stage.card_says(card, ", as Tollcross Housing First suggested")
    stage.card_says(card, CURE)
    said = stage.until(lambda: [it for it in stage.person(DEV).thread(card) if "has a new text" in it.text])[0]
    assert "(Tollcross Housing First's suggestion, taken to the letter by Cat Reid.)" in picture(said)
    stage.card_says(card, "↻ *Tollcross Housing First* objected to revision 1")
    assert stage.rows("SELECT count(*) FROM responses WHERE kind = 'consent'") == [(0,)]


def test_consents_beforehand_count_when_it_is_taken(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card, consents=True)
    would_consent(stage, entry, ANN, DEV)
    stage.card_says(card, "*✋ Held by 1 objection (since today)* · 0 of 8 partners consent")

    stage.person(KARA).clicks("Take this text", entry)

    stage.card_says(card, "*◻️ Open* · ▰▰▰▱▱▱▱▱ 3 of 8 partners consent")
    for person in (ANN, DEV, HAL):
        stage.private_words(person, "was taken to the letter, so ")
    stage.card_says(card, "🤝 *Tollcross Housing First* objected: Too few nurses · Settled by the text of revision 2.")
    said = stage.until(lambda: [it for it in stage.person(ELA).thread(card) if "has a new text" in it.text])[0]
    names = "Harbour Shelter, Clyde Outreach and Tollcross Housing First"
    assert f"(Consents that were given beforehand to exactly this text count: {names}.)" in picture(said)


def test_what_a_partner_suggested_that_has_left_since_is_taken_and_agreed(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card)
    proposes(stage, "A partner leaves…", {"Partner": "Tollcross Housing First"})
    leaving = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])
    stage.consents(leaving, *LEADS)
    stage.card_says(leaving, "Agreed on")

    stage.person(KARA).clicks("Take this text", entry)
    stage.card_says(card, ", as Tollcross Housing First suggested")
    stage.consents(card, *(lead for lead in LEADS if lead != HAL))

    stage.card_says(card, "by all 7 partners")


def test_a_suggestion_that_is_changed_first_counts_nobodys_consent(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card)
    would_consent(stage, entry, ANN)
    told, kara = stage.private_words(KARA, "✋ Tollcross Housing First objects to "), stage.person(KARA)
    kara.clicks("Change it first…", told)
    assert f"What we propose: [{CURE}]" in stage.window(KARA)
    kara.fills({"What we propose": "Ten beds, and a nurse every other night."})

    kara.submits()

    stage.card_says(card, "*◻️ Open* · ▱▱▱▱▱▱▱▱ 0 of 8 partners consent")
    lapsed = stage.private_words(ANN, "So Harbour Shelter's consent beforehand does not count. Please answer again.")
    assert "*other*" in picture(lapsed)
    assert "[Consent] [Object] [I need time]" in picture(lapsed)
    assert stage.rows("SELECT count(*) FROM responses WHERE kind = 'consent'") == [(0,)]


def test_whoever_takes_the_text_that_decides_is_asked_once_more(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card, consents=True)
    would_consent(stage, entry, *(lead for lead in LEADS if lead != HAL))
    kara = stage.person(KARA)

    kara.clicks("Take this text", entry)

    assert "If you take it, No. 1 is decided at once, and that is final." in stage.window(KARA)
    assert stage.outcomes() == []
    kara.submits()
    stage.until(stage.outcomes)
    stage.card_says(card, "Agreed on")
    stage.private_words(DEV, "consent of ")
    assert stage.accord("log", "verify").returncode == 0


def test_the_same_text_sent_from_the_window_to_amend_decides_no_sooner(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card, consents=True)
    would_consent(stage, entry, *(lead for lead in LEADS if lead != HAL))
    told, kara = stage.private_words(KARA, "✋ Tollcross Housing First objects to "), stage.person(KARA)
    kara.clicks("Change it first…", told)

    kara.submits()

    assert stage.window(KARA).startswith("== Take this text? ==")
    kara.submits()
    stage.until(stage.outcomes)


def test_the_suggesting_partner_is_asked_for_its_own_consent(stage: Stage) -> None:
    card = stage.raises()
    suggests(stage, card)

    receipt = stage.private_words(HAL, "Would you consent to the text that you suggest, if exactly that is taken?")

    would_consent(stage, receipt, HAL)
    stage.card_says(card, "💡 It suggests another text. Tollcross Housing First would consent to it (1 of 8).")


def test_a_consent_beforehand_can_be_taken_back(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card)
    would_consent(stage, entry, ANN)
    receipt = stage.private_words(ANN, "Recorded: Harbour Shelter would consent to the text")

    stage.person(ANN).clicks("Take it back", receipt)

    stage.private_words(ANN, "Harbour Shelter's consent to the suggested text is taken back.")
    stage.card_says(card, "Nobody has consented to it beforehand yet.")
    would_consent(stage, entry, ANN)
    ben = stage.person(BEN)
    ben.clicks("Read it and answer…", entry)
    assert "☑️ *Harbour Shelter would consent to this text · Ann Lee*" in stage.window(BEN)
    ben.submits()
    stage.private_words(BEN, "is taken back.")


def test_whoever_may_not_take_it_is_told_who_may(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card)

    stage.person(DEV).clicks("Take this text", entry)

    shown = stage.window(DEV)
    assert (
        "Only the person who raised No. 1 and the operations managers may amend it.\nYou can ask Kara Munro." in shown
    )


def test_old_buttons_say_what_has_happened_since(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card)
    other = suggests(stage, card, by=ANN, text="Ten beds. Two nurses.")
    stage.person(KARA).clicks("Take this text", entry)
    stage.card_says(card, "revision 2 of ")

    stage.person(KARA).clicks("Take this text", entry)
    assert "This suggestion was taken already: it is revision 2 of No. 1." in stage.window(KARA)
    stage.person(KARA).closes()
    stage.person(KARA).clicks("Take this text", other)
    assert "The text of No. 1 has changed since this was suggested" in stage.window(KARA)


def test_a_tick_without_another_text_is_asked_about(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "No nurse", **CONSENTS})

    hal.submits()

    assert hal.window
    (words,) = hal.window.errors.values()
    assert words.startswith("This is the text that stands.")
    assert stage.rows("SELECT 1 FROM responses") == []


def test_an_objection_to_a_text_that_changed_meanwhile_suggests_nothing_by_itself(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "No nurse"})
    stage.amends(card, "Twenty beds.")

    hal.submits()

    assert "A text to which you could consent (optional): [Twenty beds.]" in stage.window(HAL)
    hal.submits()
    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: No nurse")
    assert stage.rows("SELECT 1 FROM suggestions") == []


def test_the_log_says_which_consents_counted_and_to_which_text(stage: Stage) -> None:
    card = stage.raises()
    entry = suggests(stage, card, consents=True)
    would_consent(stage, entry, ANN)
    stage.person(KARA).clicks("Take this text", entry)
    stage.card_says(card, "*◻️ Open* · ▰▰▱▱▱▱▱▱ 2 of 8")

    minutes = stage.accord("log", "export", "--format", "md").stdout

    assert "**Another text suggested for No. 1** · Tollcross Housing First" in minutes
    assert "**Consent to the suggested text, if exactly that is taken: No. 1** · Harbour Shelter" in minutes
    assert "Suggested by: Tollcross Housing First" in minutes
    assert "Said beforehand on: " in minutes
    names = stage.rows(
        "SELECT text_sha256 FROM answers_beforehand UNION SELECT text_sha256 FROM responses "
        "WHERE kind = 'consent' UNION SELECT text_sha256 FROM suggestions"
    )
    assert len(names) == 1
    assert stage.accord("log", "verify").returncode == 0
