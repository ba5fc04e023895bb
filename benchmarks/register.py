"""How long it takes to write the register of a thousand decisions, and to search it in a browser."""

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from storage.engine.database import Database
from tests import past
from tests.browser.conftest import CHROMIUM

DECISIONS = 1000
TYPED = ("n", "na", "nal", "night nurse", "naloxone hostel 4", "zebra", "", "winter", "")
_SEARCH = """async (words) => {
  const input = document.getElementById("words");
  const began = performance.now();
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 0)));
  return performance.now() - began;
}"""


def seconds_to_build(folder: Path) -> float:
    """Make up the decisions, then time `accord register build` without the start of Python."""
    database = past.an_alliance(f"sqlite:///{folder}/accord.db")
    past.decide(database, DECISIONS)
    took = _seconds(database, folder / "register")
    database.close()
    return took


def seconds_of_searches(folder: Path) -> tuple[float, float]:
    """Type words into the search and wait until the list is painted: median and longest."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((folder / "register" / "index.html").as_uri())
        page.wait_for_timeout(500)
        took = [page.evaluate(_SEARCH, words) / 1000 for words in TYPED]
        browser.close()
    return statistics.median(took), max(took)


def _seconds(database: Database, out: Path) -> float:
    began = time.perf_counter()
    with database.snapshot() as connection:
        site.build(connection, 1, out, Redactor([], {}), datetime.now(UTC), with_open=False, is_attributed=False)
    return time.perf_counter() - began
