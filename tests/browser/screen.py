"""What does somebody do with the sandbox's page, in a real browser? In people's verbs."""

import re
from collections.abc import Mapping

from playwright.sync_api import Error, Locator, Page, expect

# Several browsers may share two cores; nothing waits longer than it has to.
PATIENCE_MS = 45_000
# A menu is open at once, unless its card was drawn anew.
MENU_MS, TRIES = 5_000, 3
expect.set_options(timeout=PATIENCE_MS)


class Screen:
    """One browser window. Every look waits until it is true, and fails when it does not become so."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)

    def opens(self, person: str = "") -> "Screen":
        self.page.goto(f"{self._address}/#as={person}")
        expect(self.messages).to_be_visible()
        return self

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log", name="Messages")

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    def is_now(self, name: str) -> None:
        """Become somebody else in this window, by the list of people."""
        drawer = self.page.get_by_role("button", name="People and channels")
        if drawer.is_visible():
            drawer.click()
        self.page.get_by_role("button", name=re.compile(f"^{name},")).click()
        expect(self.page.get_by_text(f"You are {name}")).to_be_visible()

    def card(self, title: str) -> Locator:
        return self.messages.get_by_role("article").filter(has=self.page.get_by_role("heading", name=title))

    def article(self, words: str) -> Locator:
        """A message with these words."""
        return self.messages.get_by_role("article").filter(has_text=words)

    def presses(self, words: str, where: Locator) -> None:
        where.get_by_role("button", name=words, exact=True).click()

    def opens_window(self, words: str, where: Locator) -> None:
        """Press what opens a window; once more, as a person would, when the card is drawn anew under the finger."""
        for _ in range(TRIES):
            self.presses(words, where)
            try:
                self.window.wait_for(timeout=MENU_MS)
            except Error:
                continue
            return
        raise AssertionError(f"{words!r} never opened a window")

    def chooses(self, words: str, where: Locator) -> None:
        """Choose from the menu (⋯) there; open it again, as a person would, when the card is drawn anew meanwhile."""
        choice = where.get_by_role("menuitem", name=words)
        for _ in range(TRIES):
            where.get_by_role("button", name="More", exact=True).click()
            try:
                choice.click(timeout=MENU_MS)
            except Error:
                continue
            return
        raise AssertionError(f"the menu never stayed open for {words!r}")

    def acts_on(self, message: Locator, words: str) -> None:
        """Choose from what Slack itself offers for a message."""
        message.get_by_role("button", name="Message actions").click()
        message.get_by_role("menuitem", name=words).click()

    def goes_to(self, place: str) -> None:
        """Go to the channel, the Home tab or the app's direct messages."""
        drawer = self.page.get_by_role("button", name="People and channels")
        if drawer.is_visible():
            drawer.click()
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(place)}")).click()

    @property
    def home(self) -> Locator:
        return self.page.get_by_role("main", name="Accord's Home")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    def opens_thread(self, card: Locator) -> None:
        card.get_by_role("button", name=re.compile(r"^\d+ replies$")).click()

    def types(self, line: str) -> None:
        """Type in the channel and press Enter."""
        box = self.page.get_by_role("combobox", name=re.compile("^Message #"))
        box.fill(line)
        box.press("Enter")

    def fills(self, typed: Mapping[str, str]) -> None:
        for label, words in typed.items():
            self.window.get_by_label(re.compile(f"^{re.escape(label)}")).fill(words)

    def sends(self, words: str) -> None:
        self.window.get_by_role("button", name=words, exact=True).click()
        expect(self.window).to_have_count(0)

    def consents(self, title: str) -> None:
        """Press Consent, and send the window that asks once more if there is one; an objection is settled by words."""
        self.presses("Consent", self.card(title))
        receipt = self.messages.get_by_text(re.compile("Recorded: .* consents to"))
        expect(self.window.or_(receipt).first).to_be_visible()
        if self.window.is_visible():
            settled = self.window.get_by_label("It is settled, as I say below")
            if settled.is_visible():
                settled.check()
                self.fills({"How it was settled": "A nurse comes every night."})
            self.sends("Consent")

    def raises(self, title: str) -> None:
        self.types(f"/propose {title}")
        self.fills({"What we propose": "We buy one van.", "Why this is best for people": "Nobody walks home at night."})
        self.sends("Raise")
        expect(self.card(title)).to_be_visible()
