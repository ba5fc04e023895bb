"""Can everybody read all of a real-sized paper before they answer it, wherever they are asked?"""

import json
from dataclasses import replace

from sandbox import Message
from sandbox.workspace import View
from tests.cast import ANN, BEN, CAT, CHANNEL, DEV, HAL, IVY, KARA, LEADS, OUTSIDER
from tests.paper import BUDGET, RICH_PAPER, SAFEGUARDS, WHY
from tests.reading import read
from tests.stories.stage import OTHER_CHANNEL, Stage, picture
from tests.stories.test_home import home
from tests.stories.test_replies import offered

REPORTED = {"Partner": "Harbour Shelter", "Who said so, when and how": "Ann, on the phone"}


def puts_the_paper(stage: Stage) -> Message:
    title = "Ten more beds this winter"
    return stage.raises(typed={"Title": title, "What we propose": RICH_PAPER, "Why this is best for people": WHY})


def shows_all_of_it(words: str) -> bool:
    return all(safeguard in words for safeguard in SAFEGUARDS) and WHY in words


def opens_all_of_it(stage: Stage, person: str, place: Message | View, words: str = "Read all of it") -> str:
    """Press that button, and return what the window shows, or what it puts above another one."""
    stage.person(person).clicks(words, place)
    shown = stage.window(person)
    assert shows_all_of_it(shown), shown
    return shown


def test_the_card_says_where_it_is_cut_and_one_press_opens_all_of_it_with_all_three_answers(stage: Stage) -> None:
    card = puts_the_paper(stage)

    assert "because of a dog, a partner or a debt.\n…\n[Read all of it]\n*Why* " in picture(card)
    assert stage.person(KARA).thread(card) == []
    shown = opens_all_of_it(stage, DEV, card)
    assert "[Consent] [Object] [I need time]" in shown
    assert BUDGET[-1][-1] in shown
    assert "*What does Clyde Outreach answer?*" in shown


def test_somebody_of_another_workspace_reads_in_the_channel_and_consents_in_that_window(stage: Stage) -> None:
    card = puts_the_paper(stage)
    dev = stage.person(DEV)
    opens_all_of_it(stage, DEV, card)

    assert dev.window
    dev.clicks("Consent", dev.window)

    assert "✅ *Clyde Outreach consents to No. 1 · Ten more beds this winter*" in stage.window(DEV)
    stage.card_says(card, "✅ Clyde Outreach consents")
    stage.private_words(DEV, "Recorded: Clyde Outreach consents to No. 1 · Ten more beds this winter.")
    dev.clicks("Add a concern", dev.window)
    dev.fills({"What should be kept in mind": "The noise at night"})
    dev.submits()
    stage.card_says(card, "☑️ *Clyde Outreach* consents with a concern: The noise at night")


def test_whoever_may_not_answer_reads_it_all_the_same(stage: Stage) -> None:
    card = puts_the_paper(stage)

    assert "[Consent]" not in opens_all_of_it(stage, KARA, card)


def test_an_answer_counts_for_the_text_that_the_window_shows(stage: Stage) -> None:
    card = puts_the_paper(stage)
    opens_all_of_it(stage, ANN, card)
    stage.amends(card, "Twelve beds.")
    ann = stage.person(ANN)

    assert ann.window
    ann.clicks("Consent", ann.window)

    shown = stage.window(ANN)
    assert "The text of No. 1 has changed since you saw it, so nothing was recorded yet." in shown
    assert "*The text that stands now*\nTwelve beds." in shown
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    ann.submits()
    assert stage.rows("SELECT revision FROM responses") == [(2,)]


def test_who_opens_an_outdated_message_reads_the_newest_text_and_is_told(stage: Stage) -> None:
    card = puts_the_paper(stage)
    before = card.blocks
    stage.amends(card, "Twelve beds.")
    card.blocks = before

    stage.person(ANN).clicks("Read all of it", card)

    assert "The text has changed since. This is the one that stands now." in stage.window(ANN)
    assert "\nTwelve beds.\n*Why this" in stage.window(ANN)


def test_a_reminder_is_two_lines_and_opens_all_of_it(stage: Stage) -> None:
    card = puts_the_paper(stage)
    stage.objects(card, HAL, "No nurse at night", "A nurse")
    stage.person(KARA).chooses("Remind", card)
    told = stage.private_words(DEV, "waits for Clyde Outreach's answer")

    assert "[Consent]" not in picture(told)
    assert "✋ *Tollcross Housing First*: No nurse at night" in picture(told)
    shown = opens_all_of_it(stage, DEV, told, "Read and answer")
    assert "✋ *Tollcross Housing First* objects (today):\n> No nurse at night" in shown


def test_home_opens_all_of_it(stage: Stage) -> None:
    puts_the_paper(stage)
    shown = stage.until(
        lambda: (view := home(stage, CAT)) and "[Read and answer]" in read(view.body["blocks"]) and view
    )

    assert "[Consent]" not in read(shown.body["blocks"])
    opens_all_of_it(stage, CAT, shown, "Read and answer")


def test_the_objection_window_shows_all_of_it_below_what_is_asked(stage: Stage) -> None:
    card = puts_the_paper(stage)

    stage.person(HAL).clicks("Object", card)

    assert shows_all_of_it(stage.window(HAL).split("What would make it acceptable")[1])


