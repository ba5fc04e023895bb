"""Does somebody with a telephone see all of a real-sized paper before they answer it?"""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_story import KARA
from tests.paper import BUDGET, PAPER, SAFEGUARDS, WHY

CAT = "U0CAT"
TITLE = "Ten beds in the east wing"


def puts_the_paper(kara: Screen) -> None:
    kara.types(f"/propose {TITLE}")
    kara.fills({"What we propose": PAPER, "Why this is best for people": WHY})
    kara.sends("Raise")
    expect(kara.card(TITLE)).to_be_visible()


def comes_into_view(screen: Screen, words: str) -> None:
    """Scroll to these words in the open window; they must then be on the screen."""
    found = screen.window.get_by_text(words).last
    found.scroll_into_view_if_needed()
    expect(found).to_be_in_viewport()


def height_of_lines(table: Locator) -> float:
    return float(table.evaluate("pre => pre.getBoundingClientRect().height / pre.innerText.split('\\n').length"))


def test_every_safeguard_is_on_the_screen_before_the_press(opens: Opens) -> None:
    kara, cat = opens(KARA), opens(CAT, PHONE)
    puts_the_paper(kara)
    expect(cat.card(TITLE)).not_to_contain_text(SAFEGUARDS[0])

    cat.presses("Read all of it", cat.card(TITLE))

    for words in (*SAFEGUARDS, WHY):
        comes_into_view(cat, words)
    table = cat.window.locator("pre")
    expect(table).to_contain_text(BUDGET[-1][-1])
    assert height_of_lines(table) < 24, "a line of the table is folded"
    assert cat.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    finds_nothing_serious(cat)
    cat.presses("Consent", cat.window)
    expect(cat.window).to_contain_text(f"Glasgow City Council consents to No. 4 · {TITLE}")


def test_what_changed_is_on_the_screen_in_whole_sums(opens: Opens) -> None:
    kara, cat = opens(KARA), opens(CAT, PHONE)
    puts_the_paper(kara)
    cat.presses("Consent", cat.card(TITLE))
    expect(cat.messages).to_contain_text("Recorded: Glasgow City Council consents")
    kara.chooses("Amend", kara.card(TITLE))
    kara.fills({"What we propose": PAPER.replace("£150,000", "£120,000").replace("£61,600", "£67,750")})
    kara.sends("Amend")

    cat.goes_to("Accord · Messages")

    notice = cat.messages.get_by_role("article").filter(has_text="has a new text")
    expect(notice.locator("s", has_text="£150,000")).to_be_visible()
    expect(notice.locator("strong", has_text="£120,000")).to_be_visible()
    expect(notice.locator("s", has_text="£61,600")).to_contain_text("£112,350")
    cat.presses("Read all of it", notice)
    comes_into_view(cat, "If the reserve falls below £120,000")
    expect(cat.window.get_by_role("button", name="Consent")).to_be_visible()
