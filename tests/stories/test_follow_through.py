"""What comes of a decision: who owns it, when is it looked at again, and what is said then?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from sandbox import Message
from tests.cast import ANN, CHANNEL, DEV, KARA, LEADS, OUTSIDER
from tests.reading import read
from tests.stories.stage import Stage, picture

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
SOON, LATER = TODAY + timedelta(days=9), TODAY + timedelta(days=200)


def decides(stage: Stage) -> Message:
    days = {"In force from": LATER.isoformat(), "Review on": SOON.isoformat()}
    typed = {**days, "Owner": DEV, "Topics": "winter, Beds,  winter"}
    card = stage.raises(typed=typed)
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")
    return card


def test_the_card_shows_owner_topics_and_both_ways_to_review(stage: Stage) -> None:
    card = decides(stage)

    owned = f"owner: Dev Shah · in force from {say_day(LATER)} · "
    stage.card_says(card, f"{owned}🔎 review on {say_day(SOON)}: the owner confirms that it stays")
    stage.card_says(card, "[⋯ Read | History | Raise a change… | Reviewed: keep… | Add an action…]")
    assert f"in force from {say_day(LATER)} · review on" in picture(stage.until(stage.outcomes)[0])
    assert f"In force from: {say_day(LATER)}" in stage.accord("log", "export", "--format", "md").stdout
    stage.person(KARA).runs("/decisions beds", CHANNEL)
    assert "No. 1 ·" in stage.window(KARA)


def test_keeping_is_one_press_a_log_entry_and_a_new_date(stage: Stage) -> None:
    card = decides(stage)
    ann = stage.person(ANN)

    ann.chooses("Reviewed: keep…", card)
    assert "You confirm it: everybody will read “Ann Lee, for Harbour Shelter”." in stage.window(ANN)
    ann.fills({"What we saw": "All beds were full.", "Look at it again on": LATER.isoformat()})
    ann.submits()

    stage.card_says(card, f"review on {say_day(LATER)}")
    stage.private_words(ANN, f"Noted: No. 1 · Ten winter beds stays as it is. The next review is on {say_day(LATER)}.")
    stage.until(lambda: any("looked at again and stays as it is" in it.text for it in ann.thread(card)))
    assert "> All beds were full." in picture(ann.thread(card)[-1])
    logged = stage.rows("SELECT actor, partner, fields FROM log_entries WHERE kind = 'decision_reviewed'")
    assert [(actor, partner, LATER.isoformat() in fields) for actor, partner, fields in logged] == [
        (ANN, "Harbour Shelter", True)
    ]
    assert stage.accord("log", "verify").returncode == 0


def test_a_change_begins_with_the_decisions_words_and_supersedes_it(stage: Stage) -> None:
    card = decides(stage)
    kara = stage.person(KARA)
    kara.chooses("Raise a change…", card)
    kara.fills({"What we propose": "Twelve beds."})
    kara.submits()
    assert kara.window is None, kara.window.errors
    newer = stage.until(lambda: len(stage.cards()) > 1 and stage.cards()[-1])
    stage.card_says(newer, "|No. 1 · Ten winter beds>")

    stage.consents(newer, *LEADS)

    stage.card_says(card, "*Superseded by No. 2*")
    stage.until(lambda: "Raise a change…" not in picture(stage.cards()[0]))
    kara.runs("/accord status", CHANNEL)
    assert "No. 2 · Ten winter beds" not in stage.window(KARA)


def test_the_digest_and_status_list_it_with_its_buttons(stage: Stage) -> None:
    decides(stage)
    kara = stage.person(KARA)

    kara.runs("/accord status", CHANNEL)

    assert f"No. 1 · Ten winter beds> · review on {say_day(SOON)} · owner: Dev Shah" in stage.window(KARA)
    assert kara.window
    kara.clicks("Reviewed: keep…", kara.window)
    kara.fills({})
    kara.submits()
    stage.private_words(KARA, "Noted: No. 1 · Ten winter beds stays as it is. No further review is planned.")
    kara.runs("/accord status", CHANNEL)
    assert "To look at again" not in stage.window(KARA)


def test_the_home_tab_lists_it_until_somebody_looked(stage: Stage) -> None:
    card = decides(stage)
    kara = stage.person(KARA)

    def shown() -> str:
        return read(kara.home.body["blocks"]) if kara.home else ""

    kara.opens_home()
    stage.until(lambda: f"Review on {say_day(SOON)}, owner: Dev Shah" in shown())
    assert "# To look at again" in shown()

    stage.person(ANN).chooses("Reviewed: keep…", card)
    stage.person(ANN).fills({})
    stage.person(ANN).submits()

    stage.until(lambda: "To look at again" not in shown())


def test_an_outsider_is_told_why_not(stage: Stage) -> None:
    card = decides(stage)

    stage.person(OUTSIDER).chooses("Reviewed: keep…", card)

    assert "not named as one yet" in stage.window(OUTSIDER)


def test_whatever_can_not_stay_is_said_at_its_fields_at_once(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    assert kara.window
    kara.clicks("More…", kara.window)
    kara.fills(
        {
            "Title": "A",
            "What we propose": "B",
            "Why this is best for people": " ",
            "Decide by": (TODAY - timedelta(days=1)).isoformat(),
            "Topics": "a,b,c,d,e,f,g,h,i",
        }
    )

    kara.submits()

    assert kara.window
    assert "Please name at most 8 topics" in kara.window.errors["Topics"]
    assert sorted(kara.window.errors) == ["Decide by", "Topics", "Why this is best for people"]
