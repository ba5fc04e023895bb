"""How are the README's pictures taken? From a running demo, so that they never show what is not there."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.screen import Screen
from tests.demo import running_demo

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
BEDS = "Ten more beds this winter"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _desktop(browser, demo.address)
        _phone(browser, demo.address)
        browser.close()


def _desktop(browser: Browser, address: str) -> None:
    screen = Screen(browser.new_page(viewport={"width": 1360, "height": 860}, locale="en-GB"), address).opens("U0HAL")
    screen.page.get_by_role("button", name="Close the welcome").click()
    screen.opens_thread(screen.card(BEDS))
    screen.card(BEDS).evaluate("card => card.scrollIntoView({ block: 'start' })")
    _take(screen, "demo")


def _phone(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True, device_scale_factor=2, locale="en-GB"
    )
    screen = Screen(context.new_page(), address).opens("U0HAL")
    screen.page.get_by_role("button", name="Close the welcome").click()
    screen.presses("Consent", screen.card(BEDS))
    expect(screen.window).to_be_visible()
    _take(screen, "phone")


def _take(screen: Screen, name: str) -> None:
    screen.page.wait_for_timeout(500)  # what scrolls or opens comes to rest
    screen.page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
