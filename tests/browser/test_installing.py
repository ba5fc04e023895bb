"""Do people install Accord by its pages in the demo's browser, found an alliance, and go on after it was taken out?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo.beginning import Beginning
from bot.demo.people import CHANNEL
from sandbox import Message
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_founding import BUS, FOUNDING, KARA, PARTNERS, all_consent
from tests.demo import PlayedDemo, played_demo

COUNCIL, KELVIN = "city-council", "Kelvin Advice"


@pytest.fixture
def nowhere(browser: Browser, tmp_path: Path) -> Iterator[PlayedDemo]:  # noqa: ARG001 (skips without a browser)
    with played_demo(tmp_path / "demo", Beginning.INSTALL) as started:
        yield started


def listed(address: str, pages: Page, workspace: str) -> Locator:
    """Open the list of workspaces, and return what it says of one."""
    pages.goto(f"{address}/workspaces")
    return pages.get_by_role("listitem").filter(has_text=workspace)


def install(address: str, pages: Page, workspace: str) -> None:
    """Go from the list of workspaces through Slack's page to Accord's."""
    expect(listed(address, pages, workspace)).to_contain_text("Accord is not installed")
    pages.get_by_role("link", name="Install Accord in a workspace").click()
    expect(pages.get_by_role("heading", name="Accord wants to be installed")).to_be_visible()
    assert pages.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    pages.get_by_role("button", name=f"Allow in {workspace}").click()
    expect(pages.get_by_role("heading", name="Accord is installed")).to_be_visible()


def name_the_partners(demo: PlayedDemo) -> None:
    """As tests/browser/test_founding.py does in the browser."""
    kara = demo.sandbox.person(KARA)

    def desk() -> Message:
        return next(it for it in kara.sees(CHANNEL) if "Add a partner" in str(it.blocks))

    for partner, (lead, deputies) in PARTNERS.items():
        kara.clicks("Add a partner", desk())
        for field, names in (("Who leads", [lead]), ("Deputies", deputies)):
            for name in names:
                kara.offered(field, name)
        kara.fills({"The organisation's name": partner, "Who leads": lead, "Deputies": deputies})
        assert kara.submits().is_acked
        assert kara.window is None


def test_it_is_installed_taken_out_and_installed_again(nowhere: PlayedDemo, screens: Callable[..., Screen]) -> None:
    screen = screens(nowhere.address).opens(KARA)
    expect(screen.page.get_by_text("At first Accord is installed nowhere")).to_be_visible()
    with screen.page.expect_popup() as opened:
        screen.page.get_by_role("link", name="Where is Accord installed?").click()
    pages = opened.value
    install(nowhere.address, pages, COUNCIL)
    expect(pages.get_by_text("open the channel that your partners share")).to_be_visible()
    # As people do who go on there: a page behind another one is drawn only once a second.
    screen.page.bring_to_front()

    screen.types("/invite @Accord")
    desk = screen.article("Accord's desk")
    screen.presses("Set up an alliance here", desk)
    screen.fills({"The alliance's name": "Glasgow Together"})
    screen.sends("Keep")
    expect(desk).to_contain_text("Add a partner")
    name_the_partners(nowhere)
    for partner, (lead, _) in PARTNERS.items():
        expect(desk).to_contain_text(f"{partner} · {lead} leads")
    screen.presses("Put it to the partners", desk)
    leads = [lead for lead, _ in PARTNERS.values()]
    all_consent(screen, FOUNDING, leads)
    screen.presses("Raise a proposal", desk)
    screen.fills({"Title": BUS, "What we propose": "It stops here.", "Why this is best for people": "Warmth."})
    screen.sends("Raise")
    expect(screen.card(BUS)).to_be_visible()

    phone = screens(nowhere.address, PHONE)
    install(nowhere.address, phone.page, KELVIN)
    finds_nothing_serious(phone)
    expect(listed(nowhere.address, phone.page, KELVIN)).to_contain_text("Accord is installed")
    finds_nothing_serious(phone)
    listed(nowhere.address, phone.page, COUNCIL).get_by_role("button", name="Take it out").click()
    expect(listed(nowhere.address, phone.page, COUNCIL)).to_contain_text("Accord is not installed")
    screen.presses("Consent", screen.card(BUS))
    expect(screen.page.get_by_role("alert")).to_contain_text("Accord is not installed any more where this comes from")

    install(nowhere.address, phone.page, COUNCIL)
    expect(phone.page.get_by_text("Glasgow Together goes on where it was")).to_be_visible()
    screen.is_now("Kara Munro")
    screen.types("/invite @Accord")
    phone.opens(KARA)
    all_consent(phone, BUS, leads)
    expect(phone.article("Accord's desk")).to_contain_text("2 decided")
