"""Is an objection heard and cured in the browser, on a phone too?"""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_story import BEDS, HAL, KARA
from tests.browser.test_taking_part import MESSAGES

NURSE = " A nurse is there every night."


def test_a_cure_is_suggested_on_a_phone_and_taken_with_one_press(opens: Opens) -> None:
    hal, kara = opens(HAL, PHONE), opens(KARA)
    hal.opens_window("Object", hal.card(BEDS))
    hal.window.get_by_role("textbox", name="A text to which you could consent").click()
    hal.page.keyboard.press("Control+End")
    hal.page.keyboard.type(NURSE)
    hal.window.get_by_label("If exactly this text is taken, we consent").check()
    finds_nothing_serious(hal)
    hal.sends("Object")
    expect(hal.card(BEDS)).to_contain_text("Tollcross Housing First would consent to it (1 of 8).")

    kara.goes_to(MESSAGES)
    expect(kara.messages).to_contain_text(NURSE.strip())
    kara.messages.get_by_role("link", name="Open the thread").last.click()
    expect(kara.thread).to_contain_text(NURSE.strip())
    kara.thread.get_by_role("button", name="Take this text").last.click()

    expect(kara.card(BEDS)).to_contain_text("as Tollcross Housing First suggested")
    expect(kara.card(BEDS)).to_contain_text(re.compile("Open.*1 of 8 partners consent"))


def test_the_window_that_lifts_an_objection_is_readable_on_a_phone(opens: Opens) -> None:
    screen = opens(HAL, PHONE)
    screen.opens_window("Consent", screen.card(BEDS))

    expect(screen.window).to_contain_text("A nurse on site every night, from the first night on.")
    finds_nothing_serious(screen)
    screen.window.get_by_label("It is settled, as I say below").check()
    screen.fills({"How it was settled": "Ivy's nurses come every night."})
    screen.sends("Consent")

    expect(screen.card(BEDS)).to_contain_text("Agreed on")
    expect(screen.messages).to_contain_text("Ivy's nurses come every night.")
