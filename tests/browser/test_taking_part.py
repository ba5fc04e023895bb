"""Does every other way to take part work in a browser: Home, time, reports, days away, replies, signs?"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays
from playwright.sync_api import expect

from decisions.words.refusal import say_day
from decisions.words.working_days import is_working_day
from tests.browser.conftest import PHONE, Opens
from tests.browser.screen import Screen
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_story import ANN, BEDS, BEN, KARA, OLLY, PHONE_NUMBER

CAT, GUS = "U0CAT", "U0GUS"
SOON = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=5)
MESSAGES, HOME = "Accord · Messages", "Accord · Home"


def test_a_representative_answers_from_the_home_tab(opens: Opens) -> None:
    screen = opens(CAT, PHONE)
    screen.goes_to(HOME)
    expect(screen.home).to_contain_text("Waiting on you")
    finds_nothing_serious(screen)

    screen.opens_window("Read and answer", screen.home)
    expect(screen.window).to_contain_text("Silence is not consent")
    finds_nothing_serious(screen)
    screen.presses("Consent", screen.window)
    expect(screen.window).to_contain_text("Glasgow City Council consents to No. 3")
    screen.page.keyboard.press("Escape")

    expect(screen.home).to_contain_text("Nothing waits for Glasgow City Council's answer. Thank you!")
    screen.goes_to(MESSAGES)
    expect(screen.messages).to_contain_text(f"Recorded: Glasgow City Council consents to No. 3 · {PHONE_NUMBER}.")
    assert screen.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_every_door_of_the_managers_home_opens(opens: Opens) -> None:
    screen = opens(KARA)
    screen.goes_to(HOME)
    expect(screen.home).to_contain_text("Whom we wait for")
    finds_nothing_serious(screen)
    doors = {
        "Raise a proposal": "What we propose",
        "Where we stand": "Waits for",
        "The digest": "This is what the digest would say now.",
        "Settings": "every Monday at 09:00",
        "Partners": "A partner joins…",
        "How it works": "Silence is not consent",
        "All decisions": "Keep the night shelter open until nine",
        "Show": "History of No. 1",
    }

    for words, shown in doors.items():
        screen.opens_window(words, screen.home)
        expect(screen.window).to_contain_text(shown)
        screen.page.keyboard.press("Escape")
        expect(screen.window).to_have_count(0)


def test_the_manager_searches_reminds_and_posts_the_digest_from_home(opens: Opens) -> None:
    screen = opens(KARA)
    digests = screen.messages.get_by_role("heading", name=re.compile("^Where we stand on"))
    before = digests.count()
    screen.goes_to(HOME)
    screen.presses("Search", screen.home)
    screen.fills({"Look for": "nurse"})
    screen.window.get_by_role("button", name="Search", exact=True).click()
    expect(screen.window).to_contain_text("No. 2 · Ten more beds this winter")
    screen.page.keyboard.press("Escape")

    screen.presses("Remind", screen.home)
    screen.presses("The digest", screen.home)
    screen.sends("Post it now")

    screen.goes_to(MESSAGES)
    expect(screen.messages).to_contain_text("Reminded about No. 3 · One phone number for a bed tonight: Cat Reid")
    screen.goes_to("# alliance")
    expect(digests).to_have_count(before + 1)
    screen.is_now("Ann Lee")
    screen.goes_to(MESSAGES)
    expect(screen.messages).to_contain_text("waits for Harbour Shelter's answer.")


def test_a_partner_takes_time(opens: Opens) -> None:
    screen = opens(ANN)
    screen.presses("I need time", screen.card(PHONE_NUMBER))
    screen.fills({"We will answer by": SOON.isoformat(), "Our question": "Who pays for the line?"})
    screen.sends("Tell the others")

    card = screen.card(PHONE_NUMBER)
    expect(card).to_contain_text(f"❓ Harbour Shelter, answers by {SOON.day} {SOON:%B}: Who pays for the line?")
    expect(card).to_contain_text("1 of 8 partners consent")


def test_a_reported_consent_waits_for_the_partners_own_word(opens: Opens) -> None:
    kara, ben = opens(KARA), opens(BEN)
    for partner in ("Harbour Shelter", "Kelvin Advice"):
        kara.chooses("Report a consent", kara.card(PHONE_NUMBER))
        kara.window.get_by_label("Partner").select_option(partner)
        kara.fills({"Who said so, when and how": "They said so in Monday's meeting"})
        kara.sends("Report")
        expect(kara.card(PHONE_NUMBER)).to_contain_text(
            re.compile(f"📝 Consent reported, not yet confirmed: .*{partner}")
        )
    expect(kara.card(PHONE_NUMBER)).to_contain_text("1 of 8 partners consent")

    ben.goes_to(MESSAGES)
    ben.presses("Yes, we consent", ben.messages)
    gus = opens(GUS)
    gus.goes_to(MESSAGES)
    gus.presses("No, not so", gus.messages)

    expect(kara.card(PHONE_NUMBER)).to_contain_text("✅ Harbour Shelter and Lived Experience Group consent")
    expect(kara.card(PHONE_NUMBER)).to_contain_text("2 of 8 partners consent")
    kara.goes_to(MESSAGES)
    expect(kara.messages).to_contain_text("says Gus Wren. It will answer for itself.")


def test_somebody_is_away_and_back(opens: Opens) -> None:
    screen = opens(CAT)
    screen.goes_to(HOME)
    screen.presses("I'm away…", screen.home)
    screen.fills({"Last day away": SOON.isoformat()})
    screen.sends("Tell them")
    expect(screen.home).to_contain_text(f"You are away until {say_day(SOON)}.")
    screen.goes_to("# alliance")
    expect(screen.card(PHONE_NUMBER)).to_contain_text("Everybody who speaks for Glasgow City Council is away.")

    screen.goes_to(HOME)
    screen.presses("I'm back", screen.home)

    expect(screen.home).to_contain_text("You speak for Glasgow City Council")


def test_words_in_the_thread_offer_a_button_and_record_nothing(opens: Opens) -> None:
    screen = opens(ANN)
    screen.acts_on(screen.card(PHONE_NUMBER), "Reply in thread")
    screen.thread.get_by_role("combobox", name="Reply…").fill("We object because nobody pays for it")
    screen.thread.get_by_role("button", name="Send").click()
    expect(screen.thread).to_contain_text("Nothing is recorded unless you press it.")
    expect(screen.card(PHONE_NUMBER)).to_contain_text(re.compile("Waits for .*Harbour Shelter"))

    screen.presses("Record our objection", screen.thread)

    expect(screen.window.get_by_label(re.compile("^Reason"))).to_have_value("Nobody pays for it")
    screen.sends("Object")
    expect(screen.card(PHONE_NUMBER)).to_contain_text("✋ Harbour Shelter · Ann Lee: ")


def test_a_sign_under_the_card_offers_a_button(opens: Opens) -> None:
    screen = opens(ANN, PHONE)

    screen.acts_on(screen.card(PHONE_NUMBER), "React with 👍")

    expect(screen.card(PHONE_NUMBER).get_by_role("img", name="1 times +1")).to_be_visible()
    screen.presses("Record our consent", screen.messages)
    expect(screen.card(PHONE_NUMBER)).to_contain_text("✅ Harbour Shelter and Lived Experience Group consent")


def to_the_next_working_day(screen: Screen) -> None:
    """Move the clock on by days, as long as these are free in Scotland."""
    day = datetime.now(ZoneInfo("Europe/London")).date()
    free = country_holidays("GB", subdiv="SCT")
    screen.page.get_by_role("button", name="Inspector: traffic, faults, clock").click()
    pane = screen.page.get_by_role("complementary", name="Inspector")
    while True:
        day += timedelta(days=1)
        pane.get_by_role("button", name="To tomorrow at ten").click()
        expect(pane.get_by_text(f"{day.day} {day:%B} {day.year} here")).to_be_visible()
        expect(pane.get_by_text("🟢 Connected")).to_be_visible()
        if is_working_day(day, free):
            break
    pane.get_by_role("button", name="Close the inspector").click()


def test_a_reminder_opens_what_is_asked_and_takes_the_answer_there(opens: Opens) -> None:
    screen = opens(GUS)
    to_the_next_working_day(screen)
    screen.goes_to(MESSAGES)
    reminder = screen.article("waits for Kelvin Advice's answer.")
    screen.opens_window("I'm away", reminder)
    expect(screen.window).to_contain_text("Until then nobody reminds you")
    screen.page.keyboard.press("Escape")

    screen.presses("Read and answer", reminder)
    screen.presses("Consent", screen.window)
    expect(screen.window).to_contain_text("Kelvin Advice consents to No. 3")
    screen.page.keyboard.press("Escape")

    expect(screen.messages).to_contain_text(f"Recorded: Kelvin Advice consents to No. 3 · {PHONE_NUMBER}.")


def test_every_refusal_is_clear(opens: Opens) -> None:
    screen = opens(OLLY)

    def refused(words: str) -> None:
        expect(screen.window).to_contain_text(words)
        screen.page.keyboard.press("Escape")
        expect(screen.window).to_have_count(0)

    for words in ("Consent", "Object", "I need time"):
        screen.presses(words, screen.card(PHONE_NUMBER))
        refused("Only representatives of the partners answer proposals")
    for words, why in {
        "Amend": "Only the person who raised No. 3 and the operations managers may amend it.",
        "Withdraw": "Only the person who raised No. 3 and the operations managers may withdraw it.",
        "Remind": "may send reminders for it.",
        "Report a consent": "Operations managers record a consent",
    }.items():
        screen.chooses(words, screen.card(PHONE_NUMBER))
        refused(why)
    screen.is_now("Hal Quinn")
    screen.presses("I need time", screen.card(BEDS))
    refused("Tollcross Housing First objects to No. 2, so nothing is decided and there is time.")


def test_the_status_and_the_decisions_are_read_by_command(opens: Opens) -> None:
    screen = opens(KARA)

    for line, shown in (
        ("/accord status", "Held by an objection"),
        ("/accord help", "I need time"),
        ("/decisions shelter", "Keep the night shelter open until nine"),
        ("/decisions 2", "History of No. 2"),
        ("/accord partners", "Who speaks for a partner…"),
    ):
        screen.types(line)
        expect(screen.window).to_contain_text(shown)
        screen.page.keyboard.press("Escape")
        expect(screen.window).to_have_count(0)
