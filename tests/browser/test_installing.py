"""Do people install Accord by its pages in the demo's browser, found an alliance, and go on after it was taken out?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.beginning import Beginning
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_founding import BUS, FOUNDING, KARA, PARTNERS, adds, all_consent
from tests.demo import Demo, played_demo

COUNCIL, KELVIN = "city-council", "Kelvin Advice"


@pytest.fixture
def nowhere(browser: Browser, tmp_path: Path) -> Iterator[Demo]:  # noqa: ARG001 (skips without a browser)
    with played_demo(tmp_path / "demo", Beginning.INSTALL) as started:
        yield started


def installed_in(pages: Page, workspace: str) -> None:
    """Go from Slack's list of workspaces through its pages and Accord's, and back to that list."""
    pages.get_by_role("link", name="Install Accord in a workspace").click()
    expect(pages.get_by_role("heading", name="Accord wants to be installed")).to_be_visible()
    pages.get_by_role("button", name=f"Allow in {workspace}").click()
    expect(pages.get_by_role("heading", name="Accord is installed")).to_be_visible()


def workspaces(pages: Page, address: str) -> Locator:
    pages.goto(f"{address}/workspaces")
    return pages.get_by_role("listitem")


def test_it_is_installed_taken_out_and_installed_again(nowhere: Demo, screens: Callable[..., Screen]) -> None:
    screen = screens(nowhere.address).opens(KARA)
    expect(screen.page.get_by_text("Accord is installed nowhere yet")).to_be_visible()
    with screen.page.expect_popup() as opened:
        screen.page.get_by_role("link", name="Where is Accord installed?").click()
    pages = opened.value
    expect(pages.get_by_text("Accord is not installed")).to_have_count(3)
    installed_in(pages, COUNCIL)
    expect(pages.get_by_text("open the channel that your partners share")).to_be_visible()

    screen.types("/invite @Accord")
    desk = screen.messages.get_by_role("article").filter(has_text="Accord's desk")
    screen.presses("Set up an alliance here", desk)
    screen.fills({"The alliance's name": "Glasgow Together"})
    screen.sends("Keep")
    for partner in PARTNERS:
        adds(screen, desk, partner)
    screen.presses("Put it to the partners", desk)
    leads = [lead for lead, _ in PARTNERS.values()]
    all_consent(screen, FOUNDING, leads)
    screen.presses("Raise a proposal", desk)
    screen.fills({"Title": BUS, "What we propose": "It stops here.", "Why this is best for people": "Warmth."})
    screen.sends("Raise")
    bus = screen.card(BUS)
    expect(bus).to_be_visible()

    workspaces(pages, nowhere.address)
    installed_in(pages, KELVIN)
    listed = workspaces(pages, nowhere.address)
    expect(listed.filter(has_text="Accord is installed")).to_have_count(2)
    finds_nothing_serious(Screen(pages, nowhere.address))
    listed.filter(has_text=COUNCIL).get_by_role("button", name="Take it out").click()
    expect(listed.filter(has_text=COUNCIL)).to_contain_text("Accord is not installed")
    screen.presses("Consent", bus)
    expect(screen.page.get_by_role("alert")).to_contain_text("Accord is not installed any more where this comes from")

    installed_in(pages, COUNCIL)
    expect(pages.get_by_text("Glasgow Together goes on where it was")).to_be_visible()
    screen.is_now("Kara Munro")
    screen.types("/invite @Accord")
    phone = screens(nowhere.address, PHONE).opens(KARA)
    all_consent(phone, BUS, leads)
    expect(phone.article("Accord's desk")).to_contain_text("2 decided")
