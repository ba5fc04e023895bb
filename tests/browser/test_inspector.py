"""Can somebody see what goes over the line, break it, and watch the bot hold?"""

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from holidays import country_holidays
from playwright.sync_api import Locator, expect

from decisions.asking.reminder import is_a_good_hour
from decisions.words.working_days import is_working_day
from tests.browser.conftest import Opens
from tests.browser.screen import Screen
from tests.browser.test_story import LEADS
from tests.demo import Demo

KARA, ANN = "U0KARA", "U0ANN"
PHONE_NUMBER = "One phone number for a bed tonight"


def inspector(screen: Screen) -> Locator:
    screen.page.get_by_role("button", name="Inspector: traffic, faults, clock").click()
    return screen.page.get_by_role("complementary", name="Inspector")


def exchanges(pane: Locator, name: str, outcome: str = "") -> Locator:
    return pane.get_by_role("list").get_by_role("button", name=re.compile(f"{re.escape(name)}.*{outcome}"))


def answers(demo: Demo) -> list[str]:
    with closing(sqlite3.connect(demo.folder / "accord.db")) as connection:
        return [row[0] for row in connection.execute('SELECT "by" FROM responses WHERE proposal_id = 3 ORDER BY id')]


def test_a_press_and_what_follows_are_shown_with_their_words(opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)

    screen.consents(PHONE_NUMBER)

    expect(exchanges(pane, "block_actions · proposal.consent", r"acknowledged · \d+ ms")).to_be_visible()
    update = exchanges(pane, "chat.update", "ok").first
    update.click()
    expect(pane.get_by_text("POST /api/chat.update")).to_be_visible()
    expect(pane.get_by_text(re.compile('"ok": true'))).to_be_visible()


def test_a_rate_limit_is_waited_for_and_the_card_still_comes_right(opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)
    pane.get_by_label("With the next").select_option("chat.update")
    pane.get_by_role("button", name="Rate-limit it").click()
    refused = exchanges(pane, "chat.update", "429 ratelimited")
    # Another card may be drawn anew just then.
    expect(pane.get_by_text("the next chat.update answers 429 ratelimited").or_(refused).first).to_be_visible()

    screen.consents(PHONE_NUMBER)

    expect(screen.card(PHONE_NUMBER)).to_contain_text("✅ Harbour Shelter and Lived Experience Group consent")
    expect(refused).to_have_count(1)
    expect(pane.get_by_text("the next chat.update answers")).to_have_count(0)


def everybody_was_asked(screen: Screen) -> None:
    """In working hours the bot puts the newest text to each lead, one by one, as soon as it runs."""
    now = datetime.now(ZoneInfo("Europe/London"))
    if is_a_good_hour(now) and is_working_day(now.date(), country_holidays("GB", subdiv="SCT")):
        # Dev wrote it, and Ela has answered.
        for lead in set(LEADS) - {"Dev Shah", "Ela Novak"}:
            told = screen.page.get_by_role("button", name=re.compile(f"^{lead}, .*unread for them alone"))
            expect(told).to_be_visible()


def test_a_lost_reply_posts_no_second_card(opens: Opens) -> None:
    screen = opens(KARA)
    everybody_was_asked(screen)
    pane = inspector(screen)
    pane.get_by_label("With the next").select_option("chat.postMessage")
    pane.get_by_role("button", name="Do it, lose the reply").click()
    expect(pane.get_by_text("the next chat.postMessage loses its reply")).to_be_visible()

    screen.raises("A van")

    expect(exchanges(pane, "chat.postMessage", "line cut, no answer")).to_have_count(1)
    expect(exchanges(pane, "conversations.history", "ok")).to_have_count(1)
    expect(screen.card("A van")).to_have_count(1)


def test_a_press_delivered_twice_counts_once(demo: Demo, opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)
    pane.get_by_role("button", name="Deliver it twice").click()
    expect(pane.get_by_text("the next press or command is delivered twice")).to_be_visible()

    screen.consents(PHONE_NUMBER)

    expect(exchanges(pane, "block_actions · proposal.consent", "acknowledged")).to_have_count(2)
    expect(screen.card(PHONE_NUMBER)).to_contain_text("2 of 8 partners consent")
    assert answers(demo) == ["U0ELA", ANN]


def test_a_dropped_line_is_made_again(opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)
    before = exchanges(pane, "apps.connections.open").count()
    expect(pane.get_by_text("🟢 Connected (line 1)")).to_be_visible()

    pane.get_by_role("button", name="Drop its connection").click()

    expect(exchanges(pane, "apps.connections.open")).to_have_count(before + 1)
    expect(pane.get_by_text("🟢 Connected (line 2)")).to_be_visible()
    screen.consents(PHONE_NUMBER)


def test_a_killed_bot_says_so_and_goes_on_when_it_is_started(demo: Demo, opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)
    pane.get_by_role("button", name="Kill it").click()
    expect(pane.get_by_text("🔴 Not connected")).to_be_visible()
    screen.presses("Consent", screen.card(PHONE_NUMBER))
    expect(screen.page.get_by_role("alert")).to_contain_text("The app did not answer (the app is not connected).")
    assert answers(demo) == ["U0ELA"]

    pane.get_by_role("button", name="Start it").click()

    expect(pane.get_by_text("🟢 Connected")).to_be_visible()
    screen.consents(PHONE_NUMBER)
    expect(screen.card(PHONE_NUMBER)).to_contain_text("✅ Harbour Shelter and Lived Experience Group consent")


def test_the_clock_moves_forward_for_the_bot_too(demo: Demo, opens: Opens) -> None:
    screen = opens(ANN)
    pane = inspector(screen)
    # The story's newest proposal is some hours old: of yesterday, soon after midnight.
    expect(screen.card(PHONE_NUMBER)).to_contain_text(re.compile(r"Gorbals Health Link \((since today|1 day)\)"))
    digests = screen.messages.get_by_text(re.compile("Where we stand on"))
    before = digests.count()

    pane.get_by_role("button", name="A week on, at ten").click()

    expect(screen.card(PHONE_NUMBER)).to_contain_text(re.compile(r"Gorbals Health Link \([78] days\)"))
    kept = json.loads((demo.folder / "workspace.json").read_text(encoding="utf-8"))
    assert 6 * 24 * 3600 < kept["clock_offset"] < 8 * 24 * 3600
    expect(pane.get_by_text(re.compile("It is 10:0"))).to_be_visible()
    expect(digests).to_have_count(before + 1)
