"""Can people use the page who do not see it, or use it otherwise than with a mouse? Axe looks at every state of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Opens
from tests.browser.screen import Screen

KARA, HAL = "U0KARA", "U0HAL"
BEDS = "Ten more beds this winter"
AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((it) => it.effect.getComputedTiming().endTime !== Infinity).map((it) => it.finished))"""


def finds_nothing_serious(screen: Screen) -> None:
    # Colours fade in, and axe would measure them half-way.
    screen.page.evaluate(AT_REST)
    found = Axe().run(screen.page).response["violations"]
    serious = [
        f"{each['id']}: {each['help']} {[node['html'][:200] for node in each['nodes']]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious(opens: Opens, size: tuple[int, int]) -> None:
    screen = opens(KARA, size)
    finds_nothing_serious(screen)

    screen.types("/propose A van")
    expect(screen.window).to_be_visible()
    screen.window.get_by_role("button", name="Raise").click()
    finds_nothing_serious(screen)
    screen.page.keyboard.press("Escape")
    expect(screen.window).to_have_count(0)

    screen.opens_thread(screen.card(BEDS))
    finds_nothing_serious(screen)
    screen.page.get_by_role("button", name="Close the thread").click()

    screen.card(BEDS).get_by_role("button", name="More", exact=True).click()
    finds_nothing_serious(screen)
    screen.page.keyboard.press("Escape")

    if size == PHONE:
        screen.page.get_by_role("button", name="People and channels").click()
        finds_nothing_serious(screen)
    else:
        screen.page.get_by_role("combobox", name="Message #alliance").fill("/")
    screen.page.get_by_role("button", name="Inspector: traffic, faults, clock").click()
    finds_nothing_serious(screen)
