"""Somebody chooses whom to be, and sees from where the others come and what becomes of the channel."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from sandbox import Channel, Command, Sandbox, User, Workspace
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious

ROOM, ANN, BEN = "C0ROOM", "U0ANN", "U0BEN"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    workspace = Workspace()
    workspace.add_user(User(ANN, "ann", "Ann Lee", title="Operations manager"))
    workspace.add_user(User(BEN, "ben", "Ben Okoro", "T0BEN", "Harbour Shelter", title="Lead"))
    workspace.add_channel(Channel(ROOM, "room", {ANN, BEN, workspace.bot_user}, is_ext_shared=True))
    workspace.commands = (Command("/propose"),)
    with Sandbox.start(workspace) as started:
        yield started


@pytest.mark.parametrize("address", ["", "/#as=", "/#as=U0NOBODY", f"/#at={ROOM}"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_an_address_with_nobody_in_it_asks_who_one_is(
    sandbox: Sandbox, screens: Callable[..., Screen], address: str, size: tuple[int, int]
) -> None:
    screen = screens(sandbox.address, size)
    screen.page.goto(f"{sandbox.address}{address}")
    expect(screen.page.get_by_role("heading", name="Who are you?")).to_be_visible()
    expect(screen.page.get_by_text("A sandbox.")).to_be_visible()
    finds_nothing_serious(screen)

    screen.page.get_by_role("button", name="Ben Okoro, Lead, workspace Harbour Shelter").click()

    expect(screen.messages).to_be_visible()
    assert screen.page.url.endswith(f"#as={BEN}") or f"as={BEN}&" in screen.page.url
    screen.is_now("Ann Lee")


def test_of_people_of_other_workspaces_the_page_says_from_where(
    sandbox: Sandbox, screens: Callable[..., Screen]
) -> None:
    sandbox.person(BEN).writes("Good morning", ROOM)
    screen = screens(sandbox.address).opens(ANN)

    expect(screen.messages.get_by_role("article")).to_contain_text("Harbour Shelter")
    expect(screen.page.get_by_role("button", name="Ben Okoro,")).to_contain_text("Harbour Shelter")
    expect(screen.page.get_by_role("heading", name="alliance")).to_be_visible()
    screen.page.get_by_role("combobox", name="Message #room").fill("/")
    expect(screen.page.get_by_role("option", name="/propose")).to_be_visible()

    screen.is_now("Ben Okoro")

    expect(screen.page.get_by_role("heading", name="Harbour Shelter")).to_be_visible()
    screen.page.get_by_role("combobox", name="Message #room").fill("/")
    expect(screen.page.get_by_text("Ben Okoro comes by Slack Connect")).to_be_visible()


def test_a_list_that_is_gone_may_still_have_been_scrolled(sandbox: Sandbox, screens: Callable[..., Screen]) -> None:
    screen = screens(sandbox.address).opens(ANN)
    gone = screen.messages.element_handle()
    screen.is_now("Ben Okoro")
    expect(screen.page.get_by_role("heading", name="Harbour Shelter")).to_be_visible()
    assert not gone.evaluate("list => list.isConnected")

    # Chromium tells of a scroll with its next picture; by then somebody else may be drawn.
    gone.dispatch_event("scroll")


def test_in_an_archived_channel_nobody_can_write(sandbox: Sandbox, screens: Callable[..., Screen]) -> None:
    screen = screens(sandbox.address).opens(ANN)
    screen.page.get_by_role("button", name="Inspector: traffic, faults, clock").click()

    screen.page.get_by_role("button", name="Archive it").click()

    expect(screen.page.get_by_text("This channel is archived")).to_be_visible()
    expect(screen.page.get_by_role("combobox", name="Message #room")).to_have_count(0)
    screen.page.get_by_role("button", name="Open it again").click()
    expect(screen.page.get_by_role("combobox", name="Message #room")).to_be_visible()


def test_a_channel_with_another_id_stays_on_the_screen(sandbox: Sandbox, screens: Callable[..., Screen]) -> None:
    sandbox.person(BEN).writes("Good morning", ROOM)
    screen = screens(sandbox.address).opens(ANN)
    screen.page.get_by_role("button", name="Inspector: traffic, faults, clock").click()
    expect(screen.page.get_by_text(f"Its id is {ROOM}")).to_be_visible()

    screen.page.get_by_role("button", name="Give it another id").click()

    expect(screen.page.get_by_text("Its id is C0SANDBOX")).to_be_visible()
    expect(screen.messages.get_by_text("Good morning")).to_be_visible()
