"""Routine things in one press: a bundle, from its making to its outcomes."""

from dataclasses import replace

from sandbox import Message
from tests.cast import ANN, CAT, DEV, HAL, KARA, LEADS
from tests.stories.stage import Stage, picture

SMALL = ("Order paper", "Renew the licence", "Paint the door")


def bundles(stage: Stage) -> list[Message]:
    return [it for it in stage.channel() if it.blocks and "🧺" in picture(it)]


def bundled(stage: Stage, titles: tuple[str, ...] = SMALL) -> Message:
    """Kara raises small matters, and puts them in one bundle."""
    kara = stage.person(KARA)
    for title in titles:
        stage.raises(typed={"Title": title, "What we propose": f"{title} before winter."})
    kara.clicks("What waits for us", stage.desk())
    assert kara.window
    kara.clicks("Bundle…", kara.window)
    kara.fills({"Small matters": [f"No. {number} · {title}" for number, title in enumerate(titles, 1)]})
    kara.submits()
    return stage.until(lambda: bundles(stage))[0]


def says(stage: Stage, message: Message, words: str) -> None:
    stage.until(lambda: words in picture(message))


def presses(stage: Stage, message: Message, *people: str) -> None:
    for each in people:
        words = next(line for line in picture(message).split("[") if line.startswith("Consent to ")).split("]")[0]
        assert stage.person(each).clicks(words, message).is_acked


def test_all_of_it_is_read_whole_and_agreed_by_one_press_of_each(stage: Stage) -> None:
    message = bundled(stage)
    shown = picture(message)
    assert not [title for title in SMALL if f"{title} before winter." not in shown]

    *others, last = LEADS
    presses(stage, message, *others)
    says(stage, message, "Open: 7 of 8 partners consent")
    presses(stage, message, last)
    assert "This decides No. 1, No. 2 and No. 3: " in stage.window(last)
    assert stage.rows("SELECT count(*) FROM agreements") == [(0,)]
    stage.person(last).submits()

    says(stage, message, "Nothing stands in this bundle any more.")
    stage.until(lambda: len(stage.outcomes()) == 3)
    stage.until(lambda: [it for it in stage.channel() if "*✅ 3 small matters are agreed*" in picture(it)])
    assert not [it for it in stage.outcomes() if it.is_broadcast]
    assert stage.rows("SELECT count(*) FROM responses") == [(24,)]
    stage.private_words(ANN, "Recorded: Harbour Shelter consents to 3 proposals.")
    assert stage.accord("log", "verify").returncode == 0


def test_any_partner_takes_one_out_and_the_rest_goes_on(stage: Stage) -> None:
    message = bundled(stage)
    stage.person(DEV).clicks("Take out", message)

    says(stage, message, "Order paper> · taken out by Dev Shah, it stands alone")
    told = "Dev Shah (Clyde Outreach) took No. 1 · Order paper out of its bundle."
    stage.until(lambda: any(told in picture(it) for it in stage.person(ANN).thread(stage.cards()[0])))
    presses(stage, message, ANN)
    says(stage, message, "Open: 1 of 8 partners consent")
    assert stage.rows("SELECT proposal_id FROM responses ORDER BY id") == [(2,), (3,)]
    kinds = "SELECT kind, actor, partner FROM log_entries WHERE kind LIKE 'proposal_%bundled' ORDER BY sequence"
    assert [tuple(row) for row in stage.rows(kinds)] == [
        *[("proposal_bundled", KARA, "")] * 3,
        ("proposal_unbundled", DEV, "Clyde Outreach"),
    ]


def test_a_press_on_what_was_amended_or_objected_to_meanwhile_counts_nothing(stage: Stage) -> None:
    message = bundled(stage)
    seen = replace(message, blocks=[*message.blocks])
    cards = stage.cards()
    stage.objects(cards[0], HAL)
    stage.amends(cards[1], "Renew it in spring.")
    says(stage, message, "Renew the licence> · has another text since, it stands alone")
    says(stage, message, "Order paper> · somebody objected, it stands alone")

    cat = stage.person(CAT)
    cat.clicks("Consent to all 3", seen)

    assert "Nothing was counted, for the bundle has changed since you saw it: No. 1 and No. 2." in stage.window(CAT)
    assert stage.rows("SELECT count(*) FROM responses WHERE kind = 'consent'") == [(0,)]
    assert cat.window
    cat.clicks("Consent to it", cat.window)
    assert "|No. 3 · Paint the door>" in stage.window(CAT)
    assert "✅ Glasgow City Council consents to" in stage.window(CAT)
    assert stage.rows("SELECT proposal_id FROM responses WHERE kind = 'consent'") == [(3,)]


def test_what_is_too_long_to_be_read_whole_in_one_message_is_not_bundled(stage: Stage) -> None:
    kara = stage.person(KARA)
    for title, words in (("Short", "Ten beds."), ("Long", "Twelve beds. " * 900)):
        stage.raises(typed={"Title": title, "What we propose": words})
    kara.clicks("What waits for us", stage.desk())
    assert kara.window
    kara.clicks("Bundle…", kara.window)
    kara.fills({"Small matters": ["No. 1 · Short", "No. 2 · Long"]})
    kara.submits()

    assert kara.window
    assert "too long to be read whole in one message" in kara.window.errors["Small matters"]
    assert "No. 2 is the longest" in kara.window.errors["Small matters"]
    assert stage.rows("SELECT count(*) FROM bundled") == [(0,)]
