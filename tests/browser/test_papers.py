"""Does a proposal get its papers in the browser: chosen in the window, or with the message it is made from?"""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.test_accessibility import finds_nothing_serious
from tests.browser.test_story import ANN, KARA

PLAN = b"Ten beds from December.\n"


def test_a_paper_is_chosen_fixed_and_downloaded_on_a_phone(opens: Opens) -> None:
    kara, ann = opens(KARA), opens(ANN, PHONE)
    kara.types("/propose A plan for ten beds")
    kara.fills({"What we propose": "We follow the plan.", "Why this is best for people": "Nobody sleeps outside."})
    chosen = kara.window.get_by_label("Papers")
    chosen.set_input_files({"name": "Plan.txt", "mimeType": "text/plain", "buffer": PLAN})
    expect(kara.window).to_contain_text("📄 Plan.txt")
    finds_nothing_serious(kara)
    kara.presses("Raise", kara.window)
    expect(kara.window).to_contain_text("Accord fetches Plan.txt now.")

    expect(ann.card("A plan for ten beds")).to_contain_text("📎 1 paper, fixed on")
    finds_nothing_serious(ann)
    with ann.page.expect_download() as download:
        ann.card("A plan for ten beds").get_by_role("link", name="Plan.txt").click()

    assert Path(download.value.path()).read_bytes() == PLAN


def test_the_files_of_a_message_become_papers(opens: Opens) -> None:
    kara = opens(KARA)
    kara.messages.page.get_by_label("Attach files").first.set_input_files(
        {"name": "Budget.csv", "mimeType": "text/csv", "buffer": b"beds;900\n"}
    )
    kara.types("We need ten beds.")
    message = kara.article("We need ten beds.")
    expect(message).to_contain_text("Budget.csv")
    kara.acts_on(message, "Propose this")
    expect(kara.window.get_by_label("Budget.csv (9 bytes)")).to_be_checked()
    kara.fills({"Title": "Ten beds and a budget", "Why this is best for people": "Nobody sleeps outside."})

    kara.presses("Raise", kara.window)

    expect(kara.card("Ten beds and a budget")).to_contain_text("📎 1 paper, fixed on")