def test_from_the_reading_window_one_objects_or_takes_time(stage: Stage) -> None:
    card = puts_the_paper(stage)
    hal = stage.person(HAL)
    for words, window in (("I need time", "== I need time =="), ("Object", "== Object to No. 1 ==")):
        opens_all_of_it(stage, HAL, card)
        assert hal.window
        hal.clicks(words, hal.window)
        assert stage.window(HAL).startswith(window)

    hal.fills({"Reason": "No nurse", "What would make it acceptable": "A nurse"})
    hal.submits()

    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: ")
    assert hal.window is None


def test_the_window_that_asks_once_more_shows_all_of_it(stage: Stage) -> None:
    card = puts_the_paper(stage)
    stage.consents(card, *LEADS[:7])

    stage.person(IVY).clicks("Consent", card)

    assert shows_all_of_it(stage.window(IVY))
    assert "and that is final" in stage.window(IVY)


def test_an_amended_paper_opens_with_all_that_changed_since_the_own_answer(stage: Stage) -> None:
    card = puts_the_paper(stage)
    stage.consents(card, ANN)
    words = json.loads(json.dumps(RICH_PAPER).replace("\\u00a361,600", "\\u00a367,750").replace("150,000", "120,000"))
    stage.amends(card, words)

    told = stage.private_words(ANN, "has a new text")

    assert "~£150,000~ *£120,000*" in picture(told)
    assert "~Night staff (three posts) | £61,600" in picture(told)
    stage.person(ANN).clicks("Read all of it", told)
    shown = stage.window(ANN)
    assert "*What changed since your organisation's answer*" in shown
    assert "If the reserve falls below £120,000" in shown.split("*The whole text now*")[1]
    assert all(safeguard in shown for safeguard in SAFEGUARDS[1:])


def test_a_change_that_is_longer_than_its_message_opens_in_a_window(stage: Stage) -> None:
    card = puts_the_paper(stage)
    stage.consents(card, ANN)
    text = "\n".join(f"A wholly new line {n}, of some length, about something else." for n in range(80))
    stage.amends(card, text)

    told = stage.private_words(ANN, "has a new text")

    assert "\n…\n[See all changes]\n[Consent]" in picture(told)
    stage.person(ANN).clicks("See all changes", told)
    assert "A wholly new line 79" in stage.window(ANN)
    assert shows_all_of_it(stage.window(ANN) + WHY)


def test_a_reported_consent_and_an_offer_can_be_read_before_they_are_confirmed(stage: Stage) -> None:
    card = puts_the_paper(stage)
    kara = stage.person(KARA)
    kara.chooses("Report a consent", card)
    kara.fills(REPORTED)
    kara.submits()
    opens_all_of_it(stage, ANN, stage.private_words(ANN, "Is that so?"))

    stage.until(lambda: stage.rows("SELECT card_ts FROM lanes WHERE proposal_id IS NOT NULL AND card_ts != ''"))
    stage.person(BEN).writes("We agree", CHANNEL, card)

    opens_all_of_it(stage, BEN, offered(stage, BEN))


def test_the_outcome_is_a_few_lines_and_opens_all_of_it(stage: Stage) -> None:
    card = puts_the_paper(stage)
    stage.consents(card, *LEADS)

    (outcome,) = stage.until(stage.outcomes)

    assert len(picture(outcome)) < 900
    assert "[Consent]" not in opens_all_of_it(stage, DEV, outcome)


def test_what_somebody_writes_stays_while_they_read_on(stage: Stage) -> None:
    look = {"bold": True, "italic": True, "strike": True, "code": True}
    heavy = [{"type": "text", "text": f"Bed {n}. ", "style": look} for n in range(1300)]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": heavy}]}
    card = stage.raises(typed={"What we propose": rich})
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "No nurse"})

    assert hal.window
    assert "Bed 1299." not in stage.window(HAL).split("\n---\n")[1]
    hal.clicks("Read all of it", hal.window)
    assert "Bed 1299." in stage.window(HAL)
    hal.closes()

    hal.submits()
    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: No nurse")


def test_copies_of_the_text_that_an_earlier_version_meant_for_the_thread_end_unsaid(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    card = puts_the_paper(stage)
    stage.stop_bot()
    stage.changes(
        "INSERT INTO messages (lane_id, key, kind, about, created_at, words, message_ts, ended_as) SELECT id, "
        "'text:1:1:0', 'whole_text', '{\"proposal\": 1, \"revision\": 1, \"piece\": 0}', due_at, '', '', '' "
        "FROM lanes WHERE proposal_id IS NOT NULL"
    )

    stage.start_bot()
    stage.consents(card, ANN)

    stage.card_says(card, "1 of 8 partners consent")
    assert stage.rows("SELECT ended_as FROM messages WHERE kind = 'whole_text'") == [("given up: no longer said",)]
    assert stage.person(KARA).thread(card) == []


def test_somebody_outside_the_channel_reads_nothing_by_a_press_of_their_own_making(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.workspace.channels[CHANNEL].members.discard(OUTSIDER)
    elsewhere = replace(card, channel=OTHER_CHANNEL)

    olly, shown = stage.person(OUTSIDER), []
    for press, words in (
        (olly.clicks, "Consent"),
        (olly.clicks, "Object"),
        (olly.clicks, "I need time"),
        (olly.chooses, "History"),
        (olly.chooses, "Amend"),
    ):
        press(words, elsewhere)
        shown.append(stage.window(OUTSIDER))

    for each in shown:
        assert "Only people who are in the alliance's channel can read or do this" in each
        assert "Ten beds." not in each
