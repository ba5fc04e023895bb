"""What do eight partners and their manager do, at random and at once? And what were they told?"""

import random
import threading
from dataclasses import dataclass, field

from sandbox import Message
from sandbox.screen import NotPossible
from sandbox.traffic import Delivery
from tests.cast import CHANNEL, KARA, PARTNERS
from tests.chaos.world import World

# Nobody answers it, so that everybody is to be reminded of it.
THE_FIRST = "The first"


@dataclass
class Ledger:
    """What was acknowledged as recorded, and how often was it tried. Words are unique."""

    objections: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    consents: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    acts: int = 0


class Crowd:
    """Everybody acts in a thread of their own; acts that Slack's app would not allow are left out."""

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed
        self.ledger = Ledger()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        people = [person for people in PARTNERS.values() for person in people]
        self._threads = [threading.Thread(target=self._live, args=(person,)) for person in [KARA, *people]]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _live(self, person: str) -> None:
        chance = random.Random(f"{self._seed} {person}")  # noqa: S311 (it is to be repeatable)
        number = 0
        while not self._stopping.wait(chance.uniform(0.1, 1.2)):
            number += 1
            words = f"{person} {self._seed}-{number}"
            acts = self._managers_acts if person == KARA else self._representatives_acts
            act = chance.choice(acts)
            try:
                act(self, person, words, chance)
            except (NotPossible, IndexError):
                # There is no card yet, or no such button: nothing was done.
                continue
            finally:
                self._close_windows(person)
            with self._lock:
                self.ledger.acts += 1

    def _raise(self, person: str, words: str, _chance: random.Random) -> None:
        who = self._world.person(person)
        if len(self._open_cards()) > 4 or not who.runs("/propose", CHANNEL).is_acked:
            return
        who.fills({"Title": words, "What we propose": f"Text {words}", "Why this is best for people": "Warmth."})
        self._submit(person, self.ledger.titles, words)

    def _amend(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.chooses("Amend", chance.choice(self._open_cards()))
        who.fills({"What we propose": f"Text {words}"})
        self._submit(person, self.ledger.texts, f"Text {words}")

    def _consent(self, person: str, _words: str, chance: random.Random) -> None:
        who, card = self._world.person(person), chance.choice(self._open_cards())
        with self._lock:
            self.ledger.tries[person] = self.ledger.tries.get(person, 0) + 1
        press = who.clicks("Consent", card)
        is_recorded = press.is_acked and not self._was_shown_a_window(press)
        if who.window and who.window.body["title"]["text"] == "Consent?":
            with self._lock:
                self.ledger.tries[person] += 1
            is_recorded = who.submits().is_acked and who.window is None
        if is_recorded:
            with self._lock:
                self.ledger.consents[person] = self.ledger.consents.get(person, 0) + 1

    def _object(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.clicks("Object", chance.choice(self._open_cards()))
        who.fills({"Reason": words})
        self._submit(person, self.ledger.objections, words)

    def _ask(self, person: str, words: str, chance: random.Random) -> None:
        who = self._world.person(person)
        who.clicks("I need time", chance.choice(self._open_cards()))
        who.fills({"We will answer by": "2099-01-01", "Our question": words})
        self._submit(person, self.ledger.questions, words)

    def _write(self, person: str, _words: str, chance: random.Random) -> None:
        self._world.person(person).writes("We agree", CHANNEL, chance.choice(self._open_cards()))

    def _submit(self, person: str, kept: set[str], words: str) -> None:
        """Send the window. When it is acknowledged and gone, the person takes it for recorded."""
        who = self._world.person(person)
        if who.submits().is_acked and who.window is None:
            with self._lock:
                kept.add(words)

    def _was_shown_a_window(self, press: Delivery) -> bool:
        """Whether the bot answered with a window, even if the call that opens it was broken."""
        opened = self._world.sandbox.calls("views.open")
        return any(call.arguments.get("trigger_id") == press.payload["trigger_id"] for call in opened)

    def _close_windows(self, person: str) -> None:
        with self._world.sandbox.workspace.changing():
            self._world.sandbox.workspace.windows.pop(person, None)

    def _open_cards(self) -> list[Message]:
        seen = self._world.person(KARA).sees(CHANNEL)
        cards = [it for it in seen if it.blocks and it.blocks[-1]["type"] == "actions" and not it.only_for]
        return [it for it in cards if THE_FIRST not in it.text]

    _managers_acts = (_raise, _raise, _raise, _amend)
    _representatives_acts = (_consent, _consent, _consent, _consent, _consent, _object, _ask, _write)
