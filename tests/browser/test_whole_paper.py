"""Can a real-sized paper be raised, objected to, cured and agreed on phones, by people who read only their screens?

Nobody here belongs to the workspace that installed Accord, but for Cat: what they do, they do from the channel.
"""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.screen import Screen
from tests.browser.test_reading import comes_into_view
from tests.browser.test_taking_part import MESSAGES
from tests.paper import PAPER, SAFEGUARDS, WHY

TITLE = "Ten beds in the east wing"
HAL, IVY = "U0HAL", "U0IVY"
DOCTOR = " A doctor is on call every night."
LEADS = ("U0CAT", "U0ANN", "U0DEV", "U0ELA", "U0FAY", "U0GUS")


def raises_the_paper(author: Screen) -> None:
    desk = author.messages.get_by_role("article").filter(has_text="Accord's desk")
    desk.get_by_role("button", name="Raise a proposal").click()
    author.fills({"Title": TITLE, "What we propose": PAPER, "Why this is best for people": WHY})
    author.sends("Raise")
    expect(author.card(TITLE)).to_be_visible()


def reads_all(screen: Screen, *words: str) -> Locator:
    """Open the whole text from the card; each of these words comes onto the screen before anything is pressed."""
    screen.opens_window("Read all of it", screen.card(TITLE))
    for each in (*SAFEGUARDS, *words, WHY):
        comes_into_view(screen, each)
    return screen.window


@pytest.mark.timeout(240)
def test_a_paper_is_raised_objected_to_cured_and_agreed_on_phones(opens: Opens) -> None:
    hal, ivy = opens(HAL, PHONE), opens(IVY, PHONE)
    raises_the_paper(hal)
    hal.presses("Consent", reads_all(hal))
    expect(hal.window).to_contain_text("Tollcross Housing First consents")
    hal.page.keyboard.press("Escape")

    ivy.presses("Object", reads_all(ivy))
    ivy.fills({"Reason": "A nurse alone can't prescribe.", "What would make it acceptable": "A doctor on call."})
    ivy.window.get_by_role("textbox", name="A text to which you could consent").click()
    ivy.page.keyboard.press("Control+End")
    ivy.page.keyboard.type(DOCTOR)
    ivy.window.get_by_label("If exactly this text is taken, we consent").check()
    ivy.sends("Object")
    expect(hal.card(TITLE)).to_contain_text("A nurse alone can't prescribe.")

    hal.goes_to(MESSAGES)
    expect(hal.messages).to_contain_text("A nurse alone can't prescribe.")
    hal.messages.get_by_role("link", name="Open the thread").last.click()
    expect(hal.thread.locator("strong", has_text=DOCTOR.strip()).first).to_be_visible()
    hal.thread.get_by_role("button", name="Take this text").last.click()
    expect(ivy.card(TITLE)).to_contain_text("as Gorbals Health Link suggested")

    for lead in LEADS:
        screen = opens(lead, PHONE)
        screen.presses("Consent", reads_all(screen, DOCTOR.strip()))
        expect(screen.window).to_contain_text("consents to No. 4")
    hal.thread.get_by_role("button", name="Close the thread").click()
    hal.goes_to("# alliance")
    hal.presses("Consent", reads_all(hal, DOCTOR.strip()))
    expect(hal.window).to_contain_text("it is decided, and that is final")
    comes_into_view(hal, SAFEGUARDS[-1])
    hal.sends("Consent")

    expect(ivy.card(TITLE)).to_contain_text("Agreed")
    outcome = ivy.messages.get_by_role("article").filter(has_text=f"✅ Agreed: No. 4 · {TITLE}")
    ivy.presses("Read all of it", outcome)
    comes_into_view(ivy, DOCTOR.strip())
