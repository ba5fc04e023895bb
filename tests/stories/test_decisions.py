"""Is a decision found again, by anything that was said of it?"""

from tests.cast import ANN, CAT, CHANNEL, KARA, LEADS
from tests.databases import on_both_databases
from tests.stories.stage import Stage


def raise_and_agree(stage: Stage, title: str, **typed: str) -> None:
    card = stage.raises(typed={"Title": title, **typed})
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")


def looks_for(stage: Stage, words: str, by: str = KARA) -> str:
    person = stage.person(by)
    if person.window:
        person.closes()
    person.runs(f"/decisions {words}".strip(), CHANNEL)
    return stage.window(by)


@on_both_databases
def test_decisions_are_listed_newest_first_and_searched_by_words(stage: Stage) -> None:
    raise_and_agree(stage, "Ten winter beds")
    raise_and_agree(stage, "A van", **{"What we propose": "Buy a van for the café run."})
    card = stage.raises(typed={"Title": "A boat"})
    stage.objects(card, ANN, reason="The harbour freezes")

    listed = looks_for(stage, "")
    assert listed.index("No. 2 · A van") < listed.index("No. 1 · Ten winter beds")
    assert "A boat" not in listed
    assert "No. 2 · A van" in looks_for(stage, "cafe buy")
    assert "✋ *No. 3 · A boat*" in looks_for(stage, "freez")
    assert "Nothing was found." in looks_for(stage, "aeroplane")
    assert "Nothing was found." in looks_for(stage, 'van" OR "beds')
    assert "No. 1 · Ten winter beds" in looks_for(stage, "TEN, winter!", by=CAT)


@on_both_databases
def test_words_joined_by_a_sign_are_found(stage: Stage) -> None:
    titles = {
        "Health/Housing protocol": "housing",
        "Mail team@northside.org": "northside",
        "For <urgent> cases": "urgent",
        "From 2026/27 on": "2026/27",
        "Spend \u00a31.5m": "1.5m",
        "Health/Housing": "HEALTH/HOUSING",
    }
    for title in titles:
        stage.raises(typed={"Title": title})

    for number, words in enumerate(titles.values(), 1):
        assert f"No. {number} \u00b7" in looks_for(stage, words)


def test_a_pasted_page_opens_the_list_too(stage: Stage) -> None:
    text = " ".join(f"word{n}" for n in range(300))
    stage.raises(typed={"What we propose": text})

    assert "No. 1 \u00b7" in looks_for(stage, text[:2100])
    assert "No. 1 \u00b7" in looks_for(stage, text[:300] + '"\\' * 900)
    assert "Nothing was found." in looks_for(stage, f"aeroplane {text[:2100]}")


def test_one_is_shown_whole_and_leads_back_to_the_list(stage: Stage) -> None:
    raise_and_agree(stage, "Ten winter beds", **{"Review on": "2030-05-01"})
    looks_for(stage, "winter")
    kara = stage.person(KARA)

    assert kara.window
    kara.clicks("Show", kara.window)

    shown = stage.window(KARA)
    assert "Review on 1 May 2030" in shown
    assert shown.count("consents* ·") + shown.count("* consents ·") == len(LEADS)
    kara.clicks("Back to the list", kara.window)
    assert "What was found for “winter”, newest first." in stage.window(KARA)


def test_a_number_leads_straight_there(stage: Stage) -> None:
    raise_and_agree(stage, "Ten winter beds")

    assert looks_for(stage, "1").startswith("== History of No. 1 ==")


def test_an_unknown_number_is_said(stage: Stage) -> None:
    stage.person(KARA).runs("/decisions 99", CHANNEL)

    stage.private_words(KARA, "There is no No. 99 in this alliance.")
    assert "Nothing was found." in looks_for(stage, "9" * 30)


def test_a_long_list_has_pages(stage: Stage) -> None:
    for _ in range(9):
        stage.raises(typed={"Title": "Winter"})
    kara = stage.person(KARA)
    first = looks_for(stage, "winter")
    assert "No. 9 ·" in first
    assert "No. 1 ·" not in first

    assert kara.window
    kara.clicks("Older", kara.window)

    assert "No. 1 ·" in stage.window(KARA)
    kara.clicks("Newer", kara.window)
    assert "No. 9 ·" in stage.window(KARA)
