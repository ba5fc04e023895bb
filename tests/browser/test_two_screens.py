"""Do the digest, the overviews and Home fit on two screens of a telephone, with 12 open proposals and 22 decided?"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import text

from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.cast import CAT, KARA
from tests.past import an_alliance, decide, people_have_names, raise_open
from tests.stories.stage import Stage

SIZE = (PHONE[0], 844)
TWO_SCREENS = 2 * SIZE[1]
OPEN, DECIDED = 12, 22
TITLE = "Open ten more beds in the east wing this winter, part {}"
# Of everything inside, for windows scroll in themselves.
HEIGHT = "it => Math.max(...[it, ...it.querySelectorAll('*')].map(each => each.scrollHeight))"


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:  # noqa: ARG001 (skips without a browser)
    """Seeded through the rules and storage; nothing of it was said in Slack, for that would take a minute."""
    url = f"sqlite:///{tmp_path}/accord.db"
    with closing(an_alliance(url)) as database:
        people_have_names(database)
        decide(database, DECIDED)
        for number in range(OPEN):
            at = datetime.now(UTC) - timedelta(days=OPEN - number)
            raise_open(database, at, objects=number % 4 == 3, title=TITLE.format(number + 1))
        with database.transaction() as connection:
            connection.execute(text("UPDATE messages SET ended_at = created_at, ended_as = 'said'"))
            connection.execute(text("UPDATE lanes SET due_at = NULL"))
    made = Stage(tmp_path, url)
    made.start_bot()
    yield made
    made.close()


def height(place: Locator) -> int:
    expect(place).to_contain_text("in the east wing")
    return int(place.evaluate(HEIGHT))


def in_window(screen: Screen) -> int:
    tall = height(screen.window)
    screen.page.keyboard.press("Escape")
    return tall


def test_nothing_that_lists_is_longer_than_two_screens(stage: Stage, screens: Callable[..., Screen]) -> None:
    heights: dict[str, int] = {}
    for person in (KARA, CAT):
        screen = screens(stage.sandbox.address, SIZE).opens(person)

        heights[f"{person}: digest"] = height(screen.article("Where we stand on"))
        screen.types("/accord status")
        heights[f"{person}: status"] = in_window(screen)
        screen.presses("What waits for us", screen.article("Accord's desk ·"))
        heights[f"{person}: what waits"] = in_window(screen)
        screen.goes_to("Accord · Home")
        heights[f"{person}: Home"] = height(screen.home)

    assert {place: tall for place, tall in heights.items() if tall > TWO_SCREENS} == {}, heights
