"""Do eight partners found an alliance in a browser, in a demo where nobody has founded one, and decide something?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.demo.beginning import Beginning
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious
from tests.demo import Demo, played_demo

KARA = "U0KARA"
FOUNDING, BUS = "We found this alliance", "A night bus"
# Each is of a workspace of its own; that of the council holds the app.
PARTNERS: dict[str, tuple[str, list[str]]] = {
    "Harbour Shelter": ("Ann Lee", ["Ben Okoro"]),
    "Glasgow City Council": ("Cat Reid", []),
    "Clyde Outreach": ("Dev Shah", []),
    "Lived Experience Group": ("Ela Novak", []),
    "Northside Homes": ("Fay Burns", []),
    "Kelvin Advice": ("Gus Wren", []),
    "Tollcross Housing First": ("Hal Quinn", []),
    "Gorbals Health Link": ("Ivy Stone", []),
}


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Demo]:  # noqa: ARG001 (skips without a browser)
    with played_demo(tmp_path / "demo", Beginning.EMPTY) as started:
        yield started


def finds(screen: Screen, field: str, name: str) -> None:
    """Look somebody up in a list that the app fills, and choose them."""
    screen.window.get_by_role("combobox", name=field).fill(name)
    screen.window.get_by_role("option", name=name).click()


def adds(screen: Screen, desk: Locator, partner: str) -> None:
    lead, deputies = PARTNERS[partner]
    screen.presses("Add a partner", desk)
    screen.fills({"The organisation's name": partner})
    finds(screen, "Who leads", lead)
    for deputy in deputies:
        finds(screen, "Deputies", deputy)
    if deputies:
        finds_nothing_serious(screen)
    screen.sends("Keep")
    expect(desk).to_contain_text(f"{partner} · {lead} leads")


def all_consent(screen: Screen, title: str, people: list[str]) -> None:
    """One after the other; the last one is told that this decides it, and sends the window."""
    card = screen.card(title)
    for count, name in enumerate(people, start=1):
        screen.is_now(name)
        screen.presses("Consent", card)
        if count == len(people):
            screen.sends("Consent")
        else:
            expect(card).to_contain_text(f"{count} of {len(people)} partners consent")
    expect(card).to_contain_text("Agreed on")


def test_an_alliance_is_founded_without_a_file_and_decides(empty: Demo, screens: Callable[..., Screen]) -> None:
    screen = screens(empty.address).opens(KARA)
    desk = screen.messages.get_by_role("article").filter(has_text="Accord's desk")
    screen.opens_window("Set up an alliance here", desk)
    expect(screen.window.get_by_label("Time zone")).to_have_value("Europe/London")
    expect(screen.window.get_by_role("group", name="Operations managers")).to_contain_text("Kara Munro")
    screen.fills({"The alliance's name": "Glasgow Together"})
    finds_nothing_serious(screen)
    screen.sends("Keep")
    for partner in PARTNERS:
        adds(screen, desk, partner)
    expect(desk).to_contain_text("then Ben Okoro")
    expect(desk).to_contain_text("Kara Munro set this up")

    screen.presses("Put it to the partners", desk)

    expect(desk).to_contain_text("No. 1 asks every partner")
    leads = [lead for lead, _ in PARTNERS.values()]
    all_consent(screen, FOUNDING, ["Ben Okoro", *leads[1:]])
    expect(desk).to_contain_text("Glasgow Together")

    screen.opens_window("Raise a proposal", desk)
    expect(screen.window).to_contain_text("The partners of Glasgow Together are asked")
    screen.fills(
        {"Title": BUS, "What we propose": "It stops at the harbour.", "Why this is best for people": "Warmth."}
    )
    screen.sends("Raise")
    all_consent(screen, BUS, leads)
    expect(desk).to_contain_text("2 decided")
