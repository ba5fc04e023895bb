"""How does one person live through a campaign? What they see, press and type, and what they take for recorded."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sandbox import Message, Person
from sandbox.screen import NotPossible
from sandbox.traffic import Delivery
from sandbox.workspace import View
from tests.cast import CHANNEL, PARTNERS
from tests.chaos.ledger import Ledger
from tests.chaos.world import HERE, World
from tests.reading import read_message, read_window

# Nobody answers it, so that everybody is to be reminded of it.
THE_FIRST = "The first"


class Life:
    """One person. `words` are those of the act under way, like nobody else's."""

    def __init__(self, world: World, ledger: Ledger, person: str, seed: int) -> None:
        self.world, self.ledger, self.person = world, ledger, person
        self.chance = random.Random(f"{seed} {person}")  # noqa: S311 (it is to be repeatable)
        self.who: Person = world.person(person)
        self.words = ""
        self._seed, self._acts = seed, 0

    def act(self, act: Callable[["Life"], None]) -> bool:
        """Do it; what Slack's app would not allow is left out. Return whether it could be done."""
        self._acts += 1
        # With an end, so that the third is not found in the thirtieth.
        self.words = f"{self.person} {self._seed}-{self._acts}th"
        try:
            act(self)
        except (NotPossible, IndexError):
            # There is no card yet, or no such button: nothing was done.
            return False
        finally:
            self._close_windows()
        self.ledger.acted()
        return True

    # What they see.

    @property
    def partner(self) -> str:
        return next(name for name, people in PARTNERS.items() if self.person in people)

    def in_days(self, days: int) -> str:
        today = datetime.fromtimestamp(self.world.sandbox.workspace.now(), HERE).date()
        return (today + timedelta(days=days)).isoformat()

    def cards(self) -> list[Message]:
        """List the cards but that which nobody answers."""
        there = [it for it in self.channel() if it.blocks and it.metadata and THE_FIRST not in it.text]
        return [it for it in there if str((it.metadata or {})["event_payload"]["key"]).startswith("card:")]

    def open_cards(self) -> list[Message]:
        return [it for it in self.cards() if "'Consent'" in str(it.blocks)]

    def channel(self) -> list[Message]:
        return [it for it in self.who.sees(CHANNEL) if not it.only_for]

    def one_with(self, words: str, among: list[Message]) -> Message:
        """Choose one on which this stands. Raises IndexError where there is none."""
        return self.chance.choice([it for it in among if words in read_message({"text": it.text, "blocks": it.blocks})])

    def chooses(self, words: str, among: list[Message]) -> None:
        """Choose this from the menu of one that has it."""
        self.who.chooses(words, self.chance.choice([it for it in among if f"'{words}'" in str(it.blocks)]))

    def desk(self) -> Message:
        return [it for it in self.channel() if it.text.startswith("Accord's desk")][0]  # noqa: RUF015 (an IndexError is what is left out)

    @property
    def window(self) -> View:
        if self.who.window is None:
            raise NotPossible("there is no window")
        return self.who.window

    def reads(self) -> str:
        """Read the open window, "" where there is none."""
        return read_window(self.who.window.body) if self.who.window else ""

    # What they do.

    def presses(self, *buttons: str) -> None:
        """Press one after the other in the window that each of them leaves open."""
        for words in buttons:
            self.who.clicks(words, self.window)

    def fills(self, **typed: Any) -> None:
        self.who.fills(typed)

    def press(self, what: str, act: Callable[[], Delivery]) -> None:
        """Press a button. When that is acknowledged and no window says otherwise, they take it for recorded."""
        pressed = act()
        if pressed.is_acked and not self._was_shown_a_window(pressed):
            self.ledger.was_told(f"click:{pressed.payload['trigger_id']}", what)

    def submit(self, what: str, words: str = "", then: str = "") -> None:
        """Send the window, and once more when that fails. When it is gone, they take it for recorded.

        Where another window takes its place when it is recorded, these words stand there `then`.
        """
        for _ in range(2):
            if self.who.window is None:
                return
            sent = self.who.submits()
            is_recorded = then in self.reads() if then and self.who.window else self.who.window is None
            if sent.is_acked and is_recorded:
                self.ledger.was_told(f"window:{sent.payload['view']['id']}", what, words)
                return
            if sent.is_acked and "Accord fetches" in str(self.who.window):
                self.ledger.was_promised(f"window:{sent.payload['view']['id']}")
                return

    def _was_shown_a_window(self, press: Delivery) -> bool:
        """Whether the bot answered with a window, even if the call that opens it was broken."""
        opened = self.world.sandbox.calls("views.open")
        return any(call.arguments.get("trigger_id") == press.payload["trigger_id"] for call in opened)

    def _close_windows(self) -> None:
        with self.world.sandbox.workspace.changing():
            self.world.sandbox.workspace.windows.pop(self.person, None)
