"""Where do the browser's tests play? In Debian's chromium, at the page of the demo."""

import asyncio
import shutil
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.screen import Screen
from tests.demo import Demo, played_demo, story

__all__ = ["story"]

# The first is the same browser without windows and menus of its own, and takes half the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
DESKTOP, PHONE = (1280, 800), (390, 780)

Opens = Callable[..., Screen]


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, AbstractEventLoop]]:
    """Launch the browser once, and return it with Playwright's event loop, which runs only while it is used.

    Playwright itself would leave its loop running in this thread, and other tests would stumble over it.
    """
    if not CHROMIUM:
        pytest.skip("there is no chromium here; on Debian: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        # As root, in containers, chromium has no sandbox of its own to run in.
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        asyncio._set_running_loop(None)
        yield launched, loop
        asyncio._set_running_loop(loop)
        launched.close()


@pytest.fixture
def browser(chromium: tuple[Browser, AbstractEventLoop]) -> Iterator[Browser]:
    launched, loop = chromium
    asyncio._set_running_loop(loop)
    yield launched
    asyncio._set_running_loop(None)


@pytest.fixture
def demo(browser: Browser, story: Path, tmp_path: Path) -> Iterator[Demo]:  # noqa: ARG001 (skips without a browser)
    folder = tmp_path / "demo"
    shutil.copytree(story, folder)
    with played_demo(folder) as started:
        yield started


@pytest.fixture
def screens(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """Open browser windows; afterwards no page may have complained of anything."""
    opened: list[Screen] = []

    def open_screen(address: str, size: tuple[int, int] = DESKTOP) -> Screen:
        is_phone = size[0] == PHONE[0]
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=is_phone, is_mobile=is_phone, locale="en-GB"
        )
        opened.append(Screen(context.new_page(), address))
        return opened[-1]

    yield open_screen
    problems = [problem for screen in opened for problem in screen.problems]
    for screen in opened:
        screen.page.context.close()
    assert problems == []


@pytest.fixture
def opens(demo: Demo, screens: Callable[..., Screen]) -> Opens:
    """Open the demo as a person, in a window of their own."""
    return lambda person, size=DESKTOP: screens(demo.address, size).opens(person)
