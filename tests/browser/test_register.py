"""Does the register work in a browser, from a folder and without a server?"""

import unicodedata
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from decisions.words.spelling import each_word
from tests.browser.conftest import DESKTOP, PHONE
from tests.register.conftest import build, past_database

__all__ = ["past_database"]


@pytest.fixture(scope="session")
def register(past_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a register, which no page changes."""
    folder = tmp_path_factory.mktemp("register")
    assert build(past_database, folder, "--open").returncode == 0
    return (folder / "register").as_uri()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("requestfailed", lambda failed: problems.append(failed.url))
    opened.on("request", lambda asked: problems.append(asked.url) if not asked.url.startswith("file:") else None)
    yield opened
    context.close()
    assert problems == []


def test_people_find_a_decision_by_words_of_its_text(page: Page, register: str) -> None:
    page.goto(f"{register}/index.html")
    expect(page.get_by_role("status")).to_have_text("30 decisions, 2 not decided yet")

    page.get_by_label("Search").fill("NALÓXONE hostel")

    expect(page.locator("#records > li").first).to_contain_text("Naloxone in every hostel")
    assert all("Naloxone" in row for row in page.locator("#records h2").all_inner_texts())
    page.get_by_role("link", name="Naloxone").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Naloxone in every hostel")


def test_the_page_folds_words_as_the_bot_does(page: Page, register: str) -> None:
    page.goto(f"{register}/index.html")
    words = [
        "STRAUSS Stra\u00dfe",
        "\u0141\u00f3d\u017a",
        "\ufb02at-3b",
        "O\u02bcHara \u0663\uff13",
        "\u039f\u03a3 \u03c3\u03c2",
        "Mr\u200bBro\u00adwn",
    ]
    # Latin, Greek and Cyrillic, as far as this Python knows them.
    signs = [chr(code) for codes in (range(0x20, 0x530), range(0x1E00, 0x2500)) for code in codes]
    words += [sign for sign in signs if unicodedata.category(sign) != "Cn"]

    folded = page.evaluate("words => words.map(folded)", words)

    assert [(word, found) for word, found in zip(words, folded, strict=True) if found != each_word(word)] == []


def test_filters_narrow_it_down_and_the_address_keeps_them(page: Page, register: str) -> None:
    page.goto(f"{register}/index.html")

    page.get_by_label("Show").select_option("Held by an objection")
    expect(page.locator("#records > li")).to_have_count(1)
    page.get_by_label("Search").fill("zebra")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Search")).to_have_value("zebra")
    expect(page.get_by_role("status")).to_have_text("0 of 32")
    page.get_by_label("Search").fill("")
    page.get_by_label("Show").select_option("Everything")
    expect(page.locator("#records > li")).to_have_count(32)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, register: str, look: str) -> None:
    page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    for name in ("index", "pictures", "decisions/20", "decisions/16", "decisions/31"):
        page.goto(f"{register}/{name}.html")
        for details in page.locator("details").all():
            details.locator("summary").click()

        # Axe would fetch the style sheet, which no page may that is a file.
        found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]

        assert [f"{name} {each['id']}: {[node['html'] for node in each['nodes']]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_the_whole_list_is_there_without_scripts(browser: Browser, register: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{register}/index.html")

    expect(page.locator("#records > li")).to_have_count(32)
    expect(page.get_by_label("Search")).to_be_hidden()
    context.close()


def test_a_page_prints_as_minutes(page: Page, register: str) -> None:
    page.goto(f"{register}/decisions/20.html")

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("heading", name="What we decided")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    headings = page.get_by_role("heading").evaluate_all("all => all.map(each => getComputedStyle(each).breakAfter)")
    assert set(headings) == {"avoid"}
