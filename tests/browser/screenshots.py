"""How are the pictures in docs/ taken? From a running demo, so that they never show what is not there."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect, sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.screen import Screen
from tests.demo import running_demo
from tests.paper import PAPER, WHY

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
BEDS, LONG = "Ten more beds this winter", "Ten more beds in the east wing"
HAL, KARA, ELA = "U0HAL", "U0KARA", "U0ELA"
CLOSE = "Close the welcome"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _desktop(browser, demo.address)
        _digest(browser, demo.address)
        _phone(browser, demo.address)
        _for_partners(browser, demo.address)
        _minutes(browser, Path(folder))
        browser.close()


def _desktop(browser: Browser, address: str) -> None:
    screen = _wide(browser, address, HAL)
    screen.opens_thread(screen.card(BEDS))
    _at_the_top(screen.card(BEDS))
    _take(screen, "demo")


def _digest(browser: Browser, address: str) -> None:
    screen = _wide(browser, address, KARA)
    _at_the_top(screen.messages.get_by_role("article").filter(has_text="Where we stand on").last)
    _take(screen, "digest")


def _phone(browser: Browser, address: str) -> None:
    screen = _narrow(browser, address, HAL)
    screen.presses("Consent", screen.card(BEDS))
    expect(screen.window).to_be_visible()
    _take(screen, "phone")


def _for_partners(browser: Browser, address: str) -> None:
    kara = _wide(browser, address, KARA)
    kara.types(f"/propose {LONG}")
    kara.fills({"What we propose": PAPER, "Why this is best for people": WHY})
    kara.sends("Raise")
    screen = _narrow(browser, address, ELA)
    _at_the_top(screen.card(LONG))
    _take(screen, "phone-card")
    screen.presses("Read all of it", screen.card(LONG))
    expect(screen.window).to_be_visible()
    _take(screen, "phone-read")
    screen.page.keyboard.press("Escape")
    expect(screen.window).to_have_count(0)
    screen.presses("Object", screen.card(LONG))
    screen.fills(
        {
            "Reason": "Ten more beds without a nurse at night are not safe.",
            "What would make it acceptable": "A nurse on site every night.",
        }
    )
    _take(screen, "phone-object")


def _minutes(browser: Browser, folder: Path) -> None:
    """Let whoever runs the demo export its minutes."""
    (database,) = folder.rglob("*.db")
    file = folder / "minutes.html"
    subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "bot", "log", "export", "--format", "html", "--out", str(file)],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        check=True,
    )
    page = browser.new_page(viewport={"width": 760, "height": 900}, locale="en-GB")
    page.goto(file.as_uri())
    page.screenshot(path=PICTURES / "minutes.png")


def _wide(browser: Browser, address: str, person: str) -> Screen:
    return _opened(Screen(browser.new_page(viewport={"width": 1360, "height": 860}, locale="en-GB"), address), person)


def _narrow(browser: Browser, address: str, person: str) -> Screen:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True, device_scale_factor=2, locale="en-GB"
    )
    return _opened(Screen(context.new_page(), address), person)


def _opened(screen: Screen, person: str) -> Screen:
    screen.opens(person)
    screen.page.get_by_role("button", name=CLOSE).click()
    return screen


def _at_the_top(message: Locator) -> None:
    message.evaluate("message => message.scrollIntoView({ block: 'start' })")


def _take(screen: Screen, name: str) -> None:
    screen.page.wait_for_timeout(500)  # what scrolls or opens comes to rest
    screen.page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
