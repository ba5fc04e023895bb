"""How do partners join and leave? Only by unanimous decisions. Who speaks for one it says itself."""

import json
from typing import Any

from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, GUS, HAL, IVY, KARA, LEADS, OUTSIDER
from tests.stories.stage import Stage, picture

WHY = {"What we propose": "From January.", "Why this is best for people": "More hands."}


def proposes(stage: Stage, choice: str, typed: dict[str, Any]) -> None:
    kara = stage.person(KARA)
    kara.runs("/accord partners", CHANNEL)
    assert kara.window
    kara.clicks(choice, kara.window)
    kara.fills({**WHY, **typed})
    kara.submits()


def test_the_partners_are_listed_with_who_speaks_for_them(stage: Stage) -> None:
    stage.until(lambda: len(stage.rows("SELECT 1 FROM people")) >= 11)

    stage.person(KARA).runs("/accord partners", CHANNEL)

    shown = stage.window(KARA)
    assert "*Harbour Shelter* · Ann Lee leads, Ben Okoro may answer too" in shown
    assert "[A partner joins…] [A partner leaves…] [Who speaks for a partner…]" in shown


def test_a_partner_joins_when_all_agree_and_is_asked_about_every_open_proposal(stage: Stage) -> None:
    other = stage.raises()
    proposes(stage, "A partner joins…", {"The organisation's name": "Eastside Trust", "Who leads": OUTSIDER})
    card = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])
    stage.card_says(card, "# Eastside Trust joins the alliance")
    assert "*When agreed:* Eastside Trust joins as a partner. It is represented by " in picture(card)
    stage.consents(other, *LEADS[:7])
    stage.card_says(other, "7 of 8")

    stage.consents(card, *LEADS)

    stage.card_says(card, "Agreed on")
    stage.card_says(other, "7 of 9 partners consent")
    stage.card_says(other, "◻️ Waits for Gorbals Health Link and Eastside Trust (")
    welcome = stage.private_words(OUTSIDER, "Welcome! You lead for Eastside Trust in")
    assert "No. 1 · Ten winter beds" in picture(welcome)
    stage.consents(other, IVY)
    stage.card_says(other, "8 of 9 partners consent")
    stage.consents(other, OUTSIDER)
    stage.card_says(other, "Agreed on")
    stage.card_says(card, "by all 8 partners")


def test_a_partner_leaves_when_all_agree_and_what_waited_for_it_alone_is_agreed(stage: Stage) -> None:
    waiting = stage.raises()
    stage.consents(waiting, *(lead for lead in LEADS if lead != GUS))
    proposes(stage, "A partner leaves…", {"Partner": "Kelvin Advice"})
    card = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])

    stage.consents(card, *LEADS)

    stage.card_says(card, "Agreed on")
    stage.card_says(waiting, "by all 7 partners")
    stage.until(lambda: len(stage.outcomes()) == 2)
    assert "Kelvin Advice" not in picture(waiting)


def test_where_the_account_of_whoever_managed_is_closed_the_partners_name_others(quiet_stage: Stage) -> None:
    stage = quiet_stage
    cat = stage.person(CAT)
    stage.sandbox.deactivates(KARA)
    stage.start_bot()
    stage.until(lambda: stage.rows("SELECT slack_user_id FROM people WHERE is_gone") == [(KARA,)])
    cat.runs("/accord partners", CHANNEL)
    assert cat.window

    cat.clicks("Who manages…", cat.window)
    cat.fills({**WHY, "Operations managers": [CAT, GUS]})
    cat.submits()

    stage.until(stage.cards)
    card = stage.cards()[0]
    stage.card_says(card, "*When agreed:* Cat Reid and Gus Wren manage this alliance.")
    stage.consents(card, *LEADS)
    stage.card_says(card, "*From then on:* Cat Reid and Gus Wren manage this alliance.")
    managers = stage.rows("SELECT slack_user_id FROM operations_managers ORDER BY position")
    assert managers == [(CAT,), (GUS,)]
    cat.runs("/accord partners", CHANNEL)
    assert "[Settings]" in stage.window(CAT)


def test_a_leaving_needs_the_consent_of_the_partner_itself(stage: Stage) -> None:
    proposes(stage, "A partner leaves…", {"Partner": "Kelvin Advice"})
    stage.until(stage.cards)
    card = stage.cards()[0]

    stage.consents(card, *(lead for lead in LEADS if lead != GUS))

    stage.card_says(card, "7 of 8 partners consent")
    assert stage.outcomes() == []


def test_an_earlier_versions_proposal_of_who_speaks_is_carried_out_when_all_agree(stage: Stage) -> None:
    change = {"kind": "RepresentativesChange", "partner_id": 2, "name": "Harbour Shelter"}
    asked = stage.raises()
    stage.rows("UPDATE proposals SET change = ?", json.dumps({**change, "representatives": [BEN, OUTSIDER]}))

    stage.consents(asked, *LEADS)

    stage.card_says(asked, "Agreed on")
    other = stage.raises()
    stage.person(ANN).clicks("Consent", other)
    stage.consents(other, OUTSIDER)
    assert "Only representatives of the partners answer proposals" in stage.window(ANN)
    stage.card_says(other, "✅ Harbour Shelter consents")


def test_a_person_who_speaks_for_another_partner_is_refused_at_the_field(stage: Stage) -> None:
    proposes(stage, "A partner joins…", {"The organisation's name": "Eastside Trust", "Who leads": DEV})

    window = stage.person(KARA).window

    assert window
    words = "One of these people speaks for Clyde Outreach already. A person can speak for one partner only."
    assert window.errors == {"Who leads": words}


def test_a_name_that_is_taken_is_refused_at_the_field(stage: Stage) -> None:
    proposes(stage, "A partner joins…", {"The organisation's name": "harbour shelter", "Who leads": OUTSIDER})

    window = stage.person(KARA).window

    assert window
    assert window.errors == {"The organisation's name": "harbour shelter is a partner already."}


def test_two_changes_of_one_partner_at_a_time_are_refused(stage: Stage) -> None:
    proposes(stage, "A partner leaves…", {"Partner": "Kelvin Advice"})
    proposes(stage, "A partner leaves…", {"Partner": "Kelvin Advice"})

    window = stage.person(KARA).window

    assert window
    words = "No. 1, which is still open, is about the same partner or person. Please let it end first."
    assert window.errors == {"Partner": words}


def test_a_proposal_made_for_a_partner_that_left_keeps_its_history(stage: Stage) -> None:
    held = stage.raises()
    stage.objects(held, GUS)
    proposes(stage, "A partner leaves…", {"Partner": "Kelvin Advice"})
    card = stage.until(lambda: len(stage.cards()) == 2 and stage.cards()[1])
    stage.consents(card, *LEADS)
    stage.card_says(held, "*◻️ Open* · ▱▱▱▱▱▱▱ 0 of 7 partners consent")

    stage.person(HAL).chooses("History", held)

    assert "✋ *Kelvin Advice* objects" in stage.window(HAL)
