"""Does a consent by phone count when, and only when, the partner confirms it?"""

from sandbox import Message
from tests.cast import ANN, BEN, DEV, KARA, LEADS
from tests.stories.stage import Stage, picture

HARBOUR = "Harbour Shelter"


def reports(stage: Stage, card: Message, partner: str = HARBOUR, note: str = "Ann said so on the phone") -> None:
    kara = stage.person(KARA)
    kara.chooses("Report a consent", card)
    kara.fills({"Partner": partner, "Who said so, when and how": note})
    kara.submits()
    assert kara.window is None, kara.window.errors


def test_it_is_shown_as_reported_and_counts_when_confirmed(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *(lead for lead in LEADS if lead != ANN))

    reports(stage, card)

    stage.card_says(card, f"📝 Consent reported, not yet confirmed: {HARBOUR}")
    stage.card_says(card, "7 of 8 partners consent")
    assert stage.outcomes() == []
    asked = stage.private_words(BEN, "Kara Munro reports that Harbour Shelter consents to")
    assert "> Ann said so on the phone" in picture(asked)
    ben = stage.person(BEN)
    ben.clicks("Yes, we consent", asked)
    assert "with Harbour Shelter's consent it is decided" in stage.window(BEN)
    ben.submits()
    stage.until(stage.outcomes)
    stage.card_says(card, "Agreed on")
    stage.private_words(KARA, "as you reported, says Ben Okoro.")


def test_the_partner_may_say_that_it_is_not_so(stage: Stage) -> None:
    card = stage.raises()
    reports(stage, card)
    asked, bens = stage.private_words(ANN, "Is that so?"), stage.private_words(BEN, "Is that so?")

    stage.person(ANN).clicks("No, not so", asked)

    stage.private_words(ANN, "Recorded: Harbour Shelter's consent to No. 1 · Ten winter beds is not given yet.")
    stage.private_words(KARA, "says Ann Lee. It will answer for itself.")
    stage.until(lambda: "Consent reported" not in picture(card))
    # The deputy still has the buttons.
    stage.person(BEN).clicks("No, not so", bens)
    assert "so there is nothing to take back" in stage.window(BEN)


def test_it_never_lifts_an_objection(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, ANN)
    stage.consents(card, *(lead for lead in LEADS if lead != ANN))

    reports(stage, card)

    stage.card_says(card, f"✋ *{HARBOUR}* · Ann Lee: ")
    stage.card_says(card, f"📝 Consent reported, not yet confirmed: {HARBOUR}")
    stage.card_says(card, "*✋ Held by 1 objection (since today)* · 7 of 8")
    assert stage.outcomes() == []


def test_only_managers_report(stage: Stage) -> None:
    card = stage.raises()

    stage.person(DEV).chooses("Report a consent", card)

    assert "Operations managers record a consent that was given by phone" in stage.window(DEV)


def test_it_is_in_the_log_that_others_verify(stage: Stage) -> None:
    card = stage.raises()
    reports(stage, card)
    stage.person(ANN).clicks("No, not so", stage.private_words(ANN, "Is that so?"))
    stage.private_words(ANN, "is not given yet")

    kinds = [kind for (kind,) in stage.rows("SELECT kind FROM log_entries ORDER BY sequence")]

    assert kinds[-2:] == ["consent_reported", "reported_consent_refused"]
    assert stage.accord("log", "verify").returncode == 0
    assert "Consent reported, to be confirmed: No. 1" in stage.accord("log", "export", "--format", "md").stdout
