"""Can somebody who sees the demo for the first time decide something with it?"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.screen import Screen
from tests.demo import running_demo

KARA, ANN, BEN, HAL, OLLY = "U0KARA", "U0ANN", "U0BEN", "U0HAL", "U0OLLY"
LEADS = ["Cat Reid", "Ann Lee", "Dev Shah", "Ela Novak", "Fay Burns", "Gus Wren", "Hal Quinn", "Ivy Stone"]
BEDS, PHONE_NUMBER = "Ten more beds this winter", "One phone number for a bed tonight"


def test_the_first_screen_tells_the_story(opens: Opens) -> None:
    screen = opens(KARA)

    expect(screen.card("Keep the night shelter open until nine")).to_contain_text("Agreed on")
    expect(screen.card(BEDS)).to_contain_text(re.compile(r"✋ Held by 1 objection \(.*7 of 8 partners consent"))
    expect(screen.card(PHONE_NUMBER)).to_contain_text("1 of 8 partners consent")
    expect(screen.page.get_by_text("A sandbox.")).to_be_visible()


def test_from_propose_to_agreed(opens: Opens) -> None:
    screen = opens(KARA)
    screen.raises("A van for the night team")

    for lead in LEADS:
        screen.is_now(lead)
        screen.consents("A van for the night team")

    card = screen.card("A van for the night team")
    expect(card).to_contain_text("Agreed on")
    expect(card.get_by_role("button", name="Consent")).to_have_count(0)
    expect(screen.messages.get_by_text("✅ Agreed: No. 4 · A van for the night team")).to_have_count(1)


def test_two_people_in_two_windows_see_the_same_card_and_their_own_receipts(opens: Opens) -> None:
    ann, ben = opens(ANN), opens(BEN)

    ann.consents(PHONE_NUMBER)

    for screen in (ann, ben):
        expect(screen.card(PHONE_NUMBER)).to_contain_text("✅ Harbour Shelter and Lived Experience Group consent")
    expect(ann.messages.get_by_text("Only visible to you")).to_be_visible()
    expect(ben.messages.get_by_text("Only visible to you")).to_have_count(0)


def test_an_objection_holds_and_its_lifting_agrees(opens: Opens) -> None:
    screen = opens(HAL)
    card = screen.card(PHONE_NUMBER)
    screen.opens_window("Object", card)
    screen.window.get_by_role("button", name="Object", exact=True).click()
    expect(screen.window).to_contain_text("Please complete this required field.")
    screen.fills({"Reason": "Who pays the night shift?", "What would make it acceptable": "A line in the budget."})
    screen.sends("Object")
    expect(card).to_contain_text(re.compile(r"✋ Held by 1 objection \(since today\).*1 of 8 partners consent"))

    screen.consents(BEDS)

    expect(screen.card(BEDS)).to_contain_text("Agreed on")
    expect(screen.messages.get_by_text(f"✅ Agreed: No. 2 · {BEDS}")).to_have_count(1)


def test_an_outsider_is_told_why_not(opens: Opens) -> None:
    screen = opens(OLLY)

    screen.presses("Consent", screen.card(PHONE_NUMBER))

    expect(screen.window).to_contain_text("Only representatives of the partners answer proposals")
    screen.page.keyboard.press("Escape")
    expect(screen.window).to_have_count(0)
    expect(screen.card(PHONE_NUMBER)).to_contain_text("1 of 8 partners consent")


def test_words_can_be_bold_and_listed(opens: Opens) -> None:
    screen = opens(KARA)
    screen.types("/propose A rota")
    editor = screen.window.get_by_role("textbox", name="What we propose")
    editor.click()
    screen.window.get_by_role("button", name="Bold").click()
    screen.page.keyboard.type("Every night")
    screen.window.get_by_role("button", name="Bold").click()
    screen.page.keyboard.type(" two of us.")
    screen.page.keyboard.press("Enter")
    screen.window.get_by_role("button", name="Bulleted list").click()
    screen.page.keyboard.type("One drives")
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.type("One talks")
    screen.fills({"Why this is best for people": "Nobody is alone."})

    screen.sends("Raise")

    card = screen.card("A rota")
    expect(card.locator("strong", has_text=re.compile("^Every night$"))).to_be_visible()
    expect(card.locator("ul > li")).to_have_text(["One drives", "One talks"])


def test_a_message_becomes_a_proposal_with_its_links_whole(opens: Opens) -> None:
    screen = opens(KARA)
    said = screen.messages.get_by_role("article").filter(has_text="rung five places").first
    said.get_by_role("button", name="Message actions").click()
    screen.page.get_by_role("menuitem", name="Propose this").click()
    editor = screen.window.get_by_role("textbox", name="What we propose")
    expect(editor).to_contain_text("rung five places")
    editor.press("Control+End")
    editor.press_sequentially(" One number.")
    screen.fills({"Title": "Just a single one", "Why this is best for people": "Less ringing."})

    screen.sends("Raise")

    card = screen.card("Just a single one")
    expect(card).to_contain_text("One number.")
    expect(card.get_by_role("link").first).to_have_attribute(
        "data-url", re.compile("https://glasgow-alliance.slack.com")
    )


def test_a_text_that_is_amended_keeps_its_lists(opens: Opens) -> None:
    screen = opens(KARA)
    screen.types("/propose A rota")
    editor = screen.window.get_by_role("textbox", name="What we propose")
    editor.press_sequentially("First this.")
    editor.press("Enter")
    screen.window.get_by_role("button", name="Numbered list").click()
    editor.press_sequentially("one")
    editor.press("Enter")
    editor.press_sequentially("two")
    screen.fills({"Why this is best for people": "Nobody is alone."})
    screen.sends("Raise")
    card = screen.card("A rota")
    expect(card.locator("ol > li")).to_have_text(["one", "two"])

    screen.chooses("Amend", card)
    editor = screen.window.get_by_role("textbox", name="What we propose")
    editor.press("Control+End")
    editor.press_sequentially(" more")
    screen.sends("Amend")

    expect(card.locator("ol > li")).to_have_text(["one", "two more"])
    expect(card).to_contain_text("First this.")


def test_what_was_typed_outlives_a_reload(opens: Opens) -> None:
    screen = opens(KARA)
    screen.types("/propose A van")
    screen.fills({"What we propose": "We buy one van.", "Why this is best for people": "Nobody walks home."})

    screen.page.reload()

    expect(screen.window.get_by_label("Title")).to_have_value("A van")
    expect(screen.window.get_by_role("textbox", name="What we propose")).to_have_text("We buy one van.")
    screen.sends("Raise")
    expect(screen.card("A van")).to_contain_text("Nobody walks home.")


def test_everybody_sees_what_waits_for_them(opens: Opens) -> None:
    screen = opens(KARA)
    screen.chooses("Amend", screen.card(BEDS))
    screen.fills({"What we propose": "Ten beds, and a nurse every night."})

    screen.sends("Amend")

    # On a working day she is asked about the newest proposal too.
    ann = screen.page.get_by_role("button", name=re.compile("^Ann Lee, Harbour Shelter, [12] unread"))
    expect(ann).to_be_visible()
    ann.click()
    screen.page.get_by_role("button", name=re.compile("Accord · Messages, [12] unread")).click()
    expect(screen.messages.get_by_text("has a new text")).to_be_visible()
    expect(screen.messages.locator("strong", has_text="nurse every night")).to_be_visible()
    expect(screen.page.get_by_role("button", name=re.compile("^Ann Lee, Harbour Shelter$"))).to_be_visible()


def test_a_thread_stands_beside_the_channel(opens: Opens) -> None:
    screen = opens(ANN)
    screen.opens_thread(screen.card(BEDS))
    thread = screen.page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("Yes: we can send one every night")

    thread.get_by_role("combobox", name="Reply…").fill("Thank you, Ivy!")
    thread.get_by_role("button", name="Send").click()

    expect(thread.get_by_role("log", name="Replies")).to_contain_text("Thank you, Ivy!")
    expect(screen.card(BEDS)).to_contain_text("10 replies")


def test_everything_goes_by_keyboard(opens: Opens) -> None:
    screen = opens(KARA)
    box = screen.page.get_by_role("combobox", name=re.compile("^Message #"))
    box.press_sequentially("/pro")
    expect(screen.page.get_by_role("option", name="/propose")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("/propose ")
    box.press_sequentially("A key")
    box.press("Enter")
    expect(screen.window.get_by_label("Title")).to_be_focused()
    expect(screen.window.get_by_label("Title")).to_have_value("A key")
    screen.page.keyboard.press("Escape")
    expect(screen.window).to_have_count(0)

    card = screen.card(PHONE_NUMBER)
    card.get_by_role("button", name="More", exact=True).press("Enter")
    expect(card.get_by_role("menuitem", name="Amend")).to_be_focused()
    screen.page.keyboard.press("ArrowUp")
    expect(card.get_by_role("menuitem", name="History")).to_be_focused()
    screen.page.keyboard.press("Enter")

    expect(screen.window).to_contain_text("History of No. 3")


def test_commands_are_for_the_apps_own_workspace(opens: Opens) -> None:
    screen = opens(ANN)

    screen.types("/propose A van")

    expect(screen.page.get_by_role("alert")).to_contain_text("comes by Slack Connect")
    expect(screen.window).to_have_count(0)


def test_a_decision_can_be_superseded_by_searching_for_it(opens: Opens) -> None:
    screen = opens(KARA)
    screen.types("/propose Open until ten")
    screen.window.get_by_role("button", name="More…").click()
    search = screen.window.get_by_role("combobox", name=re.compile("^Supersedes"))
    search.press_sequentially("shelter")
    screen.window.get_by_role("option", name=re.compile("No. 1 · Keep the night shelter")).click()
    screen.fills({"What we propose": "Until ten.", "Why this is best for people": "One more hour of warmth."})

    screen.sends("Raise")

    expect(screen.card("Open until ten")).to_contain_text("Supersedes No. 1 · Keep the night shelter")


def test_a_phone_is_enough(opens: Opens) -> None:
    screen = opens(KARA, size=PHONE)

    screen.is_now("Hal Quinn")
    screen.page.get_by_role("link", name=BEDS, exact=True).click()
    expect(screen.thread).to_contain_text("Kelvin Advice would consent to the text")
    screen.thread.get_by_role("button", name="Close the thread").click()
    screen.consents(BEDS)

    expect(screen.card(BEDS)).to_contain_text("Agreed on")
    width = screen.page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE[0]


def test_the_demo_goes_on_where_it_stopped(story: Path, tmp_path: Path, screens: Callable[..., Screen]) -> None:
    folder = shutil.copytree(story, tmp_path / "demo")
    with running_demo(folder) as demo:
        screen = screens(demo.address).opens(HAL)
        screen.consents(BEDS)
        expect(screen.card(BEDS)).to_contain_text("Agreed on")
        screen.page.goto("about:blank")
        assert demo.stop() == 0

    with running_demo(folder) as again:
        screen = screens(again.address).opens(KARA)

        expect(screen.card(BEDS)).to_contain_text("Agreed on")
        expect(screen.card(PHONE_NUMBER)).to_contain_text("1 of 8 partners consent")
        screen.raises("A second van")
